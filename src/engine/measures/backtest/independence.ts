import { chiSquaredTail } from '../../numeric/special/chi-squared.ts';
import { invariant } from '../../values/invariant.ts';
import { coverageRatio, type RatioTest } from './coverage.ts';

export type ExceptionClustering = {
  readonly exceptions: number;
  /** Pairs of successive days: [none-none, none-exception, exception-none, exception-exception]. */
  readonly transitions: readonly [number, number, number, number];
  /** As many exceptions as the tail probability says. */
  readonly coverage: RatioTest;
  /** An exception today makes none likelier tomorrow. */
  readonly independence: RatioTest;
  /** Both at once: conditional coverage. */
  readonly conditional: RatioTest;
  /** The first exception's day, counted from 1, and the ratio of its waiting time; null without one. */
  readonly first: { readonly day: number; readonly ratio: number } | null;
};

/**
 * Whether exceptions are right in number and do not cluster.
 *
 * @param hits whether each day was an exception, oldest first
 * @param p tail probability
 * @see Christoffersen, "Evaluating interval forecasts" (1998); Kupiec (1995) for the waiting time
 */
export function exceptionClustering(hits: readonly boolean[], p: number): ExceptionClustering {
  invariant(hits.length > 0, 'a back-test covers at least one day');
  const exceptions = hits.filter(Boolean).length;
  const transitions = transitionCounts(hits);
  const coverage = coverageRatio(exceptions, hits.length, p);
  const independence = independenceRatio(transitions);
  const day = hits.indexOf(true) + 1;
  return {
    exceptions,
    transitions,
    coverage: chiSquaredTest(coverage, 1),
    independence: chiSquaredTest(independence, 1),
    conditional: chiSquaredTest(coverage + independence, 2),
    first: day === 0 ? null : { day, ratio: coverageRatio(1, day, p) },
  };
}

const chiSquaredTest = (ratio: number, freedom: number): RatioTest => ({
  ratio,
  pValue: chiSquaredTail(ratio, freedom),
});

function transitionCounts(hits: readonly boolean[]): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (let day = 1; day < hits.length; day++) {
    const at = (hits[day - 1] === true ? 2 : 0) + (hits[day] === true ? 1 : 0);
    counts[at] = counts[at]! + 1;
  }
  return counts;
}

/** Likelihood ratio of the 2 × 2 table of transitions; an empty row or cell adds nothing. */
function independenceRatio(counts: readonly [number, number, number, number]): number {
  const total = counts[0] + counts[1] + counts[2] + counts[3];
  const from = [counts[0] + counts[1], counts[2] + counts[3]];
  const to = [counts[0] + counts[2], counts[1] + counts[3]];
  const sum = counts.reduce((ratio, count, at) => {
    if (count === 0) return ratio;
    const expected = from[at >> 1]! * to[at % 2]!;
    return ratio + count * Math.log1p((count * total - expected) / expected);
  }, 0);
  return Math.max(0, 2 * sum);
}
