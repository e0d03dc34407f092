import type { Liquidation } from '../contract/snapshot.ts';
import type { AccountInput, PricedCollateral, PricedPosition } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';
import { price, ratio } from '../values/units.ts';
import { crossing } from './crossings.ts';
import { equity, ownWorth } from './equity.ts';
import { bankruptcyPrice, liquidationPrice, type SolePosition } from './liquidation-price.ts';
import { marginModels } from './models.ts';
import { accountAt } from './moved.ts';
import { sizeOf } from './position-margin.ts';
import type { ModelAnswer } from './settled.ts';
import { tierTablesOf } from './tiered.ts';

/**
 * For each asset that can move the account: the prices, nearest on each side, at which maintenance
 * margin meets equity and at which equity is zero, all else equal. A price beyond a hundredth or
 * a hundred times today's, or beyond the venue's last published tier, is not found and null.
 * Empty where the model cannot be asked at other prices.
 */
export function liquidations(input: AccountInput): readonly Liquidation[] {
  if (!marginModels[input.account.model].revaluable) return [];
  const sole = soleLiquidation(input);
  if (sole !== null) return [sole];
  return movingAssets(input).flatMap(({ asset, rate, held }) => {
    const found = searched(input, asset, rate);
    const none =
      found.distance === null && found.bankruptBelow === null && found.bankruptAbove === null;
    return held || !none ? [found] : [];
  });
}

type MovingAsset = {
  readonly asset: Asset;
  /** Reporting currency per unit. */
  readonly rate: number;
  /** True where a position follows it, not merely a balance. */
  readonly held: boolean;
};

/** Underlyings of the positions, and collateral that is neither the cash they settle in nor reported in. */
function movingAssets({ positions, collateral, reporting }: AccountInput): readonly MovingAsset[] {
  const assets = new Map<Asset, MovingAsset>();
  const cash = new Set<Asset>([reporting]);
  for (const { instrument, spot, quoteRate } of positions) {
    const { underlying, settlement, quote } = instrument;
    if (!assets.has(underlying)) {
      assets.set(underlying, { asset: underlying, rate: spot * quoteRate, held: true });
    }
    cash.add(settlement).add(quote);
  }
  for (const { asset, rate, balance } of collateral) {
    if (balance !== 0 && !cash.has(asset) && !assets.has(asset)) {
      assets.set(asset, { asset, rate, held: false });
    }
  }
  return [...assets.values()];
}

function searched(input: AccountInput, asset: Asset, rate: number): Liquidation {
  const { margin, additive } = marginModels[input.account.model];
  const { whole, rest } = partMovedBy(input, asset, additive);
  const worths = new Map<number, number>();
  const worth = (factor: number): number => {
    const known = worths.get(factor);
    if (known !== undefined) return known;
    const found = equity(accountAt(whole, asset, factor)).value;
    worths.set(factor, found);
    return found;
  };
  const slack = (factor: number): number | null => {
    if (rest === null) return null;
    const needed = maintenanceOf(margin(accountAt(whole, asset, factor)));
    return needed === null ? null : worth(factor) - needed - rest;
  };
  return described(asset, rate, {
    below: crossing(slack, -1),
    above: crossing(slack, 1),
    bankruptBelow: crossing(worth, -1),
    bankruptAbove: crossing(worth, 1),
  });
}

/** Maintenance margin; null where it is unknown or incomplete. */
function maintenanceOf({ requirement: { maintenance } }: ModelAnswer): number | null {
  return maintenance.ok && (maintenance.value.lacking ?? []).length === 0
    ? maintenance.value.value
    : null;
}

/** The part of an account that one asset moves, and what the rest of it needs whatever that asset does. */
type MovedPart = { readonly whole: AccountInput; readonly rest: number | null };

/**
 * Where a model is additive, positions that the asset does not move stand in as the balance that
 * they are worth and the margin that they need, so that they are not computed at every price.
 */
