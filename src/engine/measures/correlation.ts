import type { Asset } from '../values/ids.ts';
import { invariant } from '../values/invariant.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { correlationsOf, ewmaCovariance, sampleCovariance } from './covariance.ts';
import { optimalLeafOrder } from './leaf-order.ts';
import { linkageMerges, type Linkage, type Merge } from './linkage.ts';

/** Joint returns of several assets, oldest day first. */
export type Returns = {
  readonly assets: readonly Asset[];
  readonly rows: number;
  /** Row-major [day × asset], as fractions or logarithms. */
  readonly values: Float64Array;
};

/**
 * Pearson correlation of the returns.
 *
 * @returns row-major [asset × asset], symmetric, exactly 1 on the diagonal
 */
export function sampleCorrelation(returns: Returns): Outcome<Float64Array> {
  const { rows, values, assets } = returns;
  if (rows < 2) {
    return fail('missing-market-data', `a correlation needs two joint returns, there are ${rows}`);
  }
  return definedCorrelation(sampleCovariance(values, rows, assets.length), assets);
}

/**
 * Exponentially weighted correlation about zero.
 *
 * @param decay weight of a day relative to the next, in (0, 1]
 * @returns row-major [asset × asset], symmetric, exactly 1 on the diagonal
 * @see RiskMetrics Technical Document (1996), section 5
 */
export function ewmaCorrelation(returns: Returns, decay: number): Outcome<Float64Array> {
  const { rows, values, assets } = returns;
  if (rows < 2) {
    return fail('missing-market-data', `a correlation needs two joint returns, there are ${rows}`);
  }
  return definedCorrelation(ewmaCovariance(values, rows, assets.length, decay), assets);
}

/** Correlation of a covariance matrix in which every asset must move. */
export function definedCorrelation(
  covariance: Float64Array,
  assets: readonly Asset[],
): Outcome<Float64Array> {
  const correlations = correlationsOf(covariance, assets.length);
  const constant = assets.filter((_, i) => correlations[i * assets.length + i] === null);
  return constant.length === 0
    ? ok(Float64Array.from(correlations.filter((rho) => rho !== null)))
    : fail('missing-market-data', `no correlation: ${constant.join(', ')} did not move`);
}

/** The dendrogram of a correlation matrix and the leaf order that puts likeness side by side. */
export type SimilarityOrder = {
  /** Row of the matrix at each place of the heat map. */
  readonly order: number[];
  /** Nodes: the rows 0…n−1 as numbered in the matrix, then n, n+1, … as they merge. */
  readonly merges: Merge[];
};

/**
 * Orders rows by similarity: distance √((1 − ρ)/2), agglomerative clustering, and of all leaf
 * orders of that tree the one with the least sum of neighbouring distances. Mirrored orders are
 * equally good; the one that starts with the lower row is given.
 *
 * @param matrix correlations, row-major [n × n]
 * @see Mantegna (1999) for the distance; Bar-Joseph, Gifford & Jaakkola (2001) for the order
 */
export function similarityOrder(
  matrix: Float64Array,
  n: number,
  linkage: Linkage = 'average',
): SimilarityOrder {
  invariant(matrix.length === n * n, 'a correlation matrix is square');
  invariant(matrix.every(Number.isFinite), 'every correlation is known');
  const distances = correlationDistances(matrix);
  const merges = linkageMerges(distances, n, linkage);
  const order = optimalLeafOrder(distances, n, merges);
  return { order, merges: drawnMerges(merges, order) };
}

/** Distance √((1 − ρ)/2) in [0, 1]: 0 for one, 1 for perfect opposites. */
export function correlationDistances(matrix: Float64Array): Float64Array {
  return matrix.map((rho) => Math.sqrt(Math.max(0, (1 - rho) / 2)));
}

/** Left is what the order draws first, so that no two branches cross. */
function drawnMerges(merges: readonly Merge[], order: readonly number[]): Merge[] {
  const place: number[] = [];
  order.forEach((leaf, at) => (place[leaf] = at));
  return merges.map(({ left, right, height }) => {
    const swapped = place[left]! > place[right]!;
    place.push(Math.min(place[left]!, place[right]!));
    return swapped ? { left: right, right: left, height } : { left, right, height };
  });
}

/** A correlation matrix and its dendrogram with the rows put in a new order. */
export function reordered(
  matrix: Float64Array,
  { order, merges }: SimilarityOrder,
): { readonly matrix: Float64Array; readonly merges: Merge[] } {
  const n = order.length;
  const place: number[] = [];
  order.forEach((leaf, at) => (place[leaf] = at));
  const renumbered = (node: number): number => (node < n ? place[node]! : node);
  return {
    matrix: Float64Array.from(
      { length: n * n },
      (_, at) => matrix[order[Math.floor(at / n)]! * n + order[at % n]!]!,
    ),
    merges: merges.map(({ left, right, height }) => ({
      left: renumbered(left),
      right: renumbered(right),
      height,
    })),
  };
}
