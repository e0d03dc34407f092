import { agnes, type AgglomerationMethod, type Cluster } from 'ml-hclust';

/** How far two clusters are apart: by their mean, nearest or farthest members, or by Ward's variance. */
export type Linkage = 'average' | 'single' | 'complete' | 'ward';

/** Two nodes become one. */
export type Merge = { readonly left: number; readonly right: number; readonly height: number };

/** `ward2` of the library is Ward's method on distances, as scipy has it. */
const methods: Readonly<Record<Linkage, AgglomerationMethod>> = {
  average: 'average',
  single: 'single',
  complete: 'complete',
  ward: 'ward2',
};

/**
 * Agglomerative clustering of a distance matrix.
 *
 * @param distances row-major [n × n]
 * @returns n − 1 merges by rising height; leaves are 0…n−1, the k-th merge makes node n + k
 */
export function linkageMerges(distances: Float64Array, n: number, linkage: Linkage): Merge[] {
  if (n < 2) return [];
  const rows = Array.from({ length: n }, (_, i) => [...distances.subarray(i * n, (i + 1) * n)]);
  const root = agnes(rows, { method: methods[linkage], isDistanceMatrix: true });
  // Means of equal distances differ by rounding: a parent is never below its children.
  const heights = new Map<Cluster, number>();
  const heightOf = (cluster: Cluster): number => heights.get(cluster) ?? 0;
  const clusters = childrenFirst(root);
  for (const cluster of clusters) {
    heights.set(cluster, Math.max(cluster.height, ...cluster.children.map(heightOf)));
  }
  // Sorting is stable: at equal heights a child keeps its place before its parent.
  const inner = clusters.toSorted((a, b) => heightOf(a) - heightOf(b));
  const numbers = new Map(inner.map((cluster, k) => [cluster, n + k]));
  const numberOf = (cluster: Cluster): number => numbers.get(cluster) ?? cluster.index;
  return inner.map((cluster) => {
    const [left, right] = cluster.children.map(numberOf);
    return { left: left!, right: right!, height: heightOf(cluster) };
  });
}

function childrenFirst(cluster: Cluster): Cluster[] {
  return cluster.isLeaf ? [] : [...cluster.children.flatMap(childrenFirst), cluster];
}
