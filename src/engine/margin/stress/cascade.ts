import type { AssetMove, CascadeResult, CascadeStep } from '../../contract/stress.ts';
import type { AccountInput } from '../../model/priced.ts';
import { unitSensitivities } from '../../revaluation/sensitivity.ts';
import { unitValue } from '../../revaluation/unit-value.ts';
import type { Asset } from '../../values/ids.ts';
import { assessorOf } from '../assessor.ts';
import { accountMoved } from '../calls/moves.ts';
import { factorsOf } from './stressed.ts';

export type CascadeSettings = {
  /** Units worth so much today, reporting currency, move a price by a factor e when sold at once; positive. */
  readonly depth: number;
  /** Share of the value closed. */
  readonly fee: number;
};

/** Units of each underlying that an account is long, net; an option counts by its delta. */
function netUnits({ positions }: AccountInput): ReadonlyMap<Asset, number> {
  const found = new Map<Asset, number>();
  for (const one of positions) {
    const { underlying } = one.instrument;
    const delta = unitSensitivities(unitValue(one)).delta * one.position.quantity;
    const units = delta / (one.spot * one.quoteRate);
    found.set(underlying, (found.get(underlying) ?? 0) + units);
  }
  return found;
}

const combined = (
  prices: ReadonlyMap<Asset, number>,
  by: ReadonlyMap<Asset, number>,
): ReadonlyMap<Asset, number> =>
  new Map(
    [...new Set([...prices.keys(), ...by.keys()])].map((asset) => [
      asset,
      (prices.get(asset) ?? 1) * (by.get(asset) ?? 1),
    ]),
  );

/**
 * Liquidations that move the prices that liquidate. After the shock every account at or beyond liquidation by
 * its own model is closed in full in one round; its net units move each price by e^(−units sold ÷ depth); all
 * get the mean of before and after; and so on until nobody is hit. An account whose collateral is a coin that
 * falls is drawn in by it: that is how a shared collateral spreads.
 *
 * @see `liquidationCascade`, the same rule for accounts of one linear position each
 */
export function bookCascade(
  accounts: readonly AccountInput[],
  shock: readonly AssetMove[],
  { depth, fee }: CascadeSettings,
): CascadeResult {
  const all = accounts.map((input) => ({ input, ...assessorOf(input) }));
  const unknown = all.filter(({ input, figures }) => !figures(input).ok);
  const today = new Map(
    accounts.flatMap(({ positions }) =>
      positions.map((one) => [one.instrument.underlying, one.spot * one.quoteRate]),
    ),
  );
  let open = all.filter((one) => !unknown.includes(one));
  let prices = factorsOf(shock);
  const steps: CascadeStep[] = [];
  for (;;) {
    const before = prices;
    const hit = open.filter(({ input, figures }) => {
      const found = figures(accountMoved(input, { prices: before, volatility: 1 }));
      return found.ok && found.value.equity < found.value.maintenance;
    });
    if (hit.length === 0) break;
    const sold = new Map<Asset, number>();
    for (const { input } of hit) {
      const moved = accountMoved(input, { prices: before, volatility: 1 });
      for (const [asset, units] of netUnits(moved)) {
        sold.set(asset, (sold.get(asset) ?? 0) + units);
      }
    }
    const impact = new Map(
      [...sold].map(([asset, units]) => [
        asset,
        Math.exp((-units * (today.get(asset) ?? 0)) / depth),
      ]),
    );
    const fills = new Map([...impact].map(([asset, factor]) => [asset, (1 + factor) / 2]));
    const shortfall = hit.reduce((total, { input, figures }) => {
      const filled = accountMoved(input, { prices: combined(before, fills), volatility: 1 });
      const found = figures(filled);
      if (!found.ok) return total;
      const closed = filled.positions.reduce((value, one) => {
        const delta = unitSensitivities(unitValue(one)).delta * one.position.quantity;
        return value + Math.abs(delta);
      }, 0);
      return total + Math.max(0, fee * closed - found.value.equity);
    }, 0);
    steps.push({
      accounts: hit.map(({ input }) => input.account.name),
      sold: [...sold].map(([asset, units]) => ({
        asset,
        units,
        move: (impact.get(asset) ?? 1) - 1,
      })),
      shortfall,
    });
    open = open.filter((one) => !hit.includes(one));
    prices = combined(before, impact);
  }
  return {
    shock,
    steps,
    final: [...prices].map(([asset, factor]) => ({ asset, move: factor - 1 })),
    shortfall: steps.reduce((total, step) => total + step.shortfall, 0),
    unknown: unknown.map(({ input }) => input.account.name),
  };
}
