import { withEigenvalues } from '../../numeric/linear/symmetric-eigen.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import type { NonlinearShrunk } from './nonlinear.ts';
import { sampleSpectrum } from './spectrum.ts';

/**
 * Covariance with quadratic-inverse shrinkage of its eigenvalues, divisor n − 1; keeps the trace.
 *
 * @param values row-major [row × column]
 * @see Ledoit & Wolf, "Quadratic shrinkage for large covariance matrices", Bernoulli (2022)
 */
export function quadraticInverseShrinkage(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<NonlinearShrunk> {
  const spectrum = sampleSpectrum(values, rows, columns);
  if (!spectrum.ok) return spectrum;
  const { eigen, freedom, positive } = spectrum.value;
  const ratio = columns / freedom;
  const bandwidth = Math.min(ratio ** 2, ratio ** -2) ** 0.35 / columns ** 0.35;
  const inverses = positive.map((value) => 1 / value);
  const nulls = columns - positive.length;

  const raw = new Float64Array(columns);
  if (nulls > 0) {
    const mean = inverses.reduce((sum, inverse) => sum + inverse, 0) / inverses.length;
    raw.fill(1 / ((ratio - 1) * mean), 0, nulls);
  }
  inverses.forEach((inverse, i) => {
    const { stein, conjugate } = steinShrinker(inverses, inverse, bandwidth);
    const amplitude = stein ** 2 + conjugate ** 2;
    raw[nulls + i] =
      nulls > 0
        ? 1 / (inverse * amplitude)
        : 1 /
          (inverse * ((1 - ratio) ** 2 + 2 * ratio * (1 - ratio) * stein + ratio ** 2 * amplitude));
  });
  const trace = eigen.values.reduce((sum, value) => sum + value, 0);
  const scale = trace / raw.reduce((sum, value) => sum + value, 0);
  const eigenvalues = raw.map((value) => value * scale);
  return ok({
    covariance: withEigenvalues(eigen, (_, k) => eigenvalues[k]!),
    intensity: null,
    eigenvalues,
  });
}

/** Smoothed Stein shrinker at one inverse eigenvalue, and its conjugate. */
function steinShrinker(
  inverses: Float64Array,
  at: number,
  bandwidth: number,
): { readonly stein: number; readonly conjugate: number } {
  let stein = 0;
  let conjugate = 0;
  for (const inverse of inverses) {
    const gap = inverse - at;
    const weight = inverse / (gap ** 2 + (bandwidth * inverse) ** 2);
    stein += weight * gap;
    conjugate += weight * bandwidth * inverse;
  }
  return { stein: stein / inverses.length, conjugate: conjugate / inverses.length };
}
