import type { Contribution, Correlation, Risk, RiskMeasure } from '../contract/snapshot.ts';
import type { MeasureSettings } from '../model/parameters.ts';
import type { Line } from '../netting/lines.ts';
import type { JointReturns } from '../scenarios/history.ts';
import { slicePnl, type UnitColumns } from '../scenarios/pnl.ts';
import type { ScenarioSet } from '../scenarios/scenario-set.ts';
import { amount } from '../values/units.ts';
import {
  ewmaCorrelation,
  reordered,
  sampleCorrelation,
  similarityOrder,
  type Returns,
} from './correlation.ts';
import { expectedShortfall, shortfallContributions } from './expected-shortfall.ts';
import { valueAtRisk } from './value-at-risk.ts';

/** P&L of some lines in every scenario, [scenario], gain positive. */
export const pnlOf = (lines: readonly Line[], columns: UnitColumns): Float64Array =>
  slicePnl(
    lines.map(({ unit, quantity }) => ({ key: unit.key, quantity })),
    columns,
  );

/** VaR of a P&L column with its 95 % rank interval and the scenario behind it. */
function varMeasure(pnl: Float64Array, tail: string, labels: readonly string[]): RiskMeasure {
  const found = valueAtRisk(pnl, tail);
  return {
    value: amount(found.value),
    tail,
    outcomes: pnl.length,
    low: found.low === null ? null : amount(found.low),
    high: found.high === null ? null : amount(found.high),
    scenario: labels[found.index] ?? '',
  };
}

/** Expected shortfall of a P&L column, ± 1.96 standard errors; the scenario is the worst one. */
export function shortfallMeasure(
  pnl: Float64Array,
  tail: string,
  labels: readonly string[],
): RiskMeasure {
  const { value, standardError } = expectedShortfall(pnl, tail);
  let worst = 0;
  for (let s = 1; s < pnl.length; s++) if (pnl[s]! < pnl[worst]!) worst = s;
  return {
    value: amount(value),
    tail,
    outcomes: pnl.length,
    low: amount(value - 1.96 * standardError),
    high: amount(value + 1.96 * standardError),
    scenario: labels[worst] ?? '',
  };
}

function contributions(
  lines: readonly Line[],
  columns: UnitColumns,
  total: Float64Array,
  tail: string,
  key: (line: Line) => string,
): readonly Contribution[] {
  const groups = Map.groupBy(lines, key);
  const labels = [...groups.keys()];
  const parts = [...groups.values()].map((group) => pnlOf(group, columns));
  const whole = expectedShortfall(total, tail).value;
  return shortfallContributions(parts, total, tail)
    .map((value, i) => ({
      label: labels[i] ?? '',
      amount: amount(value),
      incremental: amount(
        whole -
          expectedShortfall(
            total.map((pnl, s) => pnl - (parts[i]?.[s] ?? 0)),
            tail,
          ).value,
      ),
    }))
    .toSorted((a, b) => b.amount - a.amount);
}

function correlationReport(
  model: Correlation['model'],
  returns: Returns,
  matrix: Float64Array,
): Correlation {
  const similarity = similarityOrder(matrix, returns.assets.length);
  return {
    model,
    assets: similarity.order.map((row) => returns.assets[row]!),
    ...reordered(matrix, similarity),
    observations: returns.rows,
  };
}

/** All that is said of the netted book's loss distribution, from one set of P&L columns. */
export function riskReport(
  lines: readonly Line[],
  returns: JointReturns,
  set: ScenarioSet,
  columns: UnitColumns,
  settings: MeasureSettings,
  notes: readonly string[],
): Risk {
  const pnl = pnlOf(lines, columns);
  const tail = settings.shortfallTail;
  const sample = sampleCorrelation(returns);
  const ewma = ewmaCorrelation(returns, settings.decay);
  const correlations: Correlation[] = [];
  if (sample.ok) correlations.push(correlationReport('sample', returns, sample.value));
  if (ewma.ok) correlations.push(correlationReport('ewma', returns, ewma.value));
  const method =
    settings.history === 'filtered'
      ? `filtered historical simulation, full revaluation, EWMA ${settings.decay}`
      : 'historical simulation, full revaluation';
  return {
    method,
    valueAtRisk: varMeasure(pnl, settings.varTail, set.labels),
    expectedShortfall: shortfallMeasure(pnl, tail, set.labels),
    houseShortfall: shortfallMeasure(pnl, settings.houseTail, set.labels),
    pnl,
    scenarios: set.labels,
    byUnderlying: contributions(lines, columns, pnl, tail, (line) => line.unit.underlying),
    byAccount: contributions(lines, columns, pnl, tail, (line) => line.account),
    byVenue: contributions(lines, columns, pnl, tail, (line) => line.venue),
    correlations,
    notes: [...returns.notes, ...notes],
  };
}
