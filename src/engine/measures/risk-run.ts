import type { Risk } from '../contract/snapshot.ts';
import type { PriceSeries } from '../model/market.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Line } from '../netting/lines.ts';
import { ageNotes, historyScenarios, jointReturns } from '../scenarios/history.ts';
import { unitColumns, type Unit } from '../scenarios/pnl.ts';
import type { Asset } from '../values/ids.ts';
import { dayOf, isoDay } from '../values/days.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { pnlOf, riskReport } from './risk-report.ts';

/** P&L of a slice in every scenario, or why there is none. */
export type SlicePnl = Outcome<{ readonly pnl: Float64Array; readonly labels: readonly string[] }>;

/** A line that no risk measure includes. */
export type Unmeasured = { readonly line: Line; readonly failure: Failure };

export type RiskRun = {
  readonly risk: Outcome<Risk>;
  readonly unmeasured: readonly Unmeasured[];
  /** P&L of any slice of the book over the same scenarios. */
  readonly slice: (lines: readonly Line[]) => SlicePnl;
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
    return { risk: returns, unmeasured: [], slice: () => returns };
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
  const columns = unitColumns(distinctUnits(measured), set);
  const risk = riskReport(measured, returns.value, set, columns, measures, notes);
  return {
    risk: ok(risk),
    unmeasured,
    slice: (some) => ok({ pnl: pnlOf(some, columns), labels: set.labels }),
  };
}
