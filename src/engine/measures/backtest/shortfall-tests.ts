import { mersenneTwister } from '../../numeric/random/mersenne-twister.ts';
import { normalQuantile } from '../../numeric/special/normal.ts';
import { invariant } from '../../values/invariant.ts';

/** What a model said for each day and what came; all columns [day]. */
export type ShortfallSeries = {
  /** Gain positive. */
  readonly pnl: Float64Array;
  /** Value at risk, loss positive. */
  readonly valueAtRisk: Float64Array;
  /** Expected shortfall, loss positive and above 0. */
  readonly expectedShortfall: Float64Array;
};

export type ShortfallTests = {
  readonly exceptions: number;
  /** Mean loss of the exceptions by the forecast; null without any exception. */
  readonly z1: number | null;
  /** The same over all days: sees frequency and size. */
  readonly z2: number;
  /** Least sensitive to a wrong VaR. */
  readonly ridge: number;
};

/**
 * Back-tests of expected shortfall: 0 in expectation if the model is right, negative where it says
 * too little. An exception is a loss beyond the VaR, strictly.
 *
 * @param p tail probability of both measures
 * @see Acerbi & Szekely, "Back-testing expected shortfall" (2014), tests 1 and 2, and (2017)
 */
export function shortfallTests(series: ShortfallSeries, p: number): ShortfallTests {
  const { pnl, valueAtRisk, expectedShortfall } = series;
  const days = pnl.length;
  invariant(days > 0, 'a back-test covers at least one day');
  let exceptions = 0;
  let relative = 0;
  let ridge = 0;
  for (let t = 0; t < days; t++) {
    const excess = -(pnl[t]! + valueAtRisk[t]!);
    const shortfall = expectedShortfall[t]!;
    ridge += (shortfall - valueAtRisk[t]! - Math.max(excess, 0) / p) / shortfall;
    if (excess <= 0) continue;
    exceptions += 1;
    relative += pnl[t]! / shortfall;
  }
  return {
    exceptions,
    z1: exceptions === 0 ? null : relative / exceptions + 1,
    z2: relative / (days * p) + 1,
    ridge: ridge / days,
  };
}

export type SimulatedPValue = { readonly pValue: number; readonly standardError: number };

/**
 * Probability of a Z2 no larger than the one seen, if P&L were independent and normal about zero
 * with the forecast VaR.
 */
export function shortfallPValue(
  series: ShortfallSeries,
  p: number,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): SimulatedPValue {
  const { pnl, valueAtRisk, expectedShortfall } = series;
  const seen = shortfallTests(series, p).z2;
  const random = mersenneTwister(seed);
  const z = -normalQuantile(p);
  const scales = pnl.map((_, t) => valueAtRisk[t]! / z / expectedShortfall[t]!);
  let lower = 0;
  for (let draw = 0; draw < draws; draw++) {
    let relative = 0;
    for (const scale of scales) {
      // Only exceptions count: a uniform above p needs no quantile.
      const u = random.uniform();
      if (u < p) relative += scale * normalQuantile(Math.max(u, Number.MIN_VALUE));
    }
    if (relative / (pnl.length * p) + 1 <= seen) lower += 1;
  }
  const pValue = lower / draws;
  return { pValue, standardError: Math.sqrt(Math.max(pValue * (1 - pValue), 1 / draws) / draws) };
}
