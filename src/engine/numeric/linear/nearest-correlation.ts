import { conjugateGradient } from './conjugate-gradient.ts';
import { isSymmetric } from './factorisation.ts';
import { symmetricEigen, withEigenvalues, type SymmetricEigen } from './symmetric-eigen.ts';

export type NearestCorrelation = {
  /** Row-major [n × n]: symmetric, exactly 1 on the diagonal, no eigenvalue below −1e-10. */
  readonly matrix: Float64Array;
  /** Frobenius norm of what was changed. */
  readonly distance: number;
  /** Smallest eigenvalue before the repair. */
  readonly least: number;
};

/**
 * The correlation matrix nearest to a symmetric one in the Frobenius norm, by Newton's method on
 * the dual problem: find the diagonal y for which the positive part of A + diag(y) has a unit
 * diagonal.
 *
 * @param matrix row-major [n × n]
 * @returns null when the matrix is not symmetric, or no step leads to the tolerance
 * @see Qi & Sun, "A quadratically convergent Newton method for computing the nearest correlation
 *   matrix" (2006); Higham (2002) for the problem
 */
export function nearestCorrelation(matrix: Float64Array, n: number): NearestCorrelation | null {
  if (!matrix.every(Number.isFinite) || !isSymmetric(matrix, n)) return null;
  const least = symmetricEigen(matrix, n).values[0]!;
  const start = Float64Array.from({ length: n }, (_, i) => 1 - matrix[i * n + i]!);
  let point = dualPoint(matrix, n, start);
  for (let step = 0; step < 200 && point.residual > 1e-13 * n; step++) {
    const next = nextPoint(matrix, n, point);
    if (next === null) break;
    point = next;
  }
  if (point.residual > 1e-9) return null;
  const nearest = unitDiagonal(point.positive, n);
  const squares = nearest.reduce((sum, entry, at) => sum + (entry - matrix[at]!) ** 2, 0);
  return { matrix: nearest, distance: Math.sqrt(squares), least };
}

type DualPoint = {
  readonly y: Float64Array;
  readonly eigen: SymmetricEigen;
  /** Positive part of A + diag(y). */
  readonly positive: Float64Array;
  readonly gradient: Float64Array;
  readonly objective: number;
  /** Length of the gradient: how far the diagonal is from ones. */
  readonly residual: number;
};

function dualPoint(matrix: Float64Array, n: number, y: Float64Array): DualPoint {
  const shifted = matrix.slice();
  for (let i = 0; i < n; i++) shifted[i * n + i] = shifted[i * n + i]! + y[i]!;
  const eigen = symmetricEigen(shifted, n);
  const positive = withEigenvalues(eigen, (value) => Math.max(value, 0));
  const gradient = y.map((_, i) => positive[i * n + i]! - 1);
  const squares = eigen.values.reduce((sum, value) => sum + Math.max(value, 0) ** 2, 0);
  const objective = squares / 2 - y.reduce((sum, shift) => sum + shift, 0);
  return { y, eigen, positive, gradient, objective, residual: Math.hypot(...gradient) };
}

function nextPoint(matrix: Float64Array, n: number, point: DualPoint): DualPoint | null {
  const ridge = Math.min(1e-6, point.residual * 1e-2);
  const direction = conjugateGradient(
    (h) => curvature(point.eigen, h).map((value, i) => value + ridge * h[i]!),
    point.gradient.map((slope) => -slope),
    Math.min(1e-2, point.residual) * 1e-3,
  );
  const slope = direction.reduce((sum, d, i) => sum + d * point.gradient[i]!, 0);
  if (!(slope < 0)) return null;
  for (let size = 1; size > 1e-10; size /= 2) {
    const next = dualPoint(
      matrix,
      n,
      point.y.map((value, i) => value + size * direction[i]!),
    );
    // Near the solution the objective no longer shows progress, the residual still does.
    const lower = next.objective <= point.objective + 1e-4 * size * slope;
    if (lower || next.residual < point.residual / 2) return next;
  }
  return null;
}

/** The generalised Hessian of the dual applied to h: diag(P (W ∘ (Pᵀ diag(h) P)) Pᵀ). */
function curvature({ values, vectors }: SymmetricEigen, h: Float64Array): Float64Array {
  const n = values.length;
  const result = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l <= k; l++) {
      const weight = divided(values[k]!, values[l]!) * (k === l ? 1 : 2);
      if (weight === 0) continue;
      let inner = 0;
      for (let i = 0; i < n; i++) inner += vectors[i * n + k]! * h[i]! * vectors[i * n + l]!;
      for (let i = 0; i < n; i++) {
        result[i] = result[i]! + weight * inner * vectors[i * n + k]! * vectors[i * n + l]!;
      }
    }
  }
  return result;
}

/** First divided difference of the positive part. */
function divided(a: number, b: number): number {
  if (a > 0 && b > 0) return 1;
  if (a <= 0 && b <= 0) return 0;
  return Math.max(a, b) / Math.abs(a - b);
}

function unitDiagonal(matrix: Float64Array, n: number): Float64Array {
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(matrix[i * n + i]!));
  return matrix.map((entry, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    return i === j ? 1 : Math.min(1, Math.max(-1, entry * (scale[i]! * scale[j]!)));
  });
}

export type ShrunkCorrelation = {
  /** Weight of the identity, in [0, 1]. */
  readonly weight: number;
  /** Row-major [n × n]. */
  readonly matrix: Float64Array;
};

/**
 * Mixes a unit-diagonal matrix with the identity, as little as makes its smallest eigenvalue
 * `least`: (1 − t) A + t I.
 *
 * @param least wanted smallest eigenvalue, in [0, 1)
 * @returns null when the matrix is not symmetric
 * @see Higham, Strabić & Šego, "Restoring definiteness via shrinking" (2016)
 */
export function shrunkCorrelation(
  matrix: Float64Array,
  n: number,
  least: number,
): ShrunkCorrelation | null {
  if (!matrix.every(Number.isFinite) || !isSymmetric(matrix, n)) return null;
  const present = symmetricEigen(matrix, n).values[0]!;
  if (present >= least) return { weight: 0, matrix: matrix.slice() };
  const weight = (least - present) / (1 - present);
  return {
    weight,
    matrix: matrix.map((entry, at) => {
      const diagonal = Math.floor(at / n) === at % n ? weight : 0;
      return (1 - weight) * entry + diagonal;
    }),
  };
}
