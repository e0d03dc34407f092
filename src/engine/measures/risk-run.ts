import type { Risk } from '../contract/snapshot.ts';
import type { PriceSeries } from '../model/market.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Held, Line } from '../netting/lines.ts';
import { unitColumns } from '../scenarios/pnl.ts';
import type { ScenarioSet } from '../scenarios/scenario-set.ts';
import type { Asset } from '../values/ids.ts';
import { failure, ok, type Failure, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { historyBasis, historyNotes, wantedAssets, type HistoryBasis } from './history-basis.ts';
import { pnlOf, riskReport } from './risk-report.ts';
import { worstPeriod } from './worst-period.ts';

/** P&L of a slice in every scenario, or why there is none. */
type SlicePnl = Outcome<{ readonly pnl: Float64Array; readonly labels: readonly string[] }>;

/** P&L of some of the book over one set of scenarios. */
export type Slice<L> = (some: readonly L[]) => SlicePnl;

/** P&L of some of the book in every scenario, [scenario], gain positive. */
export type PnlOf<L> = (some: readonly L[]) => Float64Array;

/** A line that no risk measure includes. */
export type Unmeasured = { readonly line: Line; readonly failure: Failure };

/** P&L of slices over days as they were, the longest history that there is. */
type LongRun<L> = {
  readonly slice: Slice<L>;
  /** The joint days in a row over which the book's expected shortfall was worst, [from, to). */
  readonly stressed: { readonly from: number; readonly to: number };
};

/** All that needs are computed from; `L` is what the book is cut into. */
export type MeasuredSlices<L> = {
  /** P&L of any slice of the book over the same scenarios. */
  readonly slice: Slice<L>;
  /** The same with each asset's moves reordered by a stress of correlations; none unless the house asks. */
  readonly stressed: Outcome<readonly { readonly name: string; readonly slice: Slice<L> }[]>;
  /** Whole history, unscaled, and its most stressed period; null unless the house asks. */
  readonly long: LongRun<L> | null;
  /** Today's daily standard deviation of each asset's returns, a fraction. */
  readonly volatility: ReadonlyMap<Asset, number>;
};

export type RiskRun = MeasuredSlices<Line> & {
  readonly risk: Outcome<Risk>;
  readonly unmeasured: readonly Unmeasured[];
};

/** Lines whose underlying has no usable price history. */
export function unmeasuredLines(
  lines: readonly Line[],
  { returns }: HistoryBasis,
): readonly Unmeasured[] {
  const moving = new Set<Asset>(returns.assets);
  return lines
    .filter(({ unit }) => !moving.has(unit.underlying))
    .map((line) => ({
      line,
      failure: failure(
        'missing-market-data',
        `no usable price history of ${line.unit.underlying}: in no VaR, expected shortfall or house need`,
      ),
    }));
}

/**
 * A book over every set of scenarios of its history.
 *
 * @param held what is measured
 * @param pnlIn prices the book in a set
 */
export function measuredSlices<L extends Held>(
  held: readonly L[],
  { set, stressed, long, volatility }: HistoryBasis,
  pnlIn: (set: ScenarioSet) => PnlOf<L>,
  { house, measures }: Parameters,
): MeasuredSlices<L> & { readonly pnl: PnlOf<L> } {
  const sliced =
    (pnl: PnlOf<L>, { labels }: ScenarioSet): Slice<L> =>
    (some) =>
      ok({ pnl: pnl(some), labels });
  const pnl = pnlIn(set);
  const longPnl = long === null ? null : pnlIn(long);
  return {
    pnl,
    slice: sliced(pnl, set),
    stressed: stressed.ok
      ? ok(stressed.value.map(({ name, set: of }) => ({ name, slice: sliced(pnlIn(of), of) })))
      : stressed,
    long:
      long === null || longPnl === null || house.calm === null
        ? null
        : {
            slice: sliced(longPnl, long),
            stressed: worstPeriod(longPnl(held), house.calm.stressedDays, measures.houseTail),
          },
    volatility,
  };
}

/** Where there is no history there is no slice of it. */
export const unmeasurable = (why: Outcome<never>): MeasuredSlices<unknown> => ({
  slice: () => why,
  stressed: why,
  long: null,
  volatility: new Map(),
});

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
  const basis = historyBasis(wantedAssets(lines), history, parameters);
  if (!basis.ok) return { ...unmeasurable(basis), risk: basis, unmeasured: [] };
  const unmeasured = unmeasuredLines(lines, basis.value);
  const left = new Set(unmeasured.map(({ line }) => line));
  const measured = lines.filter((line) => !left.has(line));
  const units = [...new Map(measured.map(({ unit }) => [unit.key, unit])).values()];
  const slices = measuredSlices(
    measured,
    basis.value,
    (set) => {
      const columns = unitColumns(units, set);
      return (some) => pnlOf(some, columns);
    },
    parameters,
  );
  const notes = historyNotes(lines, basis.value, parameters, asOf);
  const risk = riskReport(measured, basis.value, slices.pnl, parameters.measures, notes);
  return { ...slices, risk: ok(risk), unmeasured };
}
