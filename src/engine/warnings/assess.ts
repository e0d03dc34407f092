import type { AccountMargin, Warning } from '../contract/snapshot.ts';
import type { AccountFigures } from '../margin/account.ts';
import type { Level, WarningLimits } from '../model/parameters.ts';
import type { MarginAccountId } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';
import { dataWarning, gapWarning } from './data-warning.ts';
import { levelOf, strainOf } from './level.ts';
import { marginWarning } from './margin-warning.ts';

/** Accounts with their levels, and what needs a person's attention, worst first. */
export type Assessment = {
  readonly accounts: readonly AccountMargin[];
  readonly warnings: readonly Warning[];
};

const severity: Readonly<Record<Level, number>> = { ok: 0, watch: 1, call: 2, liquidation: 3 };

/**
 * Compares every account with the limits, each against the level it had before.
 *
 * @param dataFaults faults of the data that belong to no account
 */
export function assessWarnings(
  figures: readonly AccountFigures[],
  limits: WarningLimits,
  lastLevels: ReadonlyMap<MarginAccountId, Level>,
  dataFaults: readonly Failure[] = [],
): Assessment {
  const warnings: Warning[] = [];
  const accounts = figures.map((of): AccountMargin => {
    const strain = strainOf(of.equity, of.requirement.maintenance);
    const level = levelOf(strain, limits, lastLevels.get(of.account) ?? 'ok');
    if (level !== 'ok') warnings.push(marginWarning(of, level, limits));
    const gap = gapWarning(of);
    if (gap !== null) warnings.push(gap);
    return { ...of, level };
  });
  warnings.push(...dataFaults.map(dataWarning));
  return {
    accounts,
    warnings: warnings.toSorted((a, b) => severity[b.level] - severity[a.level]),
  };
}
