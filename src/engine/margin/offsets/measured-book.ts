import { riskRun, type Unmeasured } from '../../measures/risk-run.ts';
import { pnlOf, shortfallMeasure } from '../../measures/risk-report.ts';
import type { MarketState, PriceSeries } from '../../model/market.ts';
import type { Parameters } from '../../model/parameters.ts';
import type { Line } from '../../netting/lines.ts';
import { historyScenarios, jointReturns } from '../../scenarios/history.ts';
import { unitColumns, type Unit } from '../../scenarios/pnl.ts';
import type { ScenarioSet } from '../../scenarios/scenario-set.ts';
import { isoDay } from '../../values/days.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { houseRequirement } from '../house.ts';
import { pricesNow } from '../house/live-ladders.ts';

/** A book that can be priced anew in any set of scenarios over the same assets. */
export type MeasuredBook = {
  /** Those with a price history. */
  readonly lines: readonly Line[];
  readonly unmeasured: readonly Unmeasured[];
  /** The scenarios that its risk is measured on. */
  readonly set: ScenarioSet;
  /** Expected shortfall and house need of the whole book in a set, loss positive. */
  readonly figuresIn: (set: ScenarioSet) => Outcome<BookFigures>;
  /** The longest plain history, or null where there is none. */
  readonly long: ScenarioSet | null;
};

/** Loss positive. */
export type BookFigures = {
  readonly expectedShortfall: number;
  /** Expected shortfall at the house's tail, on which its need is built. */
  readonly houseShortfall: number;
  readonly need: number;
};

const distinct = (lines: readonly Line[]): readonly Unit[] => [
  ...new Map(lines.map(({ unit }) => [unit.key, unit])).values(),
];

/** How the house need answers to other correlations. */
export const needNote =
  'the house need keeps its stressed correlations and its long history as they are: the share that it charges of a stress grows as the shortfall falls, and where its floor binds it stays';

/** P&L of some lines in every scenario of a set, each contract priced anew, gain positive. */
export const pnlIn = (lines: readonly Line[], set: ScenarioSet): Float64Array =>
  pnlOf(lines, unitColumns(distinct(lines), set));

/**
 * A book ready to be measured under other correlations. In its house need the shortfall and all
 * limits of netting are of the set given; stresses and long history stay those of today.
 */
export function measuredBook(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  parameters: Parameters,
  asOf: Instant,
  market: MarketState,
): Outcome<MeasuredBook> {
  const { measures } = parameters;
  const now = pricesNow(market, parameters.reporting, asOf);
  const run = riskRun(lines, history, parameters, asOf);
  if (!run.risk.ok) return run.risk;
  const left = new Set(run.unmeasured.map(({ line }) => line));
  const measured = lines.filter((line) => !left.has(line));
  const wanted = new Set(lines.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const series = history.filter(({ asset }) => wanted.has(asset));
  const returns = jointReturns(series, measures);
  if (!returns.ok) return returns;
  const units = distinct(measured);
  const figuresIn: MeasuredBook['figuresIn'] = (set) => {
    const columns = unitColumns(units, set);
    const slice = (some: readonly Line[]) => ok({ pnl: pnlOf(some, columns), labels: set.labels });
    const { initial } = houseRequirement(measured, { ...run, slice }, parameters, asOf, [], now);
    if (!initial.ok) return initial;
    const pnl = pnlOf(measured, columns);
    const shortfall = (tail: string): number => shortfallMeasure(pnl, tail, set.labels).value;
    return ok({
      expectedShortfall: shortfall(measures.shortfallTail),
      houseShortfall: shortfall(measures.houseTail),
      need: initial.value.value,
    });
  };
  const plain = { ...measures, history: 'plain', lookback: Infinity } as const;
  const long = jointReturns(series, plain);
  return ok({
    lines: measured,
    unmeasured: run.unmeasured,
    set: historyScenarios(returns.value, measures, isoDay),
    figuresIn,
    long: long.ok ? historyScenarios(long.value, plain, isoDay) : null,
  });
}
