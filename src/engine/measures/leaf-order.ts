import type { Merge } from './linkage.ts';

/**
 * The order of a tree's leaves with the least sum of neighbouring distances.
 *
 * For leaves u and w of different children of a node, the best order of that node's leaves from u
 * to w joins the best order of one child from u to m with that of the other from k to w. Every pair
 * of leaves parts at one node only, so one table over pairs holds all nodes.
 *
 * @param distances row-major [n × n]
 * @param merges as `linkageMerges` gives them
 * @returns the leaves, starting at the lower-numbered end; O(n³)
 * @see Bar-Joseph, Gifford & Jaakkola, "Fast optimal leaf ordering" (2001)
 */
export function optimalLeafOrder(
  distances: Float64Array,
  n: number,
  merges: readonly Merge[],
): number[] {
  const nodes: Node[] = Array.from({ length: n }, (_, leaf) => ({
    leaves: [leaf],
    children: null,
  }));
  const table: Table = {
    n,
    cost: new Float64Array(n * n),
    inner: new Int32Array(n * n),
    distances,
  };
  for (let leaf = 0; leaf < n; leaf++) table.inner[leaf * n + leaf] = leaf;
  for (const { left, right } of merges) {
    const children = [nodes[left]!, nodes[right]!] as const;
    joinChildren(table, children[0], children[1]);
    nodes.push({ leaves: [...children[0].leaves, ...children[1].leaves], children });
  }
  const root = nodes.at(-1);
  if (root === undefined) return [];
  const order = leavesFrom(table, root, ...bestEnds(table, root));
  return order[0]! <= order.at(-1)! ? order : order.toReversed();
}

type Node = {
  readonly leaves: readonly number[];
  readonly children: readonly [Node, Node] | null;
};

type Table = {
  readonly n: number;
  /** Least cost of an order that begins at the row's leaf and ends at the column's. */
  readonly cost: Float64Array;
  /** In such an order, the last leaf of the child that holds the row's leaf. */
  readonly inner: Int32Array;
  readonly distances: Float64Array;
};

/** Leaves at which an order of `node` that begins at `end` may stop. */
function oppositeEnds(node: Node, end: number): readonly number[] {
  if (node.children === null) return node.leaves;
  const [left, right] = node.children;
  return left.leaves.includes(end) ? right.leaves : left.leaves;
}

function joinChildren({ n, cost, inner, distances }: Table, left: Node, right: Node): void {
  const rightEnds = right.leaves.map((w) => oppositeEnds(right, w));
  // Of each leaf of the right child: the least cost of reaching it from u, and the left leaf before it.
  const reached = new Float64Array(n);
  const through = new Int32Array(n);
  for (const u of left.leaves) {
    const leftEnds = oppositeEnds(left, u);
    for (const k of right.leaves) {
      let lowest = Infinity;
      for (const m of leftEnds) {
        const found = cost[u * n + m]! + distances[m * n + k]!;
        if (found < lowest) {
          lowest = found;
          through[k] = m;
        }
      }
      reached[k] = lowest;
    }
    right.leaves.forEach((w, at) => {
      let lowest = Infinity;
      let by = w;
      for (const k of rightEnds[at]!) {
        const found = reached[k]! + cost[k * n + w]!;
        if (found < lowest) {
          lowest = found;
          by = k;
        }
      }
      cost[u * n + w] = lowest;
      cost[w * n + u] = lowest;
      inner[u * n + w] = through[by]!;
      inner[w * n + u] = by;
    });
  }
}

function least(
  candidates: readonly number[],
  costOf: (candidate: number) => number,
): { readonly at: number; readonly cost: number } {
  let best = { at: candidates[0]!, cost: Infinity };
  for (const at of candidates) {
    const cost = costOf(at);
    if (cost < best.cost) best = { at, cost };
  }
  return best;
}

function bestEnds({ n, cost }: Table, root: Node): [number, number] {
  if (root.children === null) return [root.leaves[0]!, root.leaves[0]!];
  const [left, right] = root.children;
  const starts = left.leaves.map((u) => {
    const end = least(right.leaves, (w) => cost[u * n + w]!);
    return { ends: [u, end.at] satisfies [number, number], cost: end.cost };
  });
  return starts.reduce((best, start) => (start.cost < best.cost ? start : best)).ends;
}

function leavesFrom(table: Table, node: Node, first: number, last: number): number[] {
  if (node.children === null) return [first];
  const [left, right] = node.children;
  const [near, far] = left.leaves.includes(first) ? [left, right] : [right, left];
  const m = table.inner[first * table.n + last]!;
  const k = table.inner[last * table.n + first]!;
  return [...leavesFrom(table, near, first, m), ...leavesFrom(table, far, k, last)];
}
