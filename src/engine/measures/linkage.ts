/** How far two clusters are apart: by their mean, nearest or farthest members, or by Ward's variance. */
export type Linkage = 'average' | 'single' | 'complete' | 'ward';

/** Two nodes become one. */
export type Merge = { readonly left: number; readonly right: number; readonly height: number };

/** Distance of a cluster k to the union of i and j, from the three distances and sizes. */
type Update = (
  ki: number,
  kj: number,
  ij: number,
  sizes: { readonly i: number; readonly j: number; readonly k: number },
) => number;

/** @see Lance & Williams, "A general theory of classificatory sorting strategies" (1967) */
const updates: Readonly<Record<Linkage, Update>> = {
  average: (ki, kj, _, { i, j }) => (i * ki + j * kj) / (i + j),
  single: (ki, kj) => Math.min(ki, kj),
  complete: (ki, kj) => Math.max(ki, kj),
  ward: (ki, kj, ij, { i, j, k }) =>
    Math.sqrt(((k + i) * ki * ki + (k + j) * kj * kj - k * ij * ij) / (i + j + k)),
};

/** A merge by one leaf of each side. */
type Joined = { readonly a: number; readonly b: number; readonly height: number };

/** Nearest cluster of those that are left; of equally near ones `before`, else the first. */
function nearest(
  table: Float64Array,
  n: number,
  from: number,
  before: number,
  alive: Uint8Array,
): number {
  let best = before;
  let least = before < 0 ? Infinity : table[from * n + before]!;
  for (let k = 0; k < n; k++) {
    if (alive[k] === 0 || k === from) continue;
    const distance = table[from * n + k]!;
    if (distance < least) {
      least = distance;
      best = k;
    }
  }
  return best;
}

/**
 * Merges in the order in which chains of nearest neighbours end: two that are each other's nearest are
 * one in every hierarchy, whatever happens elsewhere.
 *
 * @see Müllner, "Modern hierarchical, agglomerative clustering algorithms" (2011), section 3.2; O(n²)
 */
function chained(distances: Float64Array, n: number, linkage: Linkage): Joined[] {
  const table = distances.slice();
  const alive = new Uint8Array(n).fill(1);
  const sizes = new Float64Array(n).fill(1);
  const update = updates[linkage];
  const joined: Joined[] = [];
  const chain: number[] = [];
  while (joined.length < n - 1) {
    if (chain.length === 0) chain.push(alive.indexOf(1));
    const top = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    const next = nearest(table, n, top, before, alive);
    if (next !== before) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    const [i, j] = [Math.min(top, next), Math.max(top, next)];
    const height = table[i * n + j]!;
    joined.push({ a: i, b: j, height });
    alive[j] = 0;
    for (let k = 0; k < n; k++) {
      if (alive[k] === 0 || k === i) continue;
      const by = { i: sizes[i]!, j: sizes[j]!, k: sizes[k]! };
      const distance = update(table[k * n + i]!, table[k * n + j]!, height, by);
      table[k * n + i] = distance;
      table[i * n + k] = distance;
    }
    sizes[i] = sizes[i]! + sizes[j]!;
  }
  return joined;
}

/**
 * Agglomerative clustering of a distance matrix.
 *
 * @param distances row-major [n × n]
 * @returns n − 1 merges by rising height; leaves are 0…n−1, the k-th merge makes node n + k
 */
export function linkageMerges(distances: Float64Array, n: number, linkage: Linkage): Merge[] {
  if (n < 2) return [];
  // Sorting is stable: at equal heights a child keeps its place before its parent.
  const joined = chained(distances, n, linkage).toSorted((a, b) => a.height - b.height);
  const parents = Int32Array.from({ length: 2 * n - 1 }, (_, node) => node);
  const rootOf = (leaf: number): number => {
    let node = leaf;
    while (parents[node] !== node) node = parents[node]!;
    // The way up is shortened for the next that takes it.
    for (let at = leaf; parents[at] !== node;) {
      const up = parents[at]!;
      parents[at] = node;
      at = up;
    }
    return node;
  };
  return joined.map(({ a, b, height }, k) => {
    const [left, right] = [rootOf(a), rootOf(b)].toSorted((x, y) => x - y);
    parents[left!] = n + k;
    parents[right!] = n + k;
    return { left: left!, right: right!, height };
  });
}
