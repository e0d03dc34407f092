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
