import { invariant } from '../../values/invariant.ts';
import { compensatedDot } from '../compensated-sum.ts';

/**
 * Kendall's τ_b, which allows for ties.
 *
 * @returns in [−1, 1]; null where one of the two does not vary
 */
export function kendallTau(x: Float64Array, y: Float64Array): number | null {
  invariant(x.length === y.length, 'both have a value per day');
  let concordance = 0;
  let variedX = 0;
  let variedY = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const signX = Math.sign(x[i]! - x[j]!);
      const signY = Math.sign(y[i]! - y[j]!);
      concordance += signX * signY;
      variedX += Math.abs(signX);
      variedY += Math.abs(signY);
    }
  }
  return variedX === 0 || variedY === 0
    ? null
    : concordance / (Math.sqrt(variedX) * Math.sqrt(variedY));
}

/** Spearman's ρ: the correlation of average ranks; null where one of the two does not vary. */
export function spearmanRho(x: Float64Array, y: Float64Array): number | null {
  const centre = (x.length + 1) / 2;
  const a = averageRanks(x).map((rank) => rank - centre);
  const b = averageRanks(y).map((rank) => rank - centre);
  const scale = Math.sqrt(compensatedDot(a, a)) * Math.sqrt(compensatedDot(b, b));
  return scale === 0 ? null : compensatedDot(a, b) / scale;
}

/** Ranks from 1; equal values share the mean of theirs. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = [...values.keys()].toSorted((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end += 1;
    for (let at = first; at < end; at++) ranks[order[at]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

/** Correlation of an elliptical copula by its Kendall τ. @see Demarta & McNeil (2005) */
export const copulaCorrelation = (tau: number): number => Math.sin((Math.PI / 2) * tau);
