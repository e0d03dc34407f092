import type { Level } from '../../engine/orderbook/order-book.ts';
import type { Asset, Market } from '../../engine/values/ids.ts';
import type { Reason } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { ContractItem } from '../imports/format.ts';

/** One text as it came from a venue, or from a recording of it. */
export type Frame = {
  /** The URL it came from, without secrets: of the socket, or of the request that it answers. Empty if not known. */
  readonly endpoint: string;
  readonly text: string;
  /** Our clock, milliseconds; may be behind or before the venue's. */
  readonly receivedAt: Instant;
};

/** A connection that ended, so that its books are no longer whole. */
export type LostConnection = {
  /** The URL of its socket, without secrets. */
  readonly endpoint: string;
  /** Null: every book of the venue. */
  readonly books: readonly { readonly market: Market; readonly symbol: string }[] | null;
  readonly reason: string;
  /** Our clock. */
  readonly at: Instant;
};

/** What a venue says of one instrument, each in the unit of every venue. */
export type TickerField =
  /** Prices, in the instrument's own price unit. */
  | 'mark'
  | 'last'
  | 'bid'
  | 'ask'
  /** Price of the underlying that the venue marks by, quote currency: index, and forward of an option. */
  | 'index'
  | 'forward'
  /** Quantities, as the venue counts contracts. */
  | 'bidSize'
  | 'askSize'
  | 'openInterest'
  /** Fractions per √year. */
  | 'markVolatility'
  | 'bidVolatility'
  | 'askVolatility'
  /**
   * Black-Scholes, per contract's one unit of the underlying, in the quote currency: price change per
   * unit of the underlying, that change's change, price change per vol point (0.01), per day, per
   * percent of interest.
   */
  | 'delta'
  | 'gamma'
  | 'vega'
  | 'theta'
  | 'rho'
  /** Delta and gamma of the price in the underlying itself ("premium-adjusted"), where a venue states them. */
  | 'coinDelta'
  | 'coinGamma'
  /** Fraction per `fundingHours`, positive: longs pay. `funding` is what is due next, as predicted now. */
  | 'funding'
  | 'fundingHours'
  /** UTC milliseconds. */
  | 'nextFunding'
  /** Price that the venue expects to settle at, quote currency. */
  | 'estimatedSettlement';

/**
 * New values of some fields of an instrument; fields that are not named stay as they were, those
 * that are null are no longer known (nobody bids).
 */
export type TickerEvent = {
  readonly kind: 'ticker';
  readonly market: Market;
  readonly symbol: string;
  /** The venue's clock; null where the message has no time. */
  readonly at: Instant | null;
  readonly values: Readonly<Partial<Record<TickerField, number | null>>>;
};

/** A part of an order book, with what its sequence rule needs. */
export type BookEvent = {
  readonly kind: 'book';
  readonly market: Market;
  readonly symbol: string;
  readonly at: Instant | null;
  /** `snapshot` replaces the book. */
  readonly action: 'snapshot' | 'update';
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** First and last id that the message covers, and the last of the message before, as far as the venue says. */
  readonly first: number | null;
  readonly last: number | null;
  readonly previous: number | null;
  /** As the venue computed it over its own book after this message. */
  readonly checksum: number | null;
};

/** Part of a book's message could not be read: what follows cannot stand on it. */
export type BrokenBookEvent = {
  readonly kind: 'broken-book';
  readonly market: Market;
  readonly symbol: string;
};

export type TradeEvent = {
  readonly kind: 'trade';
  readonly market: Market;
  readonly symbol: string;
  readonly at: Instant;
  readonly price: number;
  /** Contracts, positive. */
  readonly quantity: number;
  /** Of the order that came later. */
  readonly side: 'buy' | 'sell';
  readonly id: string | null;
};

/** A venue's index of an asset. */
export type IndexEvent = {
  readonly kind: 'index';
  readonly market: Market;
  /** The venue's own name of the index. */
  readonly name: string;
  readonly asset: Asset;
  readonly quote: Asset;
  readonly at: Instant | null;
  readonly value: number;
};

/** An index of volatility, a fraction per √year. */
export type VolatilityIndexEvent = {
  readonly kind: 'volatility-index';
  readonly market: Market;
  readonly name: string;
  readonly asset: Asset;
  readonly at: Instant | null;
  readonly value: number;
};

/** A contract as the venue lists it. */
export type ContractEvent = { readonly kind: 'contract'; readonly contract: ContractItem };

/** A word between the venue and us that is no market data. */
export type ControlEvent = {
  readonly kind: 'control';
  /**
   * `asked`: the venue wants an answer or cuts (Deribit's test request, a ping in the text);
   * `answered`: it accepted or confirmed something; `refused`: it did not, `detail` says why;
   * `alive`: a sign of life; `closing`: it announces an end.
   */
  readonly word: 'asked' | 'answered' | 'refused' | 'alive' | 'closing';
  readonly detail: string;
  /** Of `asked`: what must be given back, if anything. */
  readonly token?: string;
  /** The venue's clock, where the message has it. */
  readonly at?: Instant;
};

export type FeedEvent =
  | TickerEvent
  | BookEvent
  | BrokenBookEvent
  | TradeEvent
  | IndexEvent
  | VolatilityIndexEvent
  | ContractEvent
  | ControlEvent;

/** Why a message, or a part of it, was not taken. */
export type FeedFault = {
  readonly reason: Reason;
  /** Where in the message: `data.greeks.delta`. */
  readonly field: string;
  readonly message: string;
};

/** What one frame says. A part that is wrong is a fault; the others count. */
export type Decoded = {
  readonly events: readonly FeedEvent[];
  readonly faults: readonly FeedFault[];
  /**
   * Where a venue numbers all messages of a connection, from 0 on each: the number. One that is
   * missing may have changed any book of the connection.
   */
  readonly number?: number;
};
