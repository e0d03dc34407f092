import { invariant } from '../values/invariant.ts';

/** How much a margin series swings; ratios of margins. */
export type Procyclicality = {
  readonly peakToTrough: number;
  /** Largest margin by an earlier one less than `window` days before; null for a single day. */
  readonly largestRise: number | null;
  /** Standard deviation of daily log changes, divisor n − 1; null with fewer than two changes. */
  readonly deviation: number | null;
};

/** Rise over a fixed number of days; null where the series is not longer than that. */
export type Rise = { readonly ratio: number; readonly amount: number };

/**
 * Swings of the margin of a constant portfolio.
 *
 * @param margin positive, oldest first
 * @see Murphy, Vasios & Vause, Bank of England Financial Stability Paper 29 (2014)
 */
export function procyclicality(margin: Float64Array, window: number): Procyclicality {
  invariant(margin.length > 0 && margin.every((m) => m > 0), 'a margin is positive');
  let rise = -Infinity;
  for (let j = 0; j < margin.length; j++) {
    for (let i = Math.max(0, j - window + 1); i < j; i++) {
      rise = Math.max(rise, margin[j]! / margin[i]!);
    }
  }
  const changes = margin.slice(1).map((m, t) => Math.log(m / margin[t]!));
  const sorted = margin.toSorted();
  return {
    peakToTrough: sorted.at(-1)! / sorted[0]!,
    largestRise: rise > 0 ? rise : null,
    deviation: changes.length < 2 ? null : sampleDeviation(changes),
  };
}

function sampleDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Largest ratio and largest difference between a margin and that of `days` before. */
export function riseOver(margin: Float64Array, days: number): Rise | null {
  if (margin.length <= days) return null;
  let ratio = -Infinity;
  let amount = -Infinity;
  for (let t = days; t < margin.length; t++) {
    ratio = Math.max(ratio, margin[t]! / margin[t - days]!);
    amount = Math.max(amount, margin[t]! - margin[t - days]!);
  }
  return { ratio, amount };
}

/** A buffer that is given back as margins rise over a look-back. Fractions. */
export type BufferRule = {
  readonly size: number;
  readonly days: number;
  /** Rise at which release begins, and at which all is released. */
  readonly from: number;
  readonly to: number;
};

/**
 * Margin with a buffer on top that is exhausted while margins rise.
 *
 * @see Regulation (EU) 153/2013, article 28(1)(a)
 */
export function bufferedMargin(margin: Float64Array, rule: BufferRule): Float64Array {
  return margin.map((m, t) => {
    const rise = m / margin[Math.max(0, t - rule.days)]! - 1;
    const released = Math.min(1, Math.max(0, (rise - rule.from) / (rule.to - rule.from)));
    return m * (1 + rule.size * (1 - released));
  });
}

/** Margin with a share of a stressed one mixed in. @see article 28(1)(b) */
export function stressWeightedMargin(
  margin: Float64Array,
  stressed: number,
  weight: number,
): Float64Array {
  return margin.map((m) => (1 - weight) * m + weight * stressed);
}

/** Margin that never falls below that of a long history. @see article 28(1)(c) */
export function flooredMargin(margin: Float64Array, floor: number): Float64Array {
  return margin.map((m) => Math.max(m, floor));
}
