import { fail, ok, type Failure, type Outcome } from '../values/outcome.ts';
import { instant, type Instant } from '../values/units.ts';
import { breachOf, fenceOf, type Breach, type Fence } from './fence.ts';
import type { ConsensusSettings, PriceObservation } from './observation.ts';
import { nextFenced, type FencedSources, type Standing } from './readmission.ts';
import { usable } from './usable.ts';
import { weightedMedian } from './weighted-median.ts';

/** The price that the sources agree on, and how far they do. */
export type Consensus = {
  /** Weighted median of the sources used, reporting currency per unit. */
  readonly value: number;
  /** By source. */
  readonly used: readonly PriceObservation[];
  /** Least and largest value used. */
  readonly low: number;
  readonly high: number;
  /** Largest distance of a source used from the value; null where only one is. */
  readonly dispersion: number | null;
  /** Time of the oldest price used. */
  readonly oldest: Instant;
  /** What could not be told, in one sentence; null where nothing. */
  readonly remark: string | null;
};

/** A source that is heard of and does not count. */
export type FencedSource = {
  readonly source: string;
  readonly value: number;
  /** Null: inside again, but not for long enough. */
  readonly breach: Breach | null;
  /** Counts again then if it keeps agreeing; null while it does not agree. */
  readonly readmittedAt: Instant | null;
};

export type ConsensusReport = {
  readonly consensus: Outcome<Consensus>;
  readonly fenced: readonly FencedSource[];
  readonly stale: readonly Failure[];
  readonly refused: readonly Failure[];
  /** State to hand in the next time. */
  readonly next: FencedSources;
};

/** Sources that set the fence: fewer than three can tell no outlier, and none may differ by more than the band. */
function judged(judges: readonly PriceObservation[], settings: ConsensusSettings): Outcome<Fence> {
  if (judges.length === 0) return fail('missing-market-data', 'no source has a fresh price');
  if (judges.length >= 3) {
    const fence = fenceOf(judges, settings);
    const inside = judges.filter((one) => breachOf(one, fence) === null).length;
    return inside >= Math.max(2, judges.length / 2)
      ? ok(fence)
      : fail('conflict', `of ${judges.length} sources only ${inside} agree: there is no consensus`);
  }
  const { band } = settings;
  const centre = weightedMedian(judges);
  const values = judges.map(({ value }) => value);
  const apart = (Math.max(...values) - Math.min(...values)) / centre;
  if (apart <= band) return ok({ centre, deviation: null, band });
  const names = judges.map(({ source, value }) => `${source} ${value}`).join(', ');
  return fail(
    'conflict',
    `two sources differ by ${apart}, more than ${band}, and none tells who is wrong: ${names}`,
  );
}

function agreement(used: readonly PriceObservation[], judges: number): Consensus {
  const value = weightedMedian(used);
  const values = used.map((one) => one.value);
  const most = used.reduce((a, b) => (b.weight > a.weight ? b : a));
  return {
    value,
    used,
    low: Math.min(...values),
    high: Math.max(...values),
    dispersion: used.length > 1 ? Math.max(...values.map((one) => Math.abs(one - value))) : null,
    oldest: used.reduce((first, { at }) => (at < first ? at : first), used[0]!.at),
    remark:
      judges >= 3
        ? null
        : `${judges} of three sources that it takes: no outlier can be told, ${most.source} is trusted most`,
  };
}

/**
 * The price of one asset that several sources agree on. Stale and broken observations do not count;
 * who lies outside the fence of the trusted ones is fenced off, never averaged in, and counts again
 * only after agreeing for long enough. Where only fenced sources are left, they judge each other and
 * there is no consensus until one is readmitted. Where there is no agreement nobody new is fenced:
 * it cannot be told who is wrong.
 *
 * @param before the state that the last report gave
 */
export function indexConsensus(
  observations: readonly PriceObservation[],
  settings: ConsensusSettings,
  before: FencedSources,
  asOf: Instant,
): ConsensusReport {
  const { fresh, stale, refused } = usable(observations, settings, asOf);
  const trusted = fresh.filter(({ source }) => !before.has(source));
  const judges = trusted.length > 0 ? trusted : fresh;
  const fence = judged(judges, settings);
  const breaches = new Map<string, Breach | null>(
    fence.ok ? fresh.map((one) => [one.source, breachOf(one, fence.value)]) : [],
  );
  const standings = new Map<string, Standing>(
    [...breaches].map(([source, breach]) => [source, breach === null ? 'inside' : 'outside']),
  );
  const next = nextFenced(before, standings, asOf, settings.readmitAfter);
  const used = fresh.filter(({ source }) => !next.has(source));
  const consensus = !fence.ok
    ? fence
    : used.length === 0
      ? fail('conflict', 'every source with a fresh price is fenced until it has agreed for longer')
      : ok(agreement(used, judges.length));
  return { consensus, fenced: fencedOf(fresh, next, breaches, settings), stale, refused, next };
}

function fencedOf(
  fresh: readonly PriceObservation[],
  next: FencedSources,
  breaches: ReadonlyMap<string, Breach | null>,
  { readmitAfter }: ConsensusSettings,
): readonly FencedSource[] {
  return fresh.flatMap(({ source, value }) => {
    const known = next.get(source);
    if (known === undefined) return [];
    const { agreesSince } = known;
    return [
      {
        source,
        value,
        breach: breaches.get(source) ?? null,
        readmittedAt: agreesSince === null ? null : instant(agreesSince + readmitAfter),
      },
    ];
  });
}
