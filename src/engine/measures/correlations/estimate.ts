import type { Repair } from '../../contract/correlation.ts';
import { nearestCorrelation } from '../../numeric/linear/nearest-correlation.ts';
import { symmetricEigen } from '../../numeric/linear/symmetric-eigen.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** Correlations by one model, before they are put in order. */
export type Estimate = {
  readonly assets: readonly Asset[];
  /** Symmetric, unit diagonal, row-major [asset × asset]; may be indefinite. */
  readonly matrix: Float64Array;
  /** The correlations that the intervals are about: the estimate itself, or the plain sample's. */
  readonly measured: Float64Array;
  /** Effective days of each pair, row-major [asset × asset]. */
  readonly days: Float64Array;
  readonly observations: number;
  /** First and last UTC day of the returns. */
  readonly from: number;
  readonly to: number;
  readonly intensity: number | null;
  readonly dynamics: { readonly news: number; readonly memory: number } | null;
  readonly excluded: readonly { readonly asset: Asset; readonly reason: string }[];
  readonly notes: readonly string[];
};

export type Repaired = {
  readonly matrix: Float64Array;
  readonly least: number;
  readonly repair: Repair | null;
};

/** Least eigenvalue that is taken for rounding. */
const ROUNDING = -1e-10;

/** The nearest correlation matrix where a matrix is none, and how far it is. */
export function repaired(matrix: Float64Array, assets: readonly Asset[]): Outcome<Repaired> {
  const n = assets.length;
  const least = symmetricEigen(matrix, n).values[0] ?? 1;
  if (least >= ROUNDING) return ok({ matrix, least, repair: null });
  const nearest = nearestCorrelation(matrix, n);
  if (nearest === null) return fail('not-applicable', 'no correlation matrix is near this one');
  let at = 0;
  const change = (i: number): number => Math.abs(nearest.matrix[i]! - matrix[i]!);
  for (let i = 1; i < n * n; i++) if (change(i) > change(at)) at = i;
  return ok({
    matrix: nearest.matrix,
    least: symmetricEigen(nearest.matrix, n).values[0]!,
    repair: {
      least,
      distance: nearest.distance,
      largest: change(at),
      pair: [assets[Math.floor(at / n)]!, assets[at % n]!],
    },
  });
}
