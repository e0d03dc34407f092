import type { CollateralUnderTerms, CountedAsset, OwedAsset } from '../../contract/collateral.ts';
import type { CollateralTerms } from '../../model/collateral-terms.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { ok } from '../../values/outcome.ts';
import { assessorOf } from '../assessor.ts';
import { haircutNode } from '../haircuts.ts';

const daysOfYear = 365;

/** Balances by asset and the price of each. */
function balances({ collateral }: AccountInput): readonly {
  readonly asset: Asset;
  readonly balance: number;
  readonly rate: number;
}[] {
  return [...Map.groupBy(collateral, ({ asset }) => asset)].map(([asset, held]) => ({
    asset,
    balance: held.reduce((all, one) => all + one.balance, 0),
    rate: held[0]?.rate ?? 0,
  }));
}

/**
 * What is beyond the limits of concentration, by asset. A limit is a share of all collateral after
 * haircuts; what a group of assets has beyond it comes off each in proportion to its value, limit by
 * limit in their order.
 *
 * @param values after haircuts, reporting currency, not negative
 */
function beyondLimits(
  values: ReadonlyMap<Asset, number>,
  limits: CollateralTerms['concentration'],
): ReadonlyMap<Asset, number> {
  const all = [...values.values()].reduce((a, b) => a + b, 0);
  const left = new Map(values);
  for (const { assets, share } of limits) {
    const group = [...left].filter(([asset]) => assets.includes(asset));
    const value = group.reduce((sum, [, one]) => sum + one, 0);
    const kept = Math.min(1, value > 0 ? (share * all) / value : 1);
    for (const [asset, one] of group) left.set(asset, one * kept);
  }
  return new Map([...values].map(([asset, value]) => [asset, value - (left.get(asset) ?? 0)]));
}

/**
 * An account's collateral by the house's terms: what counts of each asset after the venue's haircut,
 * the house's limits of concentration and the cost of selling it, and what borrowing costs.
 */
export function collateralUnderTerms(
  input: AccountInput,
  { concentration, borrowing, selling, takingOut = [] }: CollateralTerms,
): CollateralUnderTerms {
  const { venue } = input.account;
  const here = (of: { readonly venue: string | null; readonly asset: Asset }, asset: Asset) =>
    of.asset === asset && (of.venue === null || of.venue === venue);
  const all = balances(input);
  const positive = all
    .filter(({ balance }) => balance > 0)
    .map(({ asset, balance, rate }) => {
      const kept = haircutNode(asset, balance, input)?.value ?? 1;
      return { asset, balance, value: balance * rate, kept };
    });
  const beyond = beyondLimits(
    new Map(positive.map(({ asset, value, kept }) => [asset, value * kept])),
    concentration,
  );
  const held = positive.map(({ asset, balance, value, kept }): CountedAsset => {
    const beyondLimit = beyond.get(asset) ?? 0;
    const left = value * kept - beyondLimit;
    const cost = selling.find((one) => here(one, asset));
    const out = cost === undefined ? takingOut.find((one) => here(one, asset)) : undefined;
    const sold =
      cost !== undefined
        ? Math.min(cost.gas + cost.slippage * left, left)
        : out !== undefined
          ? Math.min(out.fixed + out.rate * left, left)
          : 0;
    return {
      asset,
      balance,
      value,
      haircut: value * (1 - kept),
      beyondLimit,
      selling: sold,
      counts: left - sold,
      ...(out === undefined ? {} : { basis: out.basis }),
    };
  });
  const owed = all
    .filter(({ balance }) => balance < 0)
    .map(({ asset, balance, rate }): OwedAsset => {
      const known = borrowing.find((one) => here(one, asset));
      const value = -balance * rate;
      return {
        asset,
        amount: -balance,
        value,
        interestPerDay: known === undefined ? null : (value * known.rate) / daysOfYear,
      };
    });
  const found = assessorOf(input).figures(input);
  const lost = held.reduce((sum, one) => sum + one.beyondLimit + one.selling, 0);
  return {
    held,
    owed,
    figures: found.ok ? ok({ ...found.value, equity: found.value.equity - lost }) : found,
  };
}