function partMovedBy(input: AccountInput, moving: Asset, additive: boolean): MovedPart {
  const follows = ({ instrument: { underlying, settlement, quote } }: PricedPosition): boolean =>
    underlying === moving || settlement === moving || quote === moving;
  const still = input.positions.filter((one) => !follows(one));
  const worth = worthOf(still);
  if (!additive || still.length === 0 || worth === null) return { whole: input, rest: 0 };
  const { margin } = marginModels[input.account.model];
  return {
    whole: {
      ...input,
      positions: input.positions.filter(follows),
      collateral: [...input.collateral, ...worth],
    },
    rest: maintenanceOf(margin({ ...input, positions: still })),
  };
}

/** What positions add to equity, as balances; null where one of them is unknown. */
function worthOf(positions: readonly PricedPosition[]): readonly PricedCollateral[] | null {
  const balances = new Map<Asset, PricedCollateral>();
  for (const one of positions) {
    const worth = ownWorth(one);
    if (!worth.ok) return null;
    const spot = one.instrument.kind === 'spot';
    const asset = spot ? one.instrument.quote : one.instrument.settlement;
    const known = balances.get(asset);
    balances.set(asset, {
      asset,
      balance: (known?.balance ?? 0) + worth.value,
      rate: spot ? one.quoteRate : one.settlementRate,
      source: one.position.source,
    });
  }
  return [...balances.values()];
}

/** The four prices as multiples of the present one. */
type Factors = {
  readonly below: number | null;
  readonly above: number | null;
  readonly bankruptBelow: number | null;
  readonly bankruptAbove: number | null;
};

function described(underlying: Asset, rate: number, factors: Factors): Liquidation {
  const priced = (factor: number | null): Liquidation['below'] =>
    factor === null ? null : price(factor * rate);
  const distances = [factors.below, factors.above]
    .filter((factor) => factor !== null)
    .map((factor) => Math.abs(factor - 1));
  return {
    underlying,
    price: price(rate),
    below: priced(factors.below),
    above: priced(factors.above),
    bankruptBelow: priced(factors.bankruptBelow),
    bankruptAbove: priced(factors.bankruptAbove),
    distance: distances.length > 0 ? ratio(Math.min(...distances)) : null,
  };
}

/**
 * A lone future or perpetual against a balance in the asset it settles in has a closed form.
 * Null where the account is anything else.
 */
function soleLiquidation(input: AccountInput): Liquidation | null {
  const [of, ...others] = input.positions;
  const { model } = input.account;
  if (of === undefined || others.length > 0) return null;
  if (model !== 'tiered-cross' && model !== 'tiered-isolated') return null;
  const { instrument, position, mark, spot, quoteRate } = of;
  const { kind, settlement, underlying } = instrument;
  if (kind === 'spot' || kind === 'option' || position.quantity === 0) return null;
  if (position.entryPrice === null || position.entryPrice <= 0) return null;
  if (input.collateral.some(({ asset }) => asset !== settlement)) return null;
  const table = tierTablesOf(input).get(instrument.symbol);
  if (table === undefined) return null;
  // A charge that jumps from tier to tier may be met at an edge, which the search finds.
  if (table.value.charge !== 'marginal' && table.value.tiers.length > 1) return null;

  const sole: SolePosition = {
    payoff: instrument.payoff === 'inverse' ? 'inverse' : 'linear',
    side: position.quantity > 0 ? 'long' : 'short',
    size: sizeOf(of),
    entry: position.entryPrice,
    posted: input.collateral.reduce((total, { balance }) => total + balance, 0),
  };
  const at = model === 'tiered-isolated' ? table.value.isolatedAt : 'mark';
  const contracts = Math.abs(position.quantity);
  const liquidated = liquidationPrice(sole, table.value, at, contracts);
  const bankrupt = bankruptcyPrice(sole);
  const side = (found: number | null, below: boolean): number | null =>
    found !== null && found < mark === below ? found / mark : null;
  return described(underlying, spot * quoteRate, {
    below: side(liquidated, true),
    above: side(liquidated, false),
    bankruptBelow: side(bankrupt, true),
    bankruptAbove: side(bankrupt, false),
  });
}
