import type { PricedPosition } from '../model/priced.ts';
import { undiscountedBlack } from '../pricing/black.ts';

/**
 * Value of one contract in the reporting currency as its market moves, reduced to the few numbers
 * that a scenario loop needs. `m`: the underlying (spot and forwards alike) moves to m times its
 * price in the reporting currency. `v`: volatility × v. `f`: the settlement asset × f.
 */
export type UnitValue =
  /** Quoted and settled in one currency: P&L = slope × (m − f). */
  | { readonly kind: 'linear'; readonly slope: number }
  /** Settled in the underlying, whose own move is inside: P&L = slope × (m − 1). */
  | { readonly kind: 'inverse'; readonly slope: number }
  /** A fixed amount of the settlement asset per point: P&L = slope × (m − 1) × f. */
  | { readonly kind: 'quanto'; readonly slope: number }
  /** Spot holdings: P&L = slope × (m − 1). */
  | { readonly kind: 'held'; readonly slope: number }
  | OptionValue;

/**
 * Linear: P&L = scale × (f × Black(forward × m ÷ f) − base). Inverse: scale × (Black(forward × m) − base).
 */
export type OptionValue = {
  readonly kind: 'option';
  readonly payoff: 'linear' | 'inverse';
  readonly right: 'call' | 'put';
  /** Reporting currency per unit of undiscounted Black value in the quote currency. */
  readonly scale: number;
  readonly forward: number;
  readonly strike: number;
  readonly volatility: number;
  readonly years: number;
  /** Black value before the move. */
  readonly base: number;
};

/**
 * Compiles one priced position to its unit value, per contract.
 *
 * Coin-settled contracts in the reporting currency: an inverse future's coin P&L
 * `A (1/F − 1/(F m))` valued at `S m` is `A S/F (m − 1)`; an inverse option's coin value
 * `Black(F m)/(F m)` valued at `S m` is `S/F Black(F m)`: the coin's own move is inside.
 */
export function unitValue(of: PricedPosition): UnitValue {
  const { instrument, mark, spot, quoteRate, settlementRate } = of;
  const { multiplier, payoff, kind, option } = instrument;
  if (kind === 'spot') return { kind: 'held', slope: multiplier * mark * quoteRate };
  if (option !== null) return optionValue(of, option.right, option.strike);
  switch (payoff) {
    case 'inverse':
      return { kind: 'inverse', slope: (multiplier * spot * quoteRate) / mark };
    case 'quanto':
      return { kind: 'quanto', slope: multiplier * mark * settlementRate };
    case 'linear':
      return { kind: 'linear', slope: multiplier * mark * settlementRate };
  }
}

function optionValue(of: PricedPosition, right: 'call' | 'put', strike: number): OptionValue {
  const inverse = of.instrument.payoff === 'inverse';
  const { multiplier } = of.instrument;
  const volatility = of.volatility ?? 0;
  return {
    kind: 'option',
    payoff: inverse ? 'inverse' : 'linear',
    right,
    scale: multiplier * (inverse ? (of.spot * of.quoteRate) / of.forward : of.settlementRate),
    forward: of.forward,
    strike,
    volatility,
    years: of.years,
    base: undiscountedBlack(right, of.forward, strike, volatility * Math.sqrt(of.years)),
  };
}

/** P&L of one contract, reporting currency, when the market moves by the three factors. */
export function unitPnl(unit: UnitValue, m: number, v: number, f: number): number {
  switch (unit.kind) {
    case 'linear':
      return unit.slope * (m - f);
    case 'inverse':
    case 'held':
      return unit.slope * (m - 1);
    case 'quanto':
      return unit.slope * (m - 1) * f;
    case 'option': {
      const deviation = unit.volatility * v * Math.sqrt(unit.years);
      if (unit.payoff === 'inverse') {
        const value = undiscountedBlack(unit.right, unit.forward * m, unit.strike, deviation);
        return unit.scale * (value - unit.base);
      }
      const value = undiscountedBlack(unit.right, (unit.forward * m) / f, unit.strike, deviation);
      return unit.scale * (f * value - unit.base);
    }
  }
}
