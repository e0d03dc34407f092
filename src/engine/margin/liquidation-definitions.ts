import {
  bankruptcyPrice,
  chargedLiquidationPrice,
  type Charge,
  type SolePosition,
} from './liquidation-price.ts';

/**
 * How venues define the liquidation price of a lone position.
 *
 * `binance`: maintenance at the liquidation mark. `bybit`: maintenance at the entry value (linear;
 * inverse until 2026-05-27). `bybit-inverse`: at the liquidation mark, what was added to the margin
 * counts after the fee of closing (inverse since 2026-05-27). `okx` (Gate too): at the liquidation
 * mark, the fee of closing on top.
 */
export const liquidationDefinitions = ['binance', 'bybit', 'bybit-inverse', 'okx'] as const;
type LiquidationDefinition = (typeof liquidationDefinitions)[number];

/** A lone position as a venue's help page describes it. */
export type DescribedPosition = {
  readonly definition: LiquidationDefinition;
  readonly payoff: 'linear' | 'inverse' | 'quanto';
  readonly side: 'long' | 'short';
  /** Base units (linear), quote units (inverse), settlement units per point (quanto); positive. */
  readonly size: number;
  readonly entry: number;
  /** Initial margin of the position, in the settlement asset. */
  readonly initialMargin: number;
  /** Added to it by hand, in the settlement asset. */
  readonly extraMargin: number;
  readonly maintenanceRate: number;
  /** In the settlement asset. */
  readonly deduction: number;
  /** Fraction of the notional. */
  readonly takerFee: number;
};

export type SolePrices = {
  readonly liquidation: number | null;
  readonly bankruptcy: number | null;
  /** Margin that counts, in the settlement asset. */
  readonly posted: number;
};

/**
 * Liquidation and bankruptcy price by a venue's own definition; null where no positive price is one.
 * A quanto contract's gain is its size × the change of price, as a linear one's.
 *
 * @see Bybit help, text of 2026-05-27: added margin is divided by 1 + taker fee (long), 1 − it (short)
 */
export function solePrices(of: DescribedPosition): SolePrices {
  const { definition, side, size, entry, initialMargin, extraMargin, takerFee } = of;
  const kept = side === 'long' ? 1 + takerFee : 1 - takerFee;
  const added = definition === 'bybit-inverse' ? extraMargin / kept : extraMargin;
  const posted = initialMargin + added;
  const payoff = of.payoff === 'inverse' ? 'inverse' : 'linear';
  const sole: SolePosition = { payoff, side, size, entry, posted };
  return {
    liquidation: chargedLiquidationPrice(sole, chargeOf(of)),
    bankruptcy: bankruptcyPrice(sole),
    posted,
  };
}

function chargeOf({ definition, maintenanceRate, deduction, takerFee }: DescribedPosition): Charge {
  return {
    rate: maintenanceRate + (definition === 'okx' ? takerFee : 0),
    deduction,
    at: definition === 'bybit' ? 'entry' : 'mark',
  };
}
