import type { Decoded, Frame } from './events.ts';

/** Largest text that is read as one message. */
export const longestMessage: number = 32 * 1024 * 1024;

/** The value of a frame's JSON, or the fault of it. */
export function messageOf(frame: Frame): { readonly value: unknown } | Decoded {
  if (frame.text.length > longestMessage) {
    return faulty('limit-exceeded', `the message has ${frame.text.length} characters`);
  }
  try {
    return { value: JSON.parse(frame.text) };
  } catch {
    return faulty('malformed', `no JSON: ${frame.text.slice(0, 60)}`);
  }
}

const faulty = (reason: 'limit-exceeded' | 'malformed', message: string): Decoded => ({
  events: [],
  faults: [{ reason, field: '', message }],
});
