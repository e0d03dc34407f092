import type { Risk } from '../contract/snapshot.ts';
import type { HousePolicy } from '../model/house-policy.ts';
import type { PriceSeries } from '../model/market.ts';
import type { MeasureSettings, Parameters } from '../model/parameters.ts';
import type { Line } from '../netting/lines.ts';
import {
  ageNotes,
  filterSeed,
  historyScenarios,
  jointReturns,
  type JointReturns,
} from '../scenarios/history.ts';
import { unitColumns, type Unit, type UnitColumns } from '../scenarios/pnl.ts';
import { stressedSets } from '../scenarios/recorrelated.ts';
import type { ScenarioSet } from '../scenarios/scenario-set.ts';
import type { Asset } from '../values/ids.ts';
import { dayOf, isoDay } from '../values/days.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { columnOf } from './covariance.ts';
import { volatilityPath } from './filtered-history.ts';
import { pnlOf, riskReport } from './risk-report.ts';
import { worstPeriod } from './worst-period.ts';

/** P&L of a slice in every scenario, or why there is none. */
export type SlicePnl = Outcome<{ readonly pnl: Float64Array; readonly labels: readonly string[] }>;

/** A line that no risk measure includes. */
export type Unmeasured = { readonly line: Line; readonly failure: Failure };

type Slice = (lines: readonly Line[]) => SlicePnl;

/** P&L of slices over days as they were, the longest history that there is. */
type LongRun = {
  readonly slice: Slice;
  /** The joint days in a row over which the book's expected shortfall was worst, [from, to). */
  readonly stressed: { readonly from: number; readonly to: number };
};

export type RiskRun = {
  readonly risk: Outcome<Risk>;
  readonly unmeasured: readonly Unmeasured[];
  /** P&L of any slice of the book over the same scenarios. */
  readonly slice: Slice;
  /** The same with each asset's moves reordered by a stress of correlations; none unless the house asks. */
  readonly stressed: Outcome<readonly { readonly name: string; readonly slice: Slice }[]>;
  /** Whole history, unscaled, and its most stressed period; null unless the house asks. */
  readonly long: LongRun | null;
  /** Today's daily standard deviation of each asset's returns, a fraction. */
  readonly volatility: ReadonlyMap<Asset, number>;
};

/** Every distinct unit of some lines, once. */
const distinctUnits = (lines: readonly Line[]): readonly Unit[] => [
  ...new Map(lines.map(({ unit }) => [unit.key, unit])).values(),
];

/**
 * Historical risk of the netted book. A line whose underlying has no usable price history is in no
 * figure and is listed; a settlement asset without history stands still, and a note says so.
 */
export function riskRun(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  parameters: Parameters,
  asOf: Instant,
): RiskRun {
  const { measures, pegged, reporting } = parameters;
  const wanted = new Set(lines.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const series = history.filter((one) => wanted.has(one.asset));
  const returns =
    lines.length === 0 ? fail('not-applicable', 'nothing is held') : jointReturns(series, measures);
  if (!returns.ok) {
    return {
      risk: returns,
      unmeasured: [],
      slice: () => returns,
      stressed: returns,
      long: null,
      volatility: new Map(),
    };
  }
  const moving = new Set<Asset>(returns.value.assets);
  const measured = lines.filter(({ unit }) => moving.has(unit.underlying));
  const unmeasured = lines
    .filter(({ unit }) => !moving.has(unit.underlying))
    .map((line) => ({
      line,
      failure: failure(
        'missing-market-data',
        `no usable price history of ${line.unit.underlying}: in no VaR, expected shortfall or house need`,
      ),
    }));
  const still = [...wanted].filter(
    (one) =>
      one !== reporting && !moving.has(one) && measured.some(({ unit }) => unit.settlement === one),
  );
  const stillNotes = still.map((one) =>
    pegged.includes(one)
      ? `${one} is held at par with ${reporting}: it does not move in these scenarios`
      : `${one} has no price history: it does not move in these scenarios`,
  );
  const notes = [...stillNotes, ...ageNotes(returns.value, dayOf(asOf))];
  const set = historyScenarios(returns.value, measures, isoDay);
  const units = distinctUnits(measured);
  const columns = unitColumns(units, set);
  const risk = riskReport(measured, returns.value, set, columns, measures, notes);
  return {
    risk: ok(risk),
    unmeasured,
    slice: slicing(columns, set),
    stressed: stressedSlices(units, set, parameters.house),
    long: longRun(measured, units, series, parameters),
    volatility: volatilities(returns.value, measures),
  };
}

const slicing =
  (columns: UnitColumns, { labels }: ScenarioSet): Slice =>
  (some) =>
    ok({ pnl: pnlOf(some, columns), labels });

function stressedSlices(
  units: readonly Unit[],
  set: ScenarioSet,
  { correlation }: HousePolicy,
): RiskRun['stressed'] {
  if (correlation === null) return ok([]);
  const stressed = stressedSets(set, correlation.strength);
  return stressed.ok
    ? ok(
        stressed.value.map(({ name, set: of }) => ({
          name,
          slice: slicing(unitColumns(units, of), of),
        })),
      )
    : stressed;
}

function longRun(
  lines: readonly Line[],
  units: readonly Unit[],
  series: readonly PriceSeries[],
  { house, measures }: Parameters,
): LongRun | null {
  if (house.calm === null) return null;
  const settings = { ...measures, history: 'plain', lookback: Infinity } as const;
  const returns = jointReturns(series, settings);
  if (!returns.ok) return null;
  const set = historyScenarios(returns.value, settings, isoDay);
  const columns = unitColumns(units, set);
  return {
    slice: slicing(columns, set),
    stressed: worstPeriod(pnlOf(lines, columns), house.calm.stressedDays, measures.houseTail),
  };
}

function volatilities(
  { assets, rows, values }: JointReturns,
  { decay }: MeasureSettings,
): ReadonlyMap<Asset, number> {
  return new Map(
    assets.map((asset, column) => {
      const path = volatilityPath(columnOf(values, rows, assets.length, column), {
        decay,
        seed: filterSeed,
      });
      return [asset, path[rows]!];
    }),
  );
}
