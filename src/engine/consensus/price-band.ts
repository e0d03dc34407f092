import type { PriceBand } from '../model/price-band.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import type { ConsensusReport } from './index-consensus.ts';
import type { ConsensusSettings } from './observation.ts';
import { weightedMedian } from './weighted-median.ts';

const day = 86_400_000;

export type BandSettings = {
  /** Standard deviation of daily returns by which a price ages, a fraction; null: ageing is not known and not in the band. */
  readonly dailyVolatility: number | null;
  /** Half-width as a fraction of the value at which the score is 0, positive. */
  readonly widest: number;
};

/** A band and what it is made of, in the unit of the value. */
export type ExplainedBand = PriceBand & {
  /** Largest distance of a source from the value; the settings' band where one source stands alone. */
  readonly dispersion: number;
  /** Weighted median of what the sources state of themselves; null where none states it. */
  readonly stated: number | null;
  /** What may have happened since the oldest price used; null where no volatility is given. */
  readonly ageing: number | null;
  /** Share of the sources heard of that count, by number. */
  readonly share: number;
};

/**
 * How sure a consensus is. Half-width = max(dispersion, stated confidence) + value × daily volatility
 * × √(days of age). Score = share of the sources that count × max(0, 1 − half-width ÷ (value × widest)).
 * Without a consensus there is no band.
 *
 * @see Pyth Network, best practices: the confidence is the half-width of an interval about the price
 */
export function priceBand(
  { consensus, fenced, stale, refused }: ConsensusReport,
  { band }: Pick<ConsensusSettings, 'band'>,
  { dailyVolatility, widest }: BandSettings,
  asOf: Instant,
): Outcome<ExplainedBand> {
  if (!consensus.ok) return consensus;
  const { value, used, oldest } = consensus.value;
  const dispersion = consensus.value.dispersion ?? band * value;
  const confident = used.flatMap(({ confidence, weight }) =>
    confidence === null ? [] : [{ value: confidence, weight }],
  );
  const stated = confident.length === 0 ? null : weightedMedian(confident);
  const days = Math.max(asOf - oldest, 0) / day;
  const ageing = dailyVolatility === null ? null : value * dailyVolatility * Math.sqrt(days);
  const halfWidth = Math.max(dispersion, stated ?? 0) + (ageing ?? 0);
  const share = used.length / (used.length + fenced.length + stale.length + refused.length);
  return ok({
    value,
    halfWidth,
    score: share * Math.max(0, 1 - halfWidth / (value * widest)),
    at: oldest,
    sources: used.map(({ source }) => source),
    dispersion,
    stated,
    ageing,
    share,
  });
}
