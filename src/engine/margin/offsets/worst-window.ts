import type { WorstWindow } from '../../contract/correlation.ts';
import { expectedShortfall } from '../../measures/expected-shortfall.ts';
import { pearsonCorrelation } from '../../measures/correlations/pearson.ts';

/** P&L of two parts of a book in the same outcomes, and the log moves of their underlyings. */
export type TwoParts = {
  readonly labels: readonly string[];
  readonly pnl: readonly [Float64Array, Float64Array];
  readonly moves: readonly [Float64Array, Float64Array];
};

/** Days of a window, and the tail of the shortfalls in it: four and a half of its days. */
const WINDOW = { days: 90, tail: '0.05' } as const;

const sumOf = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]!);

const shortfall = (pnl: Float64Array): number => expectedShortfall(pnl, WINDOW.tail).value;

/** The largest fall of a running sum from its highest so far, at least 0. */
export function largestFall(pnl: Float64Array): number {
  let [level, highest, fall] = [0, 0, 0];
  for (const day of pnl) {
    level += day;
    highest = Math.max(highest, level);
    fall = Math.max(fall, highest - level);
  }
  return fall;
}

const correlation = ([a, b]: TwoParts['moves']): number => pearsonCorrelation(a, b) ?? 0;

const cut = (
  of: readonly [Float64Array, Float64Array],
  from: number,
  to: number,
): readonly [Float64Array, Float64Array] => [of[0].subarray(from, to), of[1].subarray(from, to)];

/** Shortfalls of both together and of the two added up. */
function shortfalls([a, b]: TwoParts['pnl']): { together: number; apart: number } {
  return { together: shortfall(sumOf(a, b)), apart: shortfall(a) + shortfall(b) };
}

/**
 * The window of plain history in which the two parts offset each other least: the largest share of
 * what they lose apart that they lose together. Null where history is shorter than a window.
 *
 * @param long days as they were, oldest first
 * @param now the scenarios that risk is measured on
 */
export function worstWindow(long: TwoParts, now: TwoParts): WorstWindow | null {
  const { days, tail } = WINDOW;
  let worst = -1;
  let most = -Infinity;
  for (let from = 0; from + days <= long.labels.length; from++) {
    const { together, apart } = shortfalls(cut(long.pnl, from, from + days));
    if (apart > 0 && together / apart > most) {
      most = together / apart;
      worst = from;
    }
  }
  if (worst < 0) return null;
  const pnl = cut(long.pnl, worst, worst + days);
  const [past, today] = [shortfalls(pnl), shortfalls(now.pnl)];
  return {
    from: long.labels[worst]!,
    to: long.labels[worst + days - 1]!,
    days,
    tail,
    correlation: {
      now: correlation(now.moves),
      past: correlation(cut(long.moves, worst, worst + days)),
    },
    together: { now: today.together, past: past.together },
    apart: { now: today.apart, past: past.apart },
    shared: {
      now: today.apart > 0 ? today.together / today.apart : null,
      past: past.together / past.apart,
    },
    drawdown: largestFall(sumOf(...pnl)),
    drawdownAlone: Math.max(largestFall(pnl[0]), largestFall(pnl[1])),
  };
}
