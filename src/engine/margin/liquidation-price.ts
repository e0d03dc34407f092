import type { TierTable } from '../model/margin-numbers.ts';

/** A future or perpetual that stands alone against the margin posted to it. */
export type SolePosition = {
  readonly payoff: 'linear' | 'inverse';
  readonly side: 'long' | 'short';
  /** Base units (linear), quote units (inverse); positive. */
  readonly size: number;
  readonly entry: number;
  /**
   * In the settlement asset. In a shared account: wallet − maintenance of the other positions +
   * their unrealised P&L.
   */
  readonly posted: number;
};

/** Maintenance = notional × rate − deduction. */
export type Charge = {
  /** Maintenance rate, with the fee of closing where the venue adds it. */
  readonly rate: number;
  /** In the settlement asset. */
  readonly deduction: number;
  /** Whether notional is taken at the liquidation mark or stays at the entry. */
  readonly at: 'mark' | 'entry';
};

/**
 * Mark price at which posted margin and unrealised P&L together are down to maintenance margin;
 * null where no positive price does that.
 *
 * Linear at the mark: `(entry·q ∓ posted ∓ deduction) ÷ (q (1 ∓ rate))`, long and short.
 * Inverse at the mark: `Q (1 ± rate) ÷ (Q/entry ± posted ± deduction)`.
 * At the entry the maintenance is a fixed amount, taken off what is posted.
 *
 * @see Binance, FAQ b3c689c1f50a44cabb3a84e663b81d93; Bybit, help on liquidation prices
 */
export function chargedLiquidationPrice(
  { payoff, side, size, entry, posted }: SolePosition,
  { rate, deduction, at }: Charge,
): number | null {
  const sign = side === 'long' ? 1 : -1;
  const fixed = at === 'entry';
  const entryValue = payoff === 'linear' ? size * entry : size / entry;
  const cushion = fixed ? posted - (entryValue * rate - deduction) : posted + deduction;
  const moving = fixed ? 0 : rate;
  const price =
    payoff === 'linear'
      ? (entryValue - sign * cushion) / (size * (1 - sign * moving))
      : (size * (1 + sign * moving)) / (entryValue + sign * cushion);
  return Number.isFinite(price) && price > 0 ? price : null;
}

/** Mark price at which posted margin is lost; null where no positive price does that. */
export const bankruptcyPrice = (of: SolePosition): number | null =>
  chargedLiquidationPrice(of, { rate: 0, deduction: 0, at: 'mark' });

/**
 * Liquidation price by a tier table without jumps (one tier, or marginal charges): the first whose
 * notional falls in the tier it was worked out with; null where none does.
 *
 * @param contracts positive, for tables that count contracts
 */
export function liquidationPrice(
  of: SolePosition,
  table: TierTable,
  at: 'mark' | 'entry',
  contracts: number,
): number | null {
  for (const tier of table.tiers) {
    const rate = tier.maintenanceRate + table.closingFee;
    const price = chargedLiquidationPrice(of, { rate, deduction: tier.deduction, at });
    if (price !== null) {
      const measured = at === 'entry' ? of.entry : price;
      const notional = of.payoff === 'linear' ? of.size * measured : of.size / measured;
      const extent = table.limitIn === 'contracts' ? contracts : notional;
      if (extent <= tier.upTo) return price;
    }
  }
  return null;
}
