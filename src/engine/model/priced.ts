import type { Asset } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import type { MarginAccount, Position } from './book.ts';
import type { Instrument } from './instrument.ts';
import type { MarginEdition } from './parameters.ts';

/** One position with everything its value depends on, resolved. Made by `factors/resolve.ts`. */
export type PricedPosition = {
  readonly position: Position;
  readonly instrument: Instrument;
  /** The venue's mark, in the instrument's price unit, positive (0 for a worthless option). */
  readonly mark: number;
  /** The underlying's spot in the instrument's quote currency. */
  readonly spot: number;
  /** The underlying's forward to the instrument's expiry in the quote currency; spot without expiry. */
  readonly forward: number;
  /** Fraction per √year; null unless an option. */
  readonly volatility: number | null;
  /** Years to expiry, ACT/365F, at least 0; 0 without expiry. */
  readonly years: number;
  /** Reporting currency per unit of the settlement asset. */
  readonly settlementRate: number;
  /** Reporting currency per unit of the quote currency. */
  readonly quoteRate: number;
  /** Time of the oldest quote that any of this rests on. */
  readonly oldest: Instant;
};

/** Collateral with its price. */
export type PricedCollateral = {
  readonly asset: Asset;
  readonly balance: number;
  /** Reporting currency per unit. */
  readonly rate: number;
  readonly source: string;
};

/** One margin account ready to be margined. */
export type AccountInput = {
  readonly account: MarginAccount;
  readonly positions: readonly PricedPosition[];
  readonly collateral: readonly PricedCollateral[];
  /** Positions and balances of the account that could not be priced: its figures lack them. */
  readonly lacking: readonly Failure[];
  /** Positive balances without a price: they support nothing here, so the ratio errs on the safe side. */
  readonly uncounted?: readonly Failure[];
  readonly editions: readonly MarginEdition[];
  readonly reporting: Asset;
  readonly asOf: Instant;
};
