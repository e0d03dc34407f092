import { failure, type Failure } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import type { ConsensusSettings, PriceObservation } from './observation.ts';

/** Observations that can be compared, and those that cannot. */
export type Usable = {
  /** By source. */
  readonly fresh: readonly PriceObservation[];
  /** Too old, each with its age and limit. */
  readonly stale: readonly Failure[];
  /** Broken, dated ahead, or given twice. */
  readonly refused: readonly Failure[];
};

function faultOf(
  { source, value, at, confidence, weight }: PriceObservation,
  { ahead }: ConsensusSettings,
  asOf: Instant,
): Failure | null {
  const malformed = (what: string): Failure => failure('malformed', `${source}: ${what}`, source);
  if (!(Number.isFinite(value) && value > 0)) return malformed(`price ${value} is not positive`);
  if (!(Number.isFinite(weight) && weight > 0))
    return malformed(`weight ${weight} is not positive`);
  if (confidence !== null && !(Number.isFinite(confidence) && confidence >= 0)) {
    return malformed(`confidence ${confidence} is no half-width`);
  }
  return at - asOf > ahead ? malformed(`dated ${at - asOf} ms ahead, more than ${ahead}`) : null;
}

/** Sorts observations into fresh, stale and refused ones. A source given twice is refused: neither is known to be right. */
export function usable(
  observations: readonly PriceObservation[],
  settings: ConsensusSettings,
  asOf: Instant,
): Usable {
  const fresh: PriceObservation[] = [];
  const stale: Failure[] = [];
  const refused: Failure[] = [];
  const { all, by } = settings.oldest;
  const bySource = [...Map.groupBy(observations, ({ source }) => source)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [source, own] of bySource) {
    const [one] = own;
    if (one === undefined) continue;
    if (own.length > 1) {
      refused.push(failure('conflict', `${source} is given ${own.length} times`, source));
      continue;
    }
    const fault = faultOf(one, settings, asOf);
    const age = asOf - one.at;
    const limit = by.get(source) ?? all;
    if (fault !== null) refused.push(fault);
    else if (age > limit) {
      const message = `${source} is ${age} ms old, more than ${limit}`;
      stale.push(failure('stale-market-data', message, source));
    } else fresh.push(one);
  }
  return { fresh, stale, refused };
}
