import { expectedShortfall } from '../../measures/expected-shortfall.ts';
import {
  bufferedMargin,
  procyclicality,
  riseOver,
  type BufferRule,
  type Procyclicality,
  type Rise,
} from '../../measures/procyclicality.ts';
import { pnlOf } from '../../measures/risk-report.ts';
import { worstPeriod } from '../../measures/worst-period.ts';
import type { CalmPolicy } from '../../model/house-policy.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import type { Line } from '../../netting/lines.ts';
import { historyScenarios, jointReturns, type JointReturns } from '../../scenarios/history.ts';
import { unitColumns } from '../../scenarios/pnl.ts';
import { isoDay } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** The expected shortfall that today's book would have needed, day by day, and the same under each tool. */
export type NeedPath = {
  /** UTC days, oldest first, `every` joint days apart. */
  readonly days: readonly string[];
  readonly every: number;
  /** Reporting currency, [day]; by what is known on the day alone. */
  readonly plain: Float64Array;
  readonly floored: Float64Array;
  readonly stressed: Float64Array;
  readonly buffered: Float64Array;
};

const rowsOf = (returns: JointReturns, from: number, to: number): JointReturns => ({
  ...returns,
  rows: to - from,
  values: returns.values.subarray(from * returns.assets.length, to * returns.assets.length),
  days: returns.days.subarray(from, to),
});

/**
 * Re-evaluates the need of a constant book as volatility moved: for each day the same positions at
 * today's prices under the returns up to that day, scaled to that day's volatility. Beside it the
 * three tools of the European standard, with the floor and the stressed period known on the day.
 *
 * @param lines of the book; those whose underlying has no history stand still
 * @param every joint days between evaluations
 * @see Regulation (EU) 153/2013, article 28(1)
 */
export function needPath(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  measures: MeasureSettings,
  { stressedWeight, stressedDays }: Pick<CalmPolicy, 'stressedWeight' | 'stressedDays'>,
  buffer: BufferRule,
  every: number,
): Outcome<NeedPath> {
  const wanted = new Set(lines.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const all = { ...measures, lookback: Infinity };
  const found = jointReturns(
    history.filter(({ asset }) => wanted.has(asset)),
    all,
  );
  if (!found.ok) return found;
  const returns = found.value;
  const first = measures.fewest;
  if (returns.rows <= first) {
    return fail(
      'missing-market-data',
      `${returns.rows} joint returns: a path needs more than ${first}`,
    );
  }
  const units = [...new Map(lines.map(({ unit }) => [unit.key, unit])).values()];
  const pnlUnder = (rows: JointReturns, settings: MeasureSettings): Float64Array =>
    pnlOf(lines, unitColumns(units, historyScenarios(rows, settings, isoDay)));
  const need = (pnl: Float64Array): number =>
    Math.max(expectedShortfall(pnl, measures.houseTail).value, 0);

  const unscaled = pnlUnder(returns, { ...all, history: 'plain' });
  const days: string[] = [];
  const plain: number[] = [];
  const floored: number[] = [];
  const stressed: number[] = [];
  const last = returns.rows;
  for (let to = last - Math.floor((last - first) / every) * every; to <= last; to += every) {
    const then = rowsOf(returns, Math.max(0, to - measures.lookback), to);
    const now = need(pnlUnder(then, measures));
    const known = unscaled.subarray(0, to);
    const period = worstPeriod(known, stressedDays, measures.houseTail);
    const worst = need(known.subarray(period.from, period.to));
    days.push(isoDay(returns.days[to - 1]!));
    plain.push(now);
    floored.push(Math.max(now, need(known)));
    stressed.push((1 - stressedWeight) * now + stressedWeight * worst);
  }
  const path = Float64Array.from(plain);
  return ok({
    days,
    every,
    plain: path,
    floored: Float64Array.from(floored),
    stressed: Float64Array.from(stressed),
    buffered: bufferedMargin(path, buffer),
  });
}

/** What a tool costs and what it calms. */
export type ToolReport = Procyclicality & {
  readonly mean: number;
  readonly latest: number;
  /** By number of evaluations. */
  readonly rises: readonly (Rise & { readonly over: number })[];
};

/** Swings of a path that is positive throughout. */
export function toolReport(path: Float64Array): Outcome<ToolReport> {
  if (!path.every((need) => need > 0)) {
    return fail('not-applicable', 'a need of 0 has no swings');
  }
  return ok({
    ...procyclicality(path, 60),
    mean: path.reduce((sum, one) => sum + one, 0) / path.length,
    latest: path.at(-1) ?? 0,
    rises: [1, 5, 20, 30].flatMap((over) => {
      const rise = riseOver(path, over);
      return rise === null ? [] : [{ over, ...rise }];
    }),
  });
}
