import type { Contribution, Correlation, Risk, RiskMeasure } from '../contract/snapshot.ts';
import type { MeasureSettings } from '../model/parameters.ts';
import type { Held, Line } from '../netting/lines.ts';
import { slicePnl, type UnitColumns } from '../scenarios/pnl.ts';
import { amount } from '../values/units.ts';
import {
  ewmaCorrelation,
  reordered,
  sampleCorrelation,
  similarityOrder,
  type Returns,
} from './correlation.ts';
import { expectedShortfall, shortfallContributions } from './expected-shortfall.ts';
import type { HistoryBasis } from './history-basis.ts';
import type { PnlOf } from './risk-run.ts';
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

function contributions<L>(
  held: readonly L[],
  pnlOfSome: PnlOf<L>,
  total: Float64Array,
  tail: string,
  key: (of: L) => string,
): readonly Contribution[] {
  const groups = Map.groupBy(held, key);
  const labels = [...groups.keys()];
  const parts = [...groups.values()].map(pnlOfSome);
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

/** Correlations of joint returns by each model that they allow. */
export function correlationsOver(returns: Returns, decay: number): readonly Correlation[] {
  const sample = sampleCorrelation(returns);
  const ewma = ewmaCorrelation(returns, decay);
  const correlations: Correlation[] = [];
  if (sample.ok) correlations.push(correlationReport('sample', returns, sample.value));
  if (ewma.ok) correlations.push(correlationReport('ewma', returns, ewma.value));
  return correlations;
}

/**
 * All that is said of the netted book's loss distribution.
 *
 * @param held what is measured
 * @param pnlOfSome P&L of some of it over the scenarios of the basis
 */
export function riskReport<L extends Held>(
  held: readonly L[],
  { returns, set, correlations }: HistoryBasis,
  pnlOfSome: PnlOf<L>,
  settings: MeasureSettings,
  notes: readonly string[],
): Risk {
  const pnl = pnlOfSome(held);
  const tail = settings.shortfallTail;
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
    byUnderlying: contributions(held, pnlOfSome, pnl, tail, ({ unit }) => unit.underlying),
    byAccount: contributions(held, pnlOfSome, pnl, tail, ({ account }) => account),
    byVenue: contributions(held, pnlOfSome, pnl, tail, ({ venue }) => venue),
    correlations,
    notes: [...returns.notes, ...notes],
  };
}
