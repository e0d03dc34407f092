import type { AccountInput } from '../../model/priced.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf, ratioOf } from '../assessor.ts';
import { accountMoved, movingAssets } from './moves.ts';
import type { DailyReturns } from './time-to-call.ts';

/** Ratios from here on count as this much: equity is gone, or as good as gone. */
export const worstRatio = 2;

/** Positions × revaluations beyond which some outcomes are left out, but never below so many. */
const MOST_WORK = 100_000;
const FEWEST = 100;

/** Tomorrow's margin ratio. */
export type RatioDistribution = {
  /** Of today. */
  readonly now: number;
  /** Equally likely, in rising order, at most `worstRatio`. */
  readonly outcomes: Float64Array;
};

export const cappedRatio = (of: Parameters<typeof ratioOf>[0]): number =>
  Math.min(ratioOf(of), worstRatio);

/**
 * An account's margin ratio after one day: the account by its own model on each past joint day at
 * today's volatility, prices alone moving.
 *
 * @param returns each row a joint day, all equally likely
 */
export function ratioForecast(
  input: AccountInput,
  returns: DailyReturns,
): Outcome<RatioDistribution> {
  const { figures } = assessorOf(input);
  const now = figures(input);
  if (!now.ok) return now;
  const known = new Map(returns.assets.map((asset, column) => [asset, column]));
  const moving = movingAssets(input).filter((asset) => known.has(asset));
  if (moving.length === 0)
    return fail('missing-market-data', 'nothing that moves the account has a history');
  const wanted = Math.max(FEWEST, MOST_WORK / Math.max(input.positions.length, 1));
  const every = Math.max(1, Math.floor(returns.rows / wanted));
  const outcomes: number[] = [];
  for (let row = 0; row < returns.rows; row += every) {
    const prices = new Map(
      moving.map((asset) => [
        asset,
        Math.exp(returns.values[row * returns.assets.length + (known.get(asset) ?? 0)]!),
      ]),
    );
    const found = figures(accountMoved(input, { prices, volatility: 1 }));
    if (!found.ok) return found;
    outcomes.push(cappedRatio(found.value));
  }
  return ok({ now: cappedRatio(now.value), outcomes: Float64Array.from(outcomes).toSorted() });
}

/** Outcome of rank ⌈n p⌉ from the least. */
export const quantileAt = (sorted: Float64Array, p: number): number =>
  sorted[Math.min(Math.max(Math.ceil(sorted.length * p - 1e-9), 1), sorted.length) - 1]!;
