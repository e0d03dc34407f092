import { exactRemainder } from './exact-difference.ts';

/** A future or perpetual that pays in coin. */
export type InversePosition = {
  /** Signed, long positive. */
  readonly contracts: number;
  /** Quote currency per contract, positive. */
  readonly contractValue: number;
  /** Average entry, positive. */
  readonly entry: number;
};

/** P&L in coin at a price: contracts × contract value × (1 ÷ entry − 1 ÷ price). */
export function inversePnl(position: InversePosition, price: number): number {
  const { contracts, contractValue, entry } = position;
  return contracts * contractValue * ((price - entry) / entry / price);
}

/** ∂(coin P&L)/∂price. */
export function inverseDelta({ contracts, contractValue }: InversePosition, price: number): number {
  return (contracts * contractValue) / price / price;
}

/** ∂²(coin P&L)/∂price²: negative for a long, which gains coin ever more slowly. */
export function inverseGamma({ contracts, contractValue }: InversePosition, price: number): number {
  return (-2 * contracts * contractValue) / price / price / price;
}

/** Where an isolated position meets its maintenance margin: at a price, or at none. */
export type LiquidationPoint =
  | { readonly kind: 'price'; readonly price: number }
  /** No price takes it below maintenance: a short with its whole value as collateral. */
  | { readonly kind: 'never' }
  /** Below maintenance at every price. */
  | { readonly kind: 'always' };

/**
 * The price at which collateral + P&L = maintenance rate × |contracts| × contract value ÷ price.
 *
 * For one position with its own collateral; with cross margin the price is a root of the account.
 *
 * @param collateral coin
 * @param maintenanceRate fraction of notional, in [0, 1)
 */
export function isolatedLiquidation(
  position: InversePosition,
  collateral: number,
  maintenanceRate: number,
): LiquidationPoint {
  const { contracts, contractValue, entry } = position;
  const size = Math.abs(contracts) * contractValue;
  if (size === 0) return { kind: collateral < 0 ? 'always' : 'never' };
  if (contracts > 0) {
    const cover = size + collateral * entry;
    return cover > 0
      ? { kind: 'price', price: (entry * size * (1 + maintenanceRate)) / cover }
      : { kind: 'always' };
  }
  // A short near full cover is liquidated far away: the small difference must not be rounded twice.
  const gap = exactRemainder(size, collateral, entry, 0);
  return gap > 0
    ? { kind: 'price', price: (entry * size * (1 - maintenanceRate)) / gap }
    : { kind: 'never' };
}
