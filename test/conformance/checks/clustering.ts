import {
  correlationDistances,
  similarityOrder,
  type SimilarityOrder,
} from '../../../src/engine/measures/correlation.ts';
import type { Linkage } from '../../../src/engine/measures/linkage.ts';
import { atMost, nearEach, same, vectorCheck, type VectorCheck } from '../frame.ts';

type Case = {
  readonly corr: readonly (readonly number[])[];
  readonly expected: Readonly<
    Record<
      Linkage,
      {
        readonly heights: readonly number[];
        readonly sizes: readonly number[];
        readonly cophenetic: readonly (readonly number[])[];
        readonly optimal_order: readonly number[];
        readonly optimal_cost: number;
        readonly unordered_cost: number;
      }
    >
  >;
};

export const check: VectorCheck = vectorCheck<Case>(({ corr, expected }) => {
  const n = corr.length;
  const matrix = Float64Array.from(corr.flat());
  const distances = correlationDistances(matrix);
  const cost = (order: readonly number[]): number =>
    order.slice(1).reduce((sum, leaf, at) => sum + distances[order[at]! * n + leaf]!, 0);
  return (Object.entries(expected) as [Linkage, Case['expected'][Linkage]][]).flatMap(
    ([linkage, reference]) => {
      const found = similarityOrder(matrix, n, linkage);
      const members = nodeMembers(found, n);
      return [
        ...nearEach(
          `${linkage} heights`,
          found.merges.map(({ height }) => height),
          reference.heights,
          relative,
        ),
        same(
          `${linkage} sizes`,
          members.slice(n).map((leaves) => leaves.length),
          reference.sizes,
        ),
        ...nearEach(
          `${linkage} cophenetic`,
          cophenetic(found, n),
          reference.cophenetic.flat(),
          relative,
        ),
        // scipy's order can miss its own tree's optimum (its issue 11227): it bounds ours from above,
        // and every order of the tree, tried one by one, bounds it from below.
        atMost(`${linkage} cost`, cost(found.order), reference.optimal_cost * (1 + 1e-9)),
        atMost(`${linkage} cost beside every order`, cost(found.order), leastCost(found, n, cost)),
        same(
          `${linkage} every leaf once`,
          found.order.toSorted((a, b) => a - b),
          [...corr.keys()],
        ),
        same(
          `${linkage} order follows the tree`,
          members.every((leaves) => adjacent(leaves, found.order)),
          true,
        ),
      ];
    },
  );
});

const relative = (of: number): number => 1e-10 * Math.abs(of);

function nodeMembers({ merges }: SimilarityOrder, n: number): number[][] {
  const members = Array.from({ length: n }, (_, leaf) => [leaf]);
  for (const { left, right } of merges) members.push([...members[left]!, ...members[right]!]);
  return members;
}

function cophenetic(found: SimilarityOrder, n: number): Float64Array {
  const members = nodeMembers(found, n);
  const heights = new Float64Array(n * n);
  for (const { left, right, height } of found.merges) {
    for (const i of members[left]!) {
      for (const j of members[right]!) {
        heights[i * n + j] = height;
        heights[j * n + i] = height;
      }
    }
  }
  return heights;
}

function adjacent(leaves: readonly number[], order: readonly number[]): boolean {
  const places = leaves.map((leaf) => order.indexOf(leaf));
  return Math.max(...places) - Math.min(...places) === leaves.length - 1;
}

/** Least cost over all orders of the tree: every merge may be drawn either way round. */
function leastCost(
  { merges }: SimilarityOrder,
  n: number,
  cost: (order: readonly number[]) => number,
): number {
  if (n > 14) return Infinity;
  let least = Infinity;
  for (let flips = 0; flips < 2 ** merges.length; flips++) {
    const nodes = Array.from({ length: n }, (_, leaf) => [leaf]);
    merges.forEach(({ left, right }, k) => {
      const [a, b] = (flips >> k) % 2 === 1 ? [right, left] : [left, right];
      nodes.push([...nodes[a]!, ...nodes[b]!]);
    });
    least = Math.min(least, cost(nodes.at(-1)!));
  }
  return least * (1 + 1e-12);
}
