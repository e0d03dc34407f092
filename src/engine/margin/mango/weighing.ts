import type { MangoHealth, MangoPrices, MangoToken, MangoWeights } from './state.ts';

/** A weight and a price for each sign of an amount. */
export type Weighing = {
  readonly asset: number;
  readonly liability: number;
  readonly assetPrice: number;
  readonly liabilityPrice: number;
};

/** The initial health takes the worse of two prices, the others the oracle's. */
export function weighing(of: MangoWeights & MangoPrices, health: MangoHealth): Weighing {
  const { oracle, stable } = of;
  const initial = health === 'initial';
  const maintenance = health === 'maintenance';
  return {
    asset: maintenance ? of.maintenanceAsset : of.initialAsset,
    liability: maintenance ? of.maintenanceLiability : of.initialLiability,
    assetPrice: initial ? Math.min(oracle, stable) : oracle,
    liabilityPrice: initial ? Math.max(oracle, stable) : oracle,
  };
}

/** The same of a token: for new risk its weights worsen as the whole bank grows. */
export function tokenWeighing(of: MangoToken, health: MangoHealth): Weighing {
  const plain = weighing(of, health);
  if (health !== 'initial') return plain;
  const { deposits, borrows } = of;
  const asset = deposits === null ? 1 : Math.min(1, deposits.scaledFrom / deposits.value);
  const liability = borrows === null ? 1 : Math.max(1, borrows.value / borrows.scaledFrom);
  return { ...plain, asset: plain.asset * asset, liability: plain.liability * liability };
}

/** Dollars that an amount counts for, by its sign. */
export const weighed = (amount: number, by: Weighing): number =>
  amount >= 0 ? amount * by.asset * by.assetPrice : amount * by.liability * by.liabilityPrice;
