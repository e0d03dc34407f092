import { filteredReturns } from '../measures/filtered-history.ts';
import type { Returns } from '../measures/correlation.ts';
import type { PriceSeries } from '../model/market.ts';
import type { MeasureSettings } from '../model/parameters.ts';
import { isoDay } from '../values/days.ts';
import type { Asset } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { ScenarioSet } from './scenario-set.ts';

/** Joint days further apart than this many days give no return: a gap in the data, not a move. */
export const LONGEST_GAP = 4;

/** Fewest joint returns where the user wants a short history kept. */
const FEWEST_JOINT = 60;

/** Number of first returns whose mean square starts the filter's variance. */
export const filterSeed = 30;

/** Log returns between consecutive joint days. */
export type JointReturns = Returns & {
  /** UTC day on which each return ends, [row]. */
  readonly days: Int32Array;
  /** Assets left out and why, days dropped: one sentence each. */
  readonly notes: readonly string[];
  /** Assets without enough history to take part. */
  readonly excluded: readonly Asset[];
};

type Aligned = {
  /** Joint log returns by the UTC day that each ends on, [day][asset]. */
  readonly rows: readonly { readonly day: number; readonly returns: readonly number[] }[];
  /** Joint days too far apart to give a return. */
  readonly gaps: number;
};

/** Returns between consecutive days that all of some histories have. */
function aligned([first, ...others]: readonly PriceSeries[]): Aligned {
  const positions = others.map(
    (one) => new Map(Array.from(one.days, (day, index) => [day, index] as const)),
  );
  const joint: { day: number; closes: number[] }[] = [];
  first?.days.forEach((day, index) => {
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
  return { rows, gaps };
}

/** The histories that share at least `fewest` returns, and those given up for that: fewest first. */
function sharing(
  series: readonly PriceSeries[],
  fewest: number,
): { readonly kept: readonly PriceSeries[]; readonly dropped: readonly PriceSeries[] } {
  let kept = series;
  const dropped: PriceSeries[] = [];
  while (kept.length > 1 && aligned(kept).rows.length < fewest) {
    const without = kept.map((one) => kept.filter((other) => other !== one));
    const shared = without.map((rest) => aligned(rest).rows.length);
    const at = shared.indexOf(Math.max(...shared));
    dropped.push(kept[at]!);
    kept = without[at]!;
  }
  return { kept, dropped };
}

/**
 * Aligns price histories on the UTC days that all of them have. An asset with fewer than `fewest`
 * returns of its own is left out, rather than shortening everybody's history; so is one that shares
 * so few days with the others that nothing could be measured. Rules of the user come first.
 */
export function jointReturns(
  series: readonly PriceSeries[],
  settings: MeasureSettings,
): Outcome<JointReturns> {
  const { lookback } = settings;
  const wanted = series.filter((one) => one.rule !== 'exclude');
  const insisting = wanted.filter((one) => one.rule === 'joint days');
  const fewest = insisting.length > 0 ? Math.min(FEWEST_JOINT, settings.fewest) : settings.fewest;
  const long = wanted.filter((one) => one.days.length > fewest);
  const short = wanted.filter((one) => one.days.length <= fewest);
  if (long.length === 0) {
    return fail('missing-market-data', `no price history of more than ${fewest} days`);
  }
  const { kept, dropped } = sharing(long, fewest);
  const { rows, gaps } = aligned(kept);
  const used = rows.slice(-lookback);
  if (used.length < fewest) {
    return fail(
      'missing-market-data',
      `the price histories share ${used.length} daily returns, fewer than ${fewest}`,
    );
  }
  const excluded = series.filter((one) => one.rule === 'exclude');
  const notes = [
    ...kept.flatMap(({ remark }) => remark ?? []),
    ...excluded.map((one) => `${one.asset}: left out, as you want it`),
    ...insisting.map(
      (one) =>
        `${one.asset} has ${one.days.length} closes: all are measured on the days that it has`,
    ),
    ...short.map(
      (one) => `${one.asset} has ${one.days.length} closes, fewer than ${fewest + 1}: left out`,
    ),
    ...dropped.map(
      (one) =>
        `${one.asset} shares too few days with the others for ${fewest} joint returns: left out`,
    ),
    ...(gaps > 0 ? [`${gaps} gaps of more than ${LONGEST_GAP} days gave no return`] : []),
  ];
  const values = new Float64Array(used.length * kept.length);
  used.forEach((row, i) => values.set(row.returns, i * kept.length));
  return ok({
    assets: kept.map((one) => one.asset),
    rows: used.length,
    values,
    days: Int32Array.from(used, (row) => row.day),
    notes,
    excluded: [...excluded, ...short, ...dropped].map((one) => one.asset),
  });
}

/** Says so where the newest joint return is old: the filter's volatility of today is that of then. */
export function ageNotes({ days }: JointReturns, today: number): readonly string[] {
  const newest = days.at(-1) ?? today;
  const age = today - newest;
  return age > LONGEST_GAP
    ? [
        `the newest joint return is of ${isoDay(newest)}, ${age} days before this run: volatility and correlation are those of then`,
      ]
    : [];
}

/** The joint returns as scenarios on today's prices; volatility stays (sticky strike). */
export function historyScenarios(
  returns: JointReturns,
  settings: MeasureSettings,
  labelOf: (day: number) => string,
): ScenarioSet {
  const moved =
    settings.history === 'filtered'
      ? filteredReturns(returns, { decay: settings.decay, seed: filterSeed, floor: 1e-6 })
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
