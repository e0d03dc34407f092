import type { AccountMargin, HouseView, Overview, Surface, Total } from '../contract/snapshot.ts';
import type { MarginNode } from '../contract/margin-node.ts';
import { gridScenarios, surfaceMoves } from '../scenarios/grid.ts';
import { fail, type Failure, type Outcome } from '../values/outcome.ts';
import { amount } from '../values/units.ts';
import { sumsOf } from './exposure-tree.ts';
import type { Line } from './lines.ts';

/** Sums figures of several accounts; those that are unknown or incomplete are listed. */
function totalOf(
  accounts: readonly AccountMargin[],
  figure: (of: AccountMargin) => Outcome<MarginNode>,
): Total {
  let sum: number | null = accounts.length === 0 ? 0 : null;
  const lacking: Failure[] = [];
  for (const account of accounts) {
    const found = figure(account);
    if (found.ok) {
      sum = (sum ?? 0) + found.value.value;
      lacking.push(...(found.value.lacking ?? []));
    } else {
      lacking.push({ ...found.failure, message: `${account.name}: ${found.failure.message}` });
    }
  }
  return { amount: sum === null ? null : amount(sum), lacking };
}

/** What the netted book needs beside what the venues demand. */
export function houseViewOf(
  accounts: readonly AccountMargin[],
  house: Outcome<MarginNode>,
): Omit<HouseView, 'steps'> {
  const venuesInitial = totalOf(accounts, (one) => one.requirement.initial);
  const venuesMaintenance = totalOf(accounts, (one) => one.requirement.maintenance);
  return {
    venuesInitial,
    venuesMaintenance,
    house,
    saving:
      house.ok && venuesInitial.amount !== null
        ? {
            amount: amount(venuesInitial.amount - house.value.value),
            lacking: [...venuesInitial.lacking, ...(house.value.lacking ?? [])],
          }
        : null,
  };
}

/** The ratio to compare accounts by: an account without equity for its need is beyond every ratio. */
function strainOf({ marginRatio }: AccountMargin): number {
  if (marginRatio.ok) return marginRatio.value;
  return marginRatio.failure.reason === 'limit-exceeded' ? Number.POSITIVE_INFINITY : -1;
}

function worstAccountOf(accounts: readonly AccountMargin[]): AccountMargin | null {
  const [worst] = accounts.toSorted((a, b) => strainOf(b) - strainOf(a));
  return worst !== undefined && strainOf(worst) >= 0 ? worst : null;
}

function worstStressOf(surfaces: readonly Surface[]): Overview['worstStress'] {
  const all = surfaces.find((one) => one.scope === 'all');
  if (all === undefined) return null;
  const { labels } = gridScenarios([], surfaceMoves);
  let worst = 0;
  for (let i = 1; i < all.pnl.length; i++) if (all.pnl[i]! < all.pnl[worst]!) worst = i;
  return { label: `all underlyings: ${labels[worst] ?? ''}`, pnl: amount(all.pnl[worst]!) };
}

/** The headline figures of the whole book. */
export function overviewOf(
  lines: readonly Line[],
  accounts: readonly AccountMargin[],
  surfaces: readonly Surface[],
  isStale: (line: Line) => boolean,
): Overview {
  const { sensitivities, gross, notional, pnl, oldest } = sumsOf(lines);
  const worst = worstAccountOf(accounts);
  return {
    equity: totalOf(accounts, (one) => one.equity),
    initialMargin: totalOf(accounts, (one) => one.requirement.initial),
    maintenanceMargin: totalOf(accounts, (one) => one.requirement.maintenance),
    marginRatio: worst?.marginRatio ?? fail('not-applicable', 'no account has a margin ratio'),
    worstAccount: worst?.account ?? null,
    sensitivities,
    gross,
    notional,
    pnl,
    worstStress: worstStressOf(surfaces),
    oldestPrice: oldest,
    stalePrices: lines.filter(isStale).length,
  };
}
