import type { Instant } from '../values/units.ts';

/** Sources that are fenced off, and since when each agrees again; null while it does not. */
export type FencedSources = ReadonlyMap<string, { readonly agreesSince: Instant | null }>;

/** Nobody is fenced off. */
export const noneFenced: FencedSources = new Map();

/** How one source stands to a fence now. */
export type Standing = 'inside' | 'outside';

/**
 * The next state: who breaks the fence is fenced off, and who was counts again only after it has been
 * inside without a break for long enough.
 *
 * @param standings of every source that is heard of; one that is not agrees with nothing
 * @param readmitAfter milliseconds
 */
export function nextFenced(
  before: FencedSources,
  standings: ReadonlyMap<string, Standing>,
  asOf: Instant,
  readmitAfter: number,
): FencedSources {
  const next = new Map<string, { readonly agreesSince: Instant | null }>();
  for (const [source, { agreesSince }] of before) {
    const since = agreesSince ?? asOf;
    if (standings.get(source) !== 'inside') next.set(source, { agreesSince: null });
    else if (asOf - since < readmitAfter) next.set(source, { agreesSince: since });
  }
  for (const [source, standing] of standings) {
    if (standing === 'outside' && !next.has(source)) next.set(source, { agreesSince: null });
  }
  return next;
}
