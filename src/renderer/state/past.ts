/** `2026-09-15 12:00`, as an instant is typed, in UTC. */
export const typedText = (at: number): string =>
  new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** UTC milliseconds of what was typed so; null where it is no date and time. */
export function typedInstant(text: string): number | null {
  const typed = text.trim();
  const at = Date.parse(`${typed.replace(' ', 'T')}Z`);
  return !Number.isNaN(at) && typedText(at) === typed ? at : null;
}

/**
 * Which of these times is the last by an instant; the first where all are later.
 *
 * @param times oldest first, UTC milliseconds; at least one
 */
export function nearestBefore(times: readonly number[], at: number): number {
  return Math.max(
    0,
    times.findLastIndex((time) => time <= at),
  );
}

/** The time before and the one after an instant; null where there is none. @param times oldest first */
export function around<T extends number>(
  times: readonly T[],
  at: number,
): { readonly before: T | null; readonly after: T | null } {
  return {
    before: times.findLast((time) => time < at) ?? null,
    after: times.find((time) => time > at) ?? null,
  };
}
