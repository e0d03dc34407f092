import { invariant } from '../../values/invariant.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** Prices of one period, positive. */
export type Bar = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};

/** Estimates of the variance per period; the square root is a volatility. */
export type RangeVariances = {
  readonly parkinson: number;
  readonly garmanKlass: number;
  readonly rogersSatchell: number;
  /** With the jumps between periods; the one to use. */
  readonly yangZhang: number;
  /** From closes alone, divisor n − 1. */
  readonly closeToClose: number;
};

/**
 * Variances from the range that prices covered.
 *
 * @param bars oldest first
 * @see Parkinson (1980); Garman & Klass (1980); Rogers & Satchell (1991); Yang & Zhang (2000)
 */
export function rangeVariances(bars: readonly Bar[]): Outcome<RangeVariances> {
  if (bars.length < 3) {
    return fail(
      'missing-market-data',
      `a range variance needs three bars, there are ${bars.length}`,
    );
  }
  invariant(
    bars.every(({ open, high, low, close }) => Math.min(open, high, low, close) > 0),
    'prices are positive',
  );
  const later = bars.slice(1);
  const jumps = later.map(({ open }, i) => Math.log(open / bars[i]!.close));
  const moves = later.map(({ open, close }) => Math.log(close / open));
  const n = later.length;
  const weight = 0.34 / (1.34 + (n + 1) / (n - 1));
  return ok({
    parkinson: mean(bars.map(({ high, low }) => Math.log(high / low) ** 2)) / (4 * Math.LN2),
    garmanKlass: mean(
      bars.map(
        ({ open, high, low, close }) =>
          Math.log(high / low) ** 2 / 2 - (2 * Math.LN2 - 1) * Math.log(close / open) ** 2,
      ),
    ),
    rogersSatchell: mean(bars.map(rogersSatchell)),
    yangZhang:
      sampleVariance(jumps) +
      weight * sampleVariance(moves) +
      (1 - weight) * mean(later.map(rogersSatchell)),
    closeToClose: sampleVariance(later.map(({ close }, i) => Math.log(close / bars[i]!.close))),
  });
}

const rogersSatchell = ({ open, high, low, close }: Bar): number =>
  Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

function sampleVariance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1);
}
