import type { Correlation } from '../contract/snapshot.ts';
import type { PriceSeries } from '../model/market.ts';
import type { MeasureSettings, Parameters } from '../model/parameters.ts';
import {
  ageNotes,
  filterSeed,
  historyScenarios,
  jointReturns,
  type JointReturns,
} from '../scenarios/history.ts';
import type { Unit } from '../scenarios/pnl.ts';
import { stressedSets, type StressedSet } from '../scenarios/recorrelated.ts';
import type { ScenarioSet } from '../scenarios/scenario-set.ts';
import type { Asset } from '../values/ids.ts';
import { dayOf, isoDay } from '../values/days.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { columnOf } from './covariance.ts';
import { volatilityPath } from './filtered-history.ts';
import { correlationsOver } from './risk-report.ts';

/** What price history gives, whatever is held: scenarios by each way that the house asks for. */
export type HistoryBasis = {
  readonly returns: JointReturns;
  readonly set: ScenarioSet;
  readonly stressed: Outcome<readonly StressedSet[]>;
  /** Whole history, unscaled; null unless the house asks. */
  readonly long: ScenarioSet | null;
  readonly volatility: ReadonlyMap<Asset, number>;
  readonly correlations: readonly Correlation[];
};

/** Underlyings and settlement assets: what a book's risk may need the history of. */
export const wantedAssets = (of: readonly Moving[]): ReadonlySet<Asset> =>
  new Set(of.flatMap(({ unit }) => [unit.underlying, unit.settlement]));

/** What moves something that is held. */
export type Moving = { readonly unit: Pick<Unit, 'underlying' | 'settlement'> };

/** Scenarios from the price histories of the assets that are wanted. */
export function historyBasis(
  wanted: ReadonlySet<Asset>,
  history: readonly PriceSeries[],
  { measures, house }: Parameters,
): Outcome<HistoryBasis> {
  const series = history.filter((one) => wanted.has(one.asset));
  const returns =
    wanted.size === 0 ? fail('not-applicable', 'nothing is held') : jointReturns(series, measures);
  if (!returns.ok) return returns;
  const set = historyScenarios(returns.value, measures, isoDay);
  const { correlation, calm } = house;
  return ok({
    returns: returns.value,
    set,
    stressed: correlation === null ? ok([]) : stressedSets(set, correlation.strength),
    long: calm === null ? null : longHistory(series, measures),
    volatility: volatilities(returns.value, measures),
    correlations: correlationsOver(returns.value, measures.decay),
  });
}

function longHistory(
  series: readonly PriceSeries[],
  measures: MeasureSettings,
): ScenarioSet | null {
  const settings = { ...measures, history: 'plain', lookback: Infinity } as const;
  const returns = jointReturns(series, settings);
  return returns.ok ? historyScenarios(returns.value, settings, isoDay) : null;
}

/** What the scenarios leave out of some holdings, one sentence each. */
export function historyNotes(
  held: readonly Moving[],
  { returns }: HistoryBasis,
  { pegged, reporting }: Parameters,
  asOf: Instant,
): readonly string[] {
  const moving = new Set<Asset>(returns.assets);
  const settling = new Set(
    held.filter(({ unit }) => moving.has(unit.underlying)).map(({ unit }) => unit.settlement),
  );
  const still = [...wantedAssets(held)].filter(
    (one) => one !== reporting && !moving.has(one) && settling.has(one),
  );
  const stillNotes = still.map((one) =>
    pegged.includes(one)
      ? `${one} is held at par with ${reporting}: it does not move in these scenarios`
      : `${one} has no price history: it does not move in these scenarios`,
  );
  return [...stillNotes, ...ageNotes(returns, dayOf(asOf))];
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
