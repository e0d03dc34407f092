import { filteredReturns } from '../measures/filtered-history.ts';
import type { Returns } from '../measures/correlation.ts';
import type { PriceSeries } from '../model/market.ts';
import type { MeasureSettings } from '../model/parameters.ts';
import type { Asset } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { ScenarioSet } from './scenario-set.ts';

/** Joint days further apart than this many days give no return: a gap in the data, not a move. */
const LONGEST_GAP = 4;

/** Log returns between consecutive joint days. */
export type JointReturns = Returns & {
  /** UTC day on which each return ends, [row]. */
  readonly days: Int32Array;
  /** Assets left out and why, days dropped: one sentence each. */
  readonly notes: readonly string[];
  /** Assets without enough history to take part. */
  readonly excluded: readonly Asset[];
};

/**
 * Aligns price histories on the UTC days that all of them have. An asset with fewer than
 * `fewest` returns of its own is left out, rather than shortening everybody's history.
 */
export function jointReturns(
  series: readonly PriceSeries[],
  settings: MeasureSettings,
): Outcome<JointReturns> {
  const long = series.filter((one) => one.days.length > settings.fewest);
  const excluded = series.filter((one) => one.days.length <= settings.fewest);
  const notes = excluded.map(
    (one) =>
      `${one.asset} has ${one.days.length} closes, fewer than ${settings.fewest + 1}: left out`,
  );
  const [first, ...others] = long;
  if (first === undefined) {
    return fail('missing-market-data', `no price history of more than ${settings.fewest} days`);
  }
  const positions = others.map(
    (one) => new Map(Array.from(one.days, (day, index) => [day, index] as const)),
  );
  const joint: { day: number; closes: number[] }[] = [];
  first.days.forEach((day, index) => {
    const closes = [first.closes[index]!];
    for (const [k, one] of others.entries()) {
      const at = positions[k]?.get(day);
      if (at === undefined) return;
      closes.push(one.closes[at]!);
    }
    joint.push({ day, closes });
  });

  const rows: { day: number; returns: number[] }[] = [];
  let gaps = 0;
  for (let i = 1; i < joint.length; i++) {
    const [before, after] = [joint[i - 1]!, joint[i]!];
    if (after.day - before.day > LONGEST_GAP) {
      gaps++;
      continue;
    }
    const returns = after.closes.map((close, k) => Math.log(close / before.closes[k]!));
    rows.push({ day: after.day, returns });
  }
  const used = rows.slice(-settings.lookback);
  if (used.length < settings.fewest) {
    return fail(
      'missing-market-data',
      `the price histories share ${used.length} daily returns, fewer than ${settings.fewest}`,
    );
  }
  if (gaps > 0) notes.push(`${gaps} gaps of more than ${LONGEST_GAP} days gave no return`);
  const values = new Float64Array(used.length * long.length);
  used.forEach((row, i) => values.set(row.returns, i * long.length));
  return ok({
    assets: long.map((one) => one.asset),
    rows: used.length,
    values,
    days: Int32Array.from(used, (row) => row.day),
    notes,
    excluded: excluded.map((one) => one.asset),
  });
}

/** The joint returns as scenarios on today's prices; volatility stays (sticky strike). */
export function historyScenarios(
  returns: JointReturns,
  settings: MeasureSettings,
  labelOf: (day: number) => string,
): ScenarioSet {
  const moved =
    settings.history === 'filtered'
      ? filteredReturns(returns, { decay: settings.decay, seed: 30, floor: 1e-6 })
      : returns;
  const count = returns.rows;
  const assets = returns.assets.length;
  const prices = new Float64Array(assets * count);
  for (let s = 0; s < count; s++) {
    for (let a = 0; a < assets; a++) {
      prices[a * count + s] = Math.exp(moved.values[s * assets + a]!);
    }
  }
  return {
    kind: 'history',
    labels: Array.from(returns.days, labelOf),
    assets: returns.assets,
    prices,
    volatilities: new Float64Array(assets * count).fill(1),
  };
}
