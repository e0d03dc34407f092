import { withEigenvalues } from '../../numeric/linear/symmetric-eigen.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Shrunk } from './centred.ts';
import { sampleSpectrum } from './spectrum.ts';

export type NonlinearShrunk = Shrunk & {
  /** In the order of the rising sample eigenvalues they replace; not sorted themselves. */
  readonly eigenvalues: Float64Array;
};

const rootFive = Math.sqrt(5);

/**
 * Covariance whose every eigenvalue is shrunk by the density of the others around it, divisor
 * n − 1. For more than about 50 columns; run it on standardised returns.
 *
 * @param values row-major [row × column]
 * @see Ledoit & Wolf, "Analytical nonlinear shrinkage of large-dimensional covariance matrices",
 *   Annals of Statistics 48(5) (2020): equations 4.3, 4.7 to 4.9, C.4, C.5, C.8
 */
export function nonlinearShrinkage(
  values: Float64Array,
  rows: number,
  columns: number,
): Outcome<NonlinearShrunk> {
  const spectrum = sampleSpectrum(values, rows, columns);
  if (!spectrum.ok) return spectrum;
  const { eigen, freedom, positive } = spectrum.value;
  const bandwidth = freedom ** (-1 / 3);
  const nulls = columns - positive.length;
  if (nulls > 0 && rootFive * bandwidth >= 1) {
    return fail('not-applicable', `${rows} rows are too few for ${columns} columns: 13 are needed`);
  }
  const ratio = columns / freedom;
  const shrunk = positive.map((value) => {
    const { density, hilbert } = spectralDensity(positive, value, bandwidth);
    if (nulls > 0) return 1 / (Math.PI ** 2 * value * (density ** 2 + hilbert ** 2));
    const scale = Math.PI * ratio * value;
    return value / ((scale * density) ** 2 + (1 - ratio - scale * hilbert) ** 2);
  });
  const eigenvalues = new Float64Array(columns);
  if (nulls > 0) eigenvalues.fill(nullEigenvalue(positive, bandwidth, nulls / freedom), 0, nulls);
  eigenvalues.set(shrunk, nulls);
  return ok({
    covariance: withEigenvalues(eigen, (_, k) => eigenvalues[k]!),
    intensity: null,
    eigenvalues,
  });
}

/** Kernel density of the eigenvalues at one of them, and its Hilbert transform (4.7, 4.9). */
function spectralDensity(
  eigenvalues: Float64Array,
  at: number,
  bandwidth: number,
): { readonly density: number; readonly hilbert: number } {
  let density = 0;
  let hilbert = 0;
  for (const centre of eigenvalues) {
    const width = bandwidth * centre;
    const x = (at - centre) / width;
    density += ((3 / (4 * rootFive)) * Math.max(1 - (x * x) / 5, 0)) / width;
    hilbert += kernelTransform(x) / width;
  }
  return { density: density / eigenvalues.length, hilbert: hilbert / eigenvalues.length };
}

/**
 * Hilbert transform of the Epanechnikov kernel (4.8). Its two terms grow like |x| while their sum
 * falls like 1 ÷ |x|, so far out the series of the sum is taken instead.
 */
function kernelTransform(x: number): number {
  if (Math.abs(x) > 10) {
    const u = rootFive / x;
    let sum = 0;
    let power = u;
    for (let j = 0; j < 30; j++) {
      sum += (2 * power) / ((2 * j + 1) * (2 * j + 3));
      power *= u * u;
    }
    return (-3 / (2 * rootFive * Math.PI)) * sum;
  }
  const linear = (-3 / (10 * Math.PI)) * x;
  const quotient = Math.abs((rootFive - x) / (rootFive + x));
  return quotient === 0 || quotient === Infinity
    ? linear
    : linear + (3 / (4 * rootFive * Math.PI)) * (1 - (x * x) / 5) * Math.log(quotient);
}

/** What replaces the eigenvalues that are zero for want of rows (C.5, C.8). */
function nullEigenvalue(positive: Float64Array, h: number, share: number): number {
  const inverse = positive.reduce((sum, value) => sum + 1 / value, 0) / positive.length;
  const log = Math.log((1 + rootFive * h) / (1 - rootFive * h));
  const transform =
    (3 / (10 * h * h) + (3 / (4 * rootFive * h)) * (1 - 1 / (5 * h * h)) * log) *
    (inverse / Math.PI);
  return 1 / (Math.PI * share * transform);
}
