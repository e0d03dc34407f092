import type { Asset, InstrumentId, Market } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

export type InstrumentKind = 'spot' | 'perpetual' | 'future' | 'option';

/**
 * How P&L is paid. `linear`: quantity × multiplier × price change, in the quote currency.
 * `inverse`: in the underlying itself, on a contract worth a fixed amount of the quote currency.
 * `quanto`: a fixed amount of the settlement asset per point of price.
 */
export type Payoff = 'linear' | 'inverse' | 'quanto';

export type OptionTerms = {
  readonly right: 'call' | 'put';
  /** In the quote currency. */
  readonly strike: number;
  readonly exercise: 'european' | 'american';
};

/** A contract as one venue lists it. Facts come from data, never from constants in code. */
export type Instrument = {
  readonly id: InstrumentId;
  readonly symbol: string;
  readonly market: Market;
  readonly kind: InstrumentKind;
  readonly payoff: Payoff;
  /** The asset whose value the instrument follows; positions net within it. */
  readonly underlying: Asset;
  readonly quote: Asset;
  /** The asset that P&L, premium and fees are paid in. */
  readonly settlement: Asset;
  /**
   * Per contract, positive: base units (linear, and options of either payoff), quote units
   * (inverse futures and perpetuals), settlement units per quote point (quanto).
   */
  readonly multiplier: number;
  /** Inverse options are quoted in the underlying, everything else in the quote currency. */
  readonly priceUnit: 'quote' | 'underlying';
  /** Null for spot and perpetuals. */
  readonly expiry: Instant | null;
  /** Null unless `kind` is `option`. */
  readonly option: OptionTerms | null;
};
