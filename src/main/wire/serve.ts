import { z } from 'zod';
import { decode, encode } from '../../engine/contract/codec.ts';
import {
  longestText,
  type Frame,
  type Pipe,
  type RequestName,
  type Requests,
} from '../../engine/contract/contract.ts';
import type { Workstation } from '../workstation.ts';
import { newestPushes } from './newest-pushes.ts';
import { publicText } from './public-text.ts';
import { isRequestName, requestArguments } from './requests.ts';

export type ServeOptions = {
  readonly pipe: Pipe;
  readonly workstation: Pick<Workstation, 'handlers' | 'subscribe'>;
  /** Told of what went wrong on our side, in full: the window gets a line without paths. */
  readonly log: (what: string, error: unknown) => void;
};

/** Requests of one window that may be unanswered at a time; more are refused. */
const MOST_ASKED = 64;

const windowFrame = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('ask'),
    id: z.int().nonnegative(),
    name: z.string().max(64),
    args: z.array(z.unknown()).max(8),
  }),
  z.strictObject({ t: z.literal('ack'), name: z.string().max(64) }),
]);

/** Answers the contract over one pipe, until it closes. A text that is no frame closes it. */
export function serve({ pipe, workstation, log }: ServeOptions): void {
  let asked = 0;
  const send = (frame: Frame): void => pipe.send(encode(frame));

  const pushes = newestPushes((name, value) => {
    try {
      send({ t: 'push', name, value });
    } catch (error) {
      log(`push "${name}" was not sent`, error);
      pushes.taken(name);
    }
  });

  const answer = async (id: number, name: string, args: readonly unknown[]): Promise<void> => {
    asked++;
    try {
      send({ t: 'ok', id, value: await answerOf(workstation, name, args) });
    } catch (error) {
      if (!(error instanceof Refusal)) log(`request "${name}" failed`, error);
      send({ t: 'err', id, message: publicText(error) });
    } finally {
      asked--;
    }
  };

  pipe.onText((text) => {
    const frame = text.length > longestText ? null : frameOf(text);
    if (frame === null) pipe.close();
    else if (frame.t === 'ack') pushes.taken(frame.name);
    else if (asked >= MOST_ASKED) {
      send({ t: 'err', id: frame.id, message: `more than ${MOST_ASKED} requests were unanswered` });
    } else void answer(frame.id, frame.name, frame.args);
  });

  pipe.onClose(workstation.subscribe(pushes.offer));
}

/** The window's fault: told to it, not logged. */
class Refusal extends Error {}

function frameOf(text: string): z.infer<typeof windowFrame> | null {
  try {
    return windowFrame.parse(decode(text));
  } catch {
    return null;
  }
}

async function answerOf(
  workstation: Pick<Workstation, 'handlers'>,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  if (!isRequestName(name)) throw new Refusal('there is no such request');
  return called(workstation, name, args);
}

function called<K extends RequestName>(
  { handlers }: Pick<Workstation, 'handlers'>,
  name: K,
  args: readonly unknown[],
): ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>> {
  const schema: z.ZodType<Parameters<Requests[K]>> = requestArguments[name];
  const parsed = schema.safeParse(args);
  if (!parsed.success) throw new Refusal(refusal(name, parsed.error));
  return handlers[name](...parsed.data);
}

function refusal(name: string, error: z.ZodError): string {
  const [first] = error.issues;
  const where = first === undefined ? '' : ` at ${first.path.join('.') || 'its arguments'}`;
  return `request "${name}" was malformed${where}: ${first?.message ?? 'unknown fault'}`;
}
