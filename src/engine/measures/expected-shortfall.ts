import { invariant } from '../values/invariant.ts';
import { compensatedSum } from './compensated-sum.ts';
import { worst } from './outcomes.ts';
import { settledTail, tailCount, type Tail, type TailCount } from './tail.ts';

export type ExpectedShortfall = {
  /** Loss positive, never clamped. */
  readonly value: number;
  /** Of the same unit as the value. */
  readonly standardError: number;
};

/**
 * Expected shortfall: the mean loss of the worst p of the outcomes. Where the tail ends inside an
 * outcome, that outcome counts in part.
 *
 * @param pnl equally likely outcomes [scenario], gain positive, any order
 * @param tail tail probability as decimal text: `0.025` is 97.5 % confidence
 * @throws when `pnl` is empty or holds a number that is not finite
 * @see Acerbi & Tasche, "On the coherence of expected shortfall" (2002), definition 2.6
 * @see Chen, "Nonparametric estimation of expected shortfall" (2008), for the standard error
 */
export function expectedShortfall(pnl: Float64Array, tail: string): ExpectedShortfall {
  const probability = settledTail(tail);
  const counted = tailCount(pnl.length, probability);
  const sorted = worst(pnl, Math.min(counted.whole + 1, pnl.length));
  return {
    value: tailLoss(sorted, counted),
    standardError: standardError(sorted, pnl.length, probability),
  };
}

/** @param sorted the outcomes of the tail and the next one, worst first */
function tailLoss(sorted: Float64Array, { mass, whole }: TailCount): number {
  if (whole === 0) return 0 - sorted[0]!;
  const terms = sorted.slice(0, whole + 1);
  if (whole < sorted.length) terms[whole] = (mass - whole) * sorted[whole]!;
  return 0 - compensatedSum(terms) / mass;
}

/** Only what lies beyond the quantile exceeds it: all other excesses are 0. */
function standardError(sorted: Float64Array, n: number, tail: Tail): number {
  const { rank } = tailCount(n, tail);
  const quantile = sorted[rank - 1]!;
  const excess = sorted.subarray(0, rank).map((pnl) => quantile - pnl);
  const mean = compensatedSum(excess) / n;
  const within = compensatedSum(excess.map((loss) => (loss - mean) ** 2));
  const variance = (within + (n - rank) * mean * mean) / n;
  return Math.sqrt(variance) / (tail.value * Math.sqrt(n));
}

/**
 * Weight of every outcome in the expected shortfall: 1 ÷ (n p) beyond the VaR, the rest of the mass
 * in equal parts on all outcomes tied at it, so that no sort order picks one of them.
 *
 * @returns [scenario], summing to 1
 */
function tailWeights(pnl: Float64Array, tail: string): Float64Array {
  const { mass, rank } = tailCount(pnl.length, settledTail(tail));
  const quantile = worst(pnl, rank)[rank - 1]!;
  let beyond = 0;
  let tied = 0;
  for (const outcome of pnl) {
    if (outcome < quantile) beyond++;
    else if (outcome === quantile) tied++;
  }
  const weight = 1 / Math.max(mass, 1);
  const shared = (1 - beyond * weight) / tied;
  return pnl.map((outcome) => (outcome < quantile ? weight : outcome === quantile ? shared : 0));
}

/**
 * Euler contributions to the expected shortfall: each part's mean loss in the tail of the whole.
 *
 * @param parts P&L of every part [scenario], which add up to `total`
 * @returns loss positive, [part], summing to the expected shortfall of `total`
 * @see Tasche, "Capital allocation to business units and sub-portfolios" (2008)
 */
export function shortfallContributions(
  parts: readonly Float64Array[],
  total: Float64Array,
  tail: string,
): number[] {
  const weights = tailWeights(total, tail);
  const scenarios = [...weights.keys()].filter((s) => weights[s]! > 0);
  for (const s of scenarios) {
    const column = parts.map((part) => {
      invariant(part.length === total.length, 'every part has an outcome per scenario');
      return part[s]!;
    });
    const size = column.reduce((sum, pnl) => sum + Math.abs(pnl), Math.abs(total[s]!));
    const gap = Math.abs(compensatedSum(column) - total[s]!);
    invariant(gap <= 1e-9 * size, `the parts add up to the whole in scenario ${s}`);
  }
  return parts.map((part) => 0 - compensatedSum(scenarios.map((s) => weights[s]! * part[s]!)));
}
