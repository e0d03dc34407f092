import type { SharedShape } from '../../contract/surface.ts';
import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { isSurelyButterflyFree, ssviCurvature } from './ssvi.ts';
import type { VolatilityQuote } from './svi-fit.ts';

/** The quotes of one expiry, and a first guess of their total variance at the money, positive. */
export type SurfaceQuotes = {
  readonly years: number;
  readonly quotes: readonly VolatilityQuote[];
  readonly central: number;
};

export type SsviFit = {
  readonly shape: SharedShape;
  /** Total variance at the money, [expiry], never falling. */
  readonly thetas: readonly number[];
};

/** One expiry as columns. */
type Columns = {
  readonly k: Float64Array;
  readonly variance: Float64Array;
  readonly weight: Float64Array;
};

function columnsOf({ quotes, years }: SurfaceQuotes): Columns {
  const mean = quotes.reduce((sum, { weight }) => sum + weight * weight, 0);
  // Every expiry counts by its number of quotes; within it by weight, relative to its variance.
  const central = quotes.reduce((sum, { volatility }) => sum + volatility, 0) / quotes.length;
  const scale = Math.sqrt(quotes.length / mean) / (central * central * years);
  return {
    k: Float64Array.from(quotes, ({ k }) => k),
    variance: Float64Array.from(quotes, ({ volatility }) => volatility * volatility * years),
    weight: Float64Array.from(quotes, ({ weight }) => weight * scale),
  };
}

function lossOf({ k, variance, weight }: Columns, theta: number, shape: SharedShape): number {
  const slice = { theta, ...shape };
  const phi = ssviCurvature(slice);
  const { rho } = shape;
  const root = (1 - rho) * (1 + rho);
  let sum = 0;
  for (let i = 0; i < k.length; i++) {
    const x = phi * k[i]!;
    const fitted = (theta / 2) * (1 + rho * x + Math.sqrt((x + rho) * (x + rho) + root));
    const residual = weight[i]! * (fitted - variance[i]!);
    sum += residual * residual;
  }
  return sum;
}

/** Nearest sequence that never falls: neighbours that do are replaced by their mean. */
function neverFalling(values: readonly number[]): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, count: 1 };
    for (let before = pools.at(-1); before !== undefined; before = pools.at(-1)) {
      if (before.sum / before.count <= pool.sum / pool.count) break;
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
}

/** Logistic and inverse: γ in (0, 1). */
const within = (x: number): number => 1 / (1 + Math.exp(-x));

const shapeAt = ([slant = 0, logEta = 0, power = 0]: readonly number[]): SharedShape => ({
  rho: Math.tanh(slant),
  eta: Math.exp(logEta),
  gamma: within(power),
});

const rounds = 6;

/**
 * The surface of one shape: SSVI with power-law curvature, weighted least squares in total variance.
 *
 * Every expiry is within theorem 4.2 (no free butterfly) and the variance at the money never falls,
 * which for this curvature leaves no free calendar spread (theorem 4.1). Shape and variances at the
 * money are fitted in turns.
 *
 * @param expiries by rising time, at least one with three quotes
 * @see Gatheral & Jacquier, "Arbitrage-free SVI volatility surfaces" (2014), section 4
 */
export function ssviFit(expiries: readonly SurfaceQuotes[]): Outcome<SsviFit> {
  const usable = expiries.every(({ quotes, central }) => quotes.length > 0 && central > 0);
  if (expiries.length === 0 || !usable) {
    return fail(
      'missing-market-data',
      'no surface: an expiry lacks quotes or a variance at the money',
    );
  }
  if (!expiries.some(({ quotes }) => quotes.length >= 3)) {
    return fail('missing-market-data', 'a surface of one shape needs three quotes of one expiry');
  }
  const columns = expiries.map(columnsOf);
  let thetas = neverFalling(expiries.map(({ central }) => central));
  const total = (point: readonly number[]): number => {
    const shape = shapeAt(point);
    if (!thetas.every((theta) => isSurelyButterflyFree({ theta, ...shape }))) return Infinity;
    return columns.reduce((sum, one, i) => sum + lossOf(one, thetas[i]!, shape), 0);
  };
  const steps = [0.2, 0.3, 0.5];
  const limits = { tolerance: 1e-9, evaluations: 500 };
  const starts = [-0.5, 0, 0.5].map((slant) => [slant, Math.log(0.5), 0]);
  let best = starts
    .map((start) => simplexMinimum(total, start, steps, { tolerance: 1e-3, evaluations: 120 }))
    .reduce((a, b) => (b.value < a.value ? b : a));
  for (let round = 0; round < rounds; round++) {
    best = simplexMinimum(total, best.point, steps, limits);
    const shape = shapeAt(best.point);
    const moved = thetas.map((theta, i) => {
      const byLog = ([log = 0]: readonly number[]): number => {
        const slice = { theta: Math.exp(log), ...shape };
        return isSurelyButterflyFree(slice) ? lossOf(columns[i]!, slice.theta, shape) : Infinity;
      };
      const start = [Math.log(theta)];
      return Math.exp(
        simplexMinimum(byLog, start, [0.02], { tolerance: 1e-8, evaluations: 80 }).point[0]!,
      );
    });
    const apart = Math.max(...moved.map((theta, i) => Math.abs(theta / thetas[i]! - 1)));
    const before = thetas;
    thetas = neverFalling(moved);
    // A pooled variance may leave the region for a later one: then the variances stay.
    if (!Number.isFinite(total(best.point))) thetas = before;
    if (apart < 1e-7) break;
  }
  if (!Number.isFinite(best.value)) {
    return fail('not-applicable', 'no surface of one shape without arbitrage was found');
  }
  return ok({ shape: shapeAt(best.point), thetas });
}
