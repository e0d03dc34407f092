import { rankInterval } from './order-interval.ts';
import { worst } from './outcomes.ts';
import { settledTail, tailCount } from './tail.ts';

/** VaR with the outcome that it is and how well the sample knows it. */
export type ValueAtRisk = {
  /** Loss positive, never clamped: negative when even the tail gains. */
  readonly value: number;
  /** Rank of the outcome from the worst, 1 being the worst. */
  readonly rank: number;
  /** Position of that outcome in the sample; of equal outcomes the first. */
  readonly index: number;
  /** 95 % interval of the order statistic; null where the sample does not bound it. */
  readonly low: number | null;
  readonly high: number | null;
};

/**
 * Value at risk: the loss of rank ⌈n p⌉ from the worst, without interpolation, so that it is an
 * outcome one can look at.
 *
 * @param pnl equally likely outcomes [scenario], gain positive, any order
 * @param tail tail probability as decimal text: `0.01` is 99 % confidence
 * @throws when `pnl` is empty or holds a number that is not finite
 */
export function valueAtRisk(pnl: Float64Array, tail: string): ValueAtRisk {
  const probability = settledTail(tail);
  const { rank } = tailCount(pnl.length, probability);
  const ranks = rankInterval(pnl.length, probability.value);
  const sorted = worst(pnl, Math.max(rank, ranks.low ?? 0, ranks.high ?? 0));
  const lossAt = (of: number): number => 0 - sorted[of - 1]!;
  return {
    value: lossAt(rank),
    rank,
    index: pnl.indexOf(sorted[rank - 1]!),
    low: ranks.low === null ? null : lossAt(ranks.low),
    high: ranks.high === null ? null : lossAt(ranks.high),
  };
}
