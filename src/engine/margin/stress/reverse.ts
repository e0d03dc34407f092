import type { ReverseStress } from '../../contract/stress.ts';
import { sampleCovariance } from '../../measures/covariance.ts';
import type { AccountInput } from '../../model/priced.ts';
import { factorisation } from '../../numeric/linear/factorisation.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf } from '../assessor.ts';
import { accountMoved } from '../calls/moves.ts';
import type { DailyReturns } from '../calls/time-to-call.ts';
import { designPoint } from './design-point.ts';
import { assetsOf } from './stressed.ts';

/** Joint moves of some assets as multiples of independent ones. */
type Shape = {
  readonly assets: readonly Asset[];
  /** Factor F of their covariance F Fᵀ, row-major: moves are F z. */
  readonly factor: Float64Array;
  readonly still: readonly Asset[];
  /** Mahalanobis distance of each joint day of the history. */
  readonly days: Float64Array;
};

function shapeOf(wanted: readonly Asset[], returns: DailyReturns): Outcome<Shape> {
  const columns = wanted.flatMap((asset) => {
    const column = returns.assets.indexOf(asset);
    return column < 0 ? [] : [column];
  });
  const n = columns.length;
  if (n === 0) return fail('missing-market-data', 'nothing that moves it has a price history');
  const values = new Float64Array(returns.rows * n);
  for (let row = 0; row < returns.rows; row++) {
    columns.forEach((column, i) => {
      values[row * n + i] = returns.values[row * returns.assets.length + column]!;
    });
  }
  const covariance = sampleCovariance(values, returns.rows, n);
  const found = factorisation(covariance, n);
  if (found.kind !== 'definite' && found.kind !== 'singular') {
    return fail('malformed', 'the returns have no covariance');
  }
  const { kind, factor } = found;
  const lengthIn = kind === 'definite' ? solvedLength : projectedLength;
  const days = Float64Array.from({ length: returns.rows }, (_, row) =>
    lengthIn(factor, n, values.subarray(row * n, (row + 1) * n)),
  );
  const assets = columns.map((column) => returns.assets[column]!);
  return ok({ assets, factor, still: wanted.filter((one) => !assets.includes(one)), days });
}

/** |z| of F z = x, F orthogonal columns: moves that the covariance does not know are left out. */
function projectedLength(factor: Float64Array, n: number, x: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < n; j++) {
    let product = 0;
    let own = 0;
    for (let i = 0; i < n; i++) {
      product += factor[i * n + j]! * x[i]!;
      own += factor[i * n + j]! ** 2;
    }
    if (own > 0) squares += (product / own) ** 2;
  }
  return Math.sqrt(squares);
}

/** |z| of F z = x, F a lower triangle. */
function solvedLength(lower: Float64Array, n: number, x: Float64Array): number {
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let rest = x[i]!;
    for (let j = 0; j < i; j++) rest -= lower[i * n + j]! * z[j]!;
    z[i] = rest / lower[i * n + i]!;
  }
  return Math.hypot(...z);
}

/** Price factors of a point in independent coordinates. */
function factorsAt({ assets, factor }: Shape, z: Float64Array): ReadonlyMap<Asset, number> {
  const n = assets.length;
  return new Map(
    assets.map((asset, i) => {
      let move = 0;
      for (let j = 0; j < n; j++) move += factor[i * n + j]! * z[j]!;
      return [asset, Math.exp(move)];
    }),
  );
}

function nearest(
  wanted: readonly Asset[],
  returns: DailyReturns,
  slack: (prices: ReadonlyMap<Asset, number>) => number | null,
): ReverseStress['found'] {
  const shape = shapeOf(wanted, returns);
  if (!shape.ok) return shape;
  const { assets, days, still } = shape.value;
  const point = designPoint(assets.length, (z) => slack(factorsAt(shape.value, z)));
  if (!point.ok) return point;
  const { distance } = point.value;
  return ok({
    moves: [...factorsAt(shape.value, point.value.at)].map(([asset, factor]) => ({
      asset,
      move: factor - 1,
    })),
    distance,
    days: days.reduce((count, one) => count + (one >= distance ? 1 : 0), 0),
    ofDays: days.length,
    still,
  });
}

function tooMany(accounts: readonly AccountInput[], most: number): Outcome<never> | null {
  const count = accounts.reduce((all, { positions }) => all + positions.length, 0);
  return count <= most
    ? null
    : fail(
        'limit-exceeded',
        `${count} positions: it takes long, so it is worked out only on the command line (stress --reverse)`,
      );
}

/**
 * The most plausible joint move of prices that liquidates each account, that exhausts it, and that exhausts all
 * together: least by Mahalanobis distance, every figure by the accounts' own models. Volatilities stay.
 *
 * @param returns joint days at today's volatility
 * @param par assets held at par, which stay
 * @param most positions beyond which the search is refused, since it asks the models some thousand times
 * @see Breuer & Csiszár, "Systematic stress tests with entropic plausibility" (2013)
 */
export function reverseStress(
  accounts: readonly AccountInput[],
  returns: DailyReturns,
  par: ReadonlySet<Asset>,
  most: number,
): readonly ReverseStress[] {
  const movingOf = (some: readonly AccountInput[]): readonly Asset[] =>
    assetsOf(some).filter((one) => !par.has(one));
  const assessed = accounts.map((input) => ({ input, ...assessorOf(input) }));
  const each = assessed.flatMap(({ input, figures }): ReverseStress[] => {
    const slackOf = (level: number) => (prices: ReadonlyMap<Asset, number>) => {
      const found = figures(accountMoved(input, { prices, volatility: 1 }));
      return found.ok ? found.value.equity - level * found.value.maintenance : null;
    };
    const { id, name } = input.account;
    const wanted = movingOf([input]);
    return (['liquidation', 'exhaustion'] as const).map((until) => ({
      name,
      account: id,
      until,
      found:
        tooMany([input], most) ??
        nearest(wanted, returns, slackOf(until === 'liquidation' ? 1 : 0)),
    }));
  });
  const together = (prices: ReadonlyMap<Asset, number>): number | null => {
    let equity = 0;
    for (const { input, figures } of assessed) {
      const found = figures(accountMoved(input, { prices, volatility: 1 }));
      if (!found.ok) return null;
      equity += found.value.equity;
    }
    return equity;
  };
  return [
    ...each,
    {
      name: 'All accounts together',
      account: null,
      until: 'exhaustion',
      found: tooMany(accounts, most) ?? nearest(movingOf(accounts), returns, together),
    },
  ];
}
