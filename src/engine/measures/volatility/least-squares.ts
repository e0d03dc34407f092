import { inverse, Matrix, QrDecomposition } from 'ml-matrix';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

export type Regression = {
  readonly coefficients: readonly number[];
  readonly residuals: Float64Array;
  /** Share of the variance explained. */
  readonly determination: number;
  /** Standard errors if residuals are alike and independent. */
  readonly errors: readonly number[];
  /** Standard errors that allow for both not being so, with Bartlett weights. */
  readonly robustErrors: readonly number[];
};

/**
 * Ordinary least squares.
 *
 * @param rows regressors of each observation
 * @param lags autocovariances taken into the robust errors
 * @see Newey & West (1987)
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  lags: number,
): Outcome<Regression> {
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  if (n <= width) return fail('missing-market-data', `${n} observations for ${width} coefficients`);
  const design = new Matrix(rows.map((row) => [...row]));
  const decomposition = new QrDecomposition(design);
  const pivots = decomposition.upperTriangularMatrix.diagonal().map(Math.abs);
  if (Math.min(...pivots) <= 1e-12 * Math.max(...pivots)) {
    return fail('not-applicable', 'the regressors are linearly dependent');
  }
  const target = Matrix.columnVector([...targets]);
  const solution = decomposition.solve(target);
  const residuals = Float64Array.from(Matrix.sub(target, design.mmul(solution)).to1DArray());
  const squares = residuals.reduce((sum, e) => sum + e * e, 0);
  const centre = targets.reduce((sum, y) => sum + y, 0) / n;
  const total = targets.reduce((sum, y) => sum + (y - centre) ** 2, 0);
  const bread = inverse(design.transpose().mmul(design));
  const robust = bread.mmul(longRunProducts(rows, residuals, lags)).mmul(bread);
  return ok({
    coefficients: solution.to1DArray(),
    residuals,
    determination: 1 - squares / total,
    errors: bread.diagonal().map((entry) => Math.sqrt((entry * squares) / (n - width))),
    robustErrors: robust.diagonal().map(Math.sqrt),
  });
}

function longRunProducts(
  rows: readonly (readonly number[])[],
  residuals: Float64Array,
  lags: number,
): Matrix {
  const width = rows[0]!.length;
  const scores = rows.map((row, t) => row.map((x) => x * residuals[t]!));
  const products = Matrix.zeros(width, width);
  for (let lag = 0; lag <= Math.min(lags, rows.length - 1); lag++) {
    const weight = 1 - lag / (lags + 1);
    for (let t = lag; t < scores.length; t++) {
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < width; j++) {
          const across = scores[t]![i]! * scores[t - lag]![j]!;
          const back = lag === 0 ? 0 : scores[t - lag]![i]! * scores[t]![j]!;
          products.set(i, j, products.get(i, j) + weight * (across + back));
        }
      }
    }
  }
  return products;
}
