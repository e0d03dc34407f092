import type { MultiplierPoint } from '../../contract/correlation.ts';
import type { Recorrelation } from '../../scenarios/recorrelated.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import type { MeasuredBook } from './measured-book.ts';

/** Places between decorrelated and all-to-one. */
const MULTIPLIERS = [0, 0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/**
 * Correlations at a multiplier: up to 1 each is multiplied by it; above 1 each goes that part of
 * what is left to one. Positive semidefinite throughout, since it mixes matrices that are.
 *
 * @param multiplier from 0, none, over 1, as they are, to 2, all one
 */
export function multipliedCorrelations(
  matrix: Float64Array,
  n: number,
  multiplier: number,
): Float64Array {
  return matrix.map((rho, at) => {
    if (Math.floor(at / n) === at % n) return 1;
    return multiplier <= 1 ? multiplier * rho : rho + (multiplier - 1) * (1 - rho);
  });
}

/** Expected shortfall and house need of the book from decorrelated to all-to-one. */
export function multiplierCurve(
  book: MeasuredBook,
  { assets, matrix, under }: Recorrelation,
): Outcome<readonly MultiplierPoint[]> {
  const points: MultiplierPoint[] = [];
  for (const multiplier of MULTIPLIERS) {
    const set = under(multipliedCorrelations(matrix, assets.length, multiplier));
    if (!set.ok) return set;
    const figures = book.figuresIn(set.value);
    if (!figures.ok) return figures;
    points.push({ multiplier, ...figures.value });
  }
  return ok(points);
}
