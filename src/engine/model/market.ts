import { asset, type Asset, type InstrumentId } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import type { LiveBooks } from './live-books.ts';
import type { PriceBand } from './price-band.ts';

/** One observed number with its time and where it was read. */
export type Quote = {
  readonly value: number;
  readonly at: Instant;
  readonly source: string;
};

/** The key of a forward: one underlying, one expiry. */
export type ForwardKey = `${string}|${number}`;

export const forwardKey = (underlying: Asset, expiry: Instant): ForwardKey =>
  `${underlying}|${expiry}`;

/** The underlying of a forward's key. */
export const underlyingOf = (key: ForwardKey): Asset => asset(key.slice(0, key.lastIndexOf('|')));

/** What is known of the market as of one instant. Absent keys are unknown, never zero. */
export type MarketState = {
  /** Reporting currency per unit of the asset. The reporting currency itself is 1 by definition. */
  readonly spots: ReadonlyMap<Asset, Quote>;
  /** The venue's mark in the instrument's own price unit. */
  readonly marks: ReadonlyMap<InstrumentId, Quote>;
  /** Mark volatility of an option as a fraction per √year, where a venue states it. */
  readonly volatilities: ReadonlyMap<InstrumentId, Quote>;
  /** Forward of an underlying to an expiry, in the quote currency. */
  readonly forwards: ReadonlyMap<ForwardKey, Quote>;
  /** Order books of the moment; absent where nobody follows any. */
  readonly books?: LiveBooks;
  /** How sure the price of each asset is; absent where nobody compares sources. */
  readonly bands?: ReadonlyMap<Asset, PriceBand>;
};

/** Daily closes of one asset in the reporting currency, oldest first; gaps are simply absent. */
export type PriceSeries = {
  readonly asset: Asset;
  /** UTC days since 1970-01-01, strictly increasing. */
  readonly days: Int32Array;
  /** Close of the day at the same index, positive. */
  readonly closes: Float64Array;
  readonly source: string;
  /** Of the days, so many at the start are filled in by a rule: they never happened. None if absent. */
  readonly filled?: number;
  /** What the user wants done about it; without a rule it is left out where it is too short. */
  readonly rule?: 'exclude' | 'joint days';
  /** What was done about it, to be said wherever it is used. */
  readonly remark?: string;
};
