import { bookWalk } from '../../../src/engine/measures/liquidity/book-walk.ts';
import { squareRootImpact } from '../../../src/engine/measures/liquidity/impact.ts';
import { optimalSchedule } from '../../../src/engine/measures/liquidity/schedule.ts';
import type { BookLevel } from '../../../src/engine/model/live-books.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Figures = Readonly<Record<string, number | string | null | readonly number[]>>;
type Levels = readonly (readonly [number, number])[];

type Case = { readonly expected: Figures } & (
  | {
      readonly kind: 'book_walk';
      readonly side: 'buy' | 'sell';
      readonly quantity: number;
      readonly bids: Levels;
      readonly asks: Levels;
    }
  | {
      readonly kind: 'sqrt_impact';
      readonly quantity: number;
      readonly adv: number;
      readonly daily_vol: number;
      readonly Y: number;
      readonly price: number;
      readonly spread_bps: number;
      readonly participation: number;
    }
  | {
      readonly kind: 'almgren_chriss';
      readonly X: number;
      readonly N: number;
      readonly tau: number;
      readonly sigma: number;
      readonly eta: number;
      readonly gamma: number;
      readonly epsilon: number;
      readonly lambda: number;
    }
);

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const actual = figures(vector);
  return Object.entries(vector.expected).flatMap(([field, expected]) =>
    compared(field, actual[field], expected),
  );
});

/** Holdings end at exactly nothing, hence the absolute part. */
const allowed = (of: number): number => 1e-10 * Math.abs(of) + 1e-15;

function compared(
  field: string,
  actual: Figures[string] | undefined,
  expected: Figures[string],
): readonly Comparison[] {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return [near(field, actual, expected, allowed(expected))];
  }
  return Array.isArray(expected) && Array.isArray(actual)
    ? nearEach(field, actual, expected, allowed)
    : [same(field, actual, expected)];
}

const levels = (pairs: Levels): readonly BookLevel[] =>
  pairs.map(([price, quantity]) => ({ price, quantity }));

function figures(vector: Case): Figures {
  if (vector.kind === 'book_walk') {
    const walk = bookWalk(vector.side, vector.quantity, {
      bids: levels(vector.bids),
      asks: levels(vector.asks),
    });
    if (!walk.ok) return { outcome: 'invalid' };
    return {
      filled: walk.value.filled,
      unfilled: walk.value.unfilled,
      vwap: walk.value.price,
      worst_price: walk.value.worstPrice,
      mid: walk.value.mid,
      slippage_cost_vs_mid: walk.value.cost,
      slippage_bps: 10_000 * walk.value.slippage,
    };
  }
  if (vector.kind === 'sqrt_impact') {
    const impact = squareRootImpact({
      quantity: vector.quantity,
      dailyVolume: vector.adv,
      dailyVolatility: vector.daily_vol,
      coefficient: vector.Y,
      price: vector.price,
      spread: vector.spread_bps / 10_000,
      participation: vector.participation,
    });
    return {
      half_spread_plus_impact_cost: impact.cost,
      days_to_liquidate: impact.days,
      lvar_scale_linear_unwind: impact.riskScale,
    };
  }
  const schedule = optimalSchedule({
    quantity: vector.X,
    intervals: vector.N,
    length: vector.tau,
    volatility: vector.sigma,
    temporary: vector.eta,
    permanent: vector.gamma,
    fixed: vector.epsilon,
    aversion: vector.lambda,
  });
  if (!schedule.ok) return { outcome: 'invalid' };
  return {
    kappa: schedule.value.urgency,
    holdings: schedule.value.holdings,
    expected_cost: schedule.value.cost,
    variance: schedule.value.variance,
    objective: schedule.value.objective,
  };
}
