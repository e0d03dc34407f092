import type { MarginModelId } from '../../model/book.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import { notional } from '../../revaluation/unrealised.ts';
import { jointReturns } from '../../scenarios/history.ts';
import { thatCame } from '../../scenarios/young-coins.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { accountMoved, movingAssets } from '../calls/moves.ts';
import { answerOf, marginModels } from '../models.ts';
import { positionsPnl } from './positions-pnl.ts';

/** An account's requirement at the prices of past days; reporting currency, columns [evaluation]. */
export type RequirementPath = {
  /** UTC days of evaluation, oldest first. */
  readonly days: Int32Array;
  readonly every: number;
  readonly initial: Float64Array;
  readonly maintenance: Float64Array;
  /** Sum of the positions' absolute notionals. */
  readonly notional: Float64Array;
  /** P&L of the positions over each horizon from the day on, [evaluation]; NaN where it has not ended. */
  readonly pnl: ReadonlyMap<number, Float64Array>;
  /** Assets that stand still for lack of history. */
  readonly still: readonly Asset[];
  /** What the requirement lacks on some day, and days on which it has no value. */
  readonly lacking: readonly string[];
};

/** Positions × evaluations beyond which days are left out between evaluations. */
const MOST_WORK = 200_000;

/** Days in a row without a price beyond which no window spans them. */
const LONGEST_GAP = 4;

/**
 * The venue's requirement of today's positions by its model at each past day's prices, and what the
 * positions earned from then on. Quantities, volatilities, time to expiry and basis stay as today's;
 * a price of then is today's × close of then ÷ newest close. The numbers of the model are today's.
 *
 * @param from first UTC day that is wanted
 * @param horizons in days with prices, each at least 1
 */
export function requirementPath(
  input: AccountInput,
  history: readonly PriceSeries[],
  settings: MeasureSettings,
  horizons: readonly number[],
  from: number,
): Outcome<RequirementPath> {
  const usable = ruleOf(input);
  if (!usable.ok) return usable;
  const { model } = input.account;
  const moving = movingAssets(input);
  const series = thatCame(history).filter(({ asset }) => moving.includes(asset));
  const joint = jointReturns(series, { ...settings, lookback: Infinity });
  if (!joint.ok) return joint;
  const { assets, days: all } = joint.value;
  const closes = assets.map((asset) => {
    const own = series.find((one) => one.asset === asset)!;
    return new Map(Array.from(own.days, (day, i) => [day, own.closes[i]!]));
  });
  const newest = all.at(-1)!;
  const at = (day: number): AccountInput =>
    accountMoved(input, {
      prices: new Map(
        assets.map((asset, a) => [asset, closes[a]!.get(day)! / closes[a]!.get(newest)!]),
      ),
      volatility: 1,
    });
  const days = all.filter((day) => day >= from);
  const every = Math.max(1, Math.ceil((input.positions.length * days.length) / MOST_WORK));
  const found: { day: number; initial: number; maintenance: number; notional: number }[] = [];
  const pnl = new Map(horizons.map((horizon) => [horizon, [] as number[]]));
  const lacking = new Set<string>();
  let refused = 0;
  const known = new Map<number, AccountInput>();
  const stateOf = (row: number): AccountInput => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const fresh = at(days[row]!);
    known.set(row, fresh);
    return fresh;
  };
  for (let row = 0; row < days.length; row += every) {
    for (const old of known.keys()) if (old < row) known.delete(old);
    const state = stateOf(row);
    const { initial, maintenance } = marginModels[model].margin(state).requirement;
    if (!initial.ok || !maintenance.ok) {
      refused++;
      continue;
    }
    for (const node of [initial.value, maintenance.value]) {
      for (const { message } of node.lacking ?? []) lacking.add(message);
    }
    found.push({
      day: days[row]!,
      initial: initial.value.value,
      maintenance: maintenance.value.value,
      notional: state.positions.reduce((sum, one) => sum + notional(one), 0),
    });
    for (const [horizon, column] of pnl) {
      column.push(
        ends(days, row, horizon)
          ? positionsPnl(state.positions, stateOf(row + horizon).positions)
          : Number.NaN,
      );
    }
  }
  if (found.length < 2) {
    return fail('missing-market-data', `the requirement has a value on ${found.length} past days`);
  }
  const column = (of: (one: (typeof found)[number]) => number): Float64Array =>
    Float64Array.from(found, of);
  return ok({
    days: Int32Array.from(found, ({ day }) => day),
    every,
    initial: column((one) => one.initial),
    maintenance: column((one) => one.maintenance),
    notional: column((one) => one.notional),
    pnl: new Map(Array.from(pnl, ([horizon, values]) => [horizon, Float64Array.from(values)])),
    still: moving.filter((asset) => !assets.includes(asset)),
    lacking: [
      ...lacking,
      ...(refused > 0 ? [`the model gives no requirement at the prices of ${refused} days`] : []),
    ],
  });
}

/** Models that are published in part: what they give is a lower bound, and so is what it covers. */
const inPart: ReadonlySet<MarginModelId> = new Set(['okx-pm', 'bybit-pm', 'binance-pm']);

/** Refuses an account whose requirement no rule moves, or lacks a position whose loss would count. */
function ruleOf(input: AccountInput): Outcome<null> {
  if (input.positions.length === 0) return fail('not-applicable', 'no positions are held');
  const answer = answerOf(input);
  const own = marginModels[input.account.model].margin(input).requirement;
  const lacks = [own.initial, own.maintenance].flatMap((one) =>
    one.ok ? (one.value.lacking ?? []) : [one.failure],
  );
  const why = lacks[0] === undefined ? '' : ` (${lacks[0].message})`;
  if (!marginModels[answer.input.account.model].revaluable) {
    return fail(
      'not-published',
      `the requirement is as the venue states it, and no rule moves it${why}`,
    );
  }
  if (lacks[0] !== undefined && !inPart.has(input.account.model)) {
    return { ok: false, failure: lacks[0] };
  }
  return ok(null);
}

/** Whether a window of so many days from a row on lies within the days, without a gap. */
function ends(days: Int32Array, row: number, horizon: number): boolean {
  if (row + horizon >= days.length) return false;
  for (let next = row + 1; next <= row + horizon; next++) {
    if (days[next]! - days[next - 1]! > LONGEST_GAP) return false;
  }
  return true;
}
