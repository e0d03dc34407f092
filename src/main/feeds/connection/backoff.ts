/** Milliseconds. */
export type BackoffLimits = { readonly least: number; readonly most: number };

/**
 * How long to wait before an attempt: anything up to a bound that doubles with each failure in a
 * row, so that many who lost a venue at once do not return at once.
 *
 * @param failures in a row, from 1
 * @param random in [0, 1)
 * @see Brooker, "Exponential backoff and jitter" (2015): full jitter
 */
export function fullJitter(
  failures: number,
  { least, most }: BackoffLimits,
  random: number,
): number {
  const bound = Math.min(most, least * 2 ** Math.min(failures - 1, 30));
  return Math.floor(bound * random);
}
