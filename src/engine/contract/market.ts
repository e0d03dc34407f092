import type { InstrumentKind } from '../model/instrument.ts';
import type { BestExecution } from '../orderbook/best-execution.ts';
import type { ConsolidatedBook, LadderLevel } from '../orderbook/consolidated.ts';
import type { PositionUnwind, VenueUnwind } from '../orderbook/position-unwind.ts';
import type { TopOfBook } from '../orderbook/top-of-book.ts';
import type { Asset, InstrumentId, Market, Venue } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** How one source of a price stands to the others. */
export type PriceSource = {
  readonly source: string;
  /** Reporting currency per unit; of a source that cannot be converted, in its own currency. */
  readonly value: number;
  readonly at: Instant;
  /** From the price agreed on, a fraction of it; null where there is none. */
  readonly distance: number | null;
  readonly standing: 'used' | 'fenced' | 'stale' | 'refused' | 'no rate';
  /** Why it is not used; null where it is. */
  readonly reason: string | null;
};

/** What venues and oracles state of an asset's price, and what is believed. */
export type PriceAgreement = {
  readonly asset: Asset;
  readonly price: Outcome<{
    readonly value: number;
    readonly low: number;
    readonly high: number;
    /** Of the oldest price used. */
    readonly at: Instant;
    /** What could not be told. */
    readonly remark: string | null;
  }>;
  readonly sources: readonly PriceSource[];
  /** Half-width in the reporting currency and a score from 0 to 1; null where there is no price. */
  readonly band: { readonly halfWidth: number; readonly score: number } | null;
};

/** A live value; null where the venue states none. `at` is our clock. */
export type LiveValue = { readonly value: number; readonly at: Instant } | null;

/** A contract that is followed. */
export type LiveContract = {
  readonly instrument: InstrumentId;
  readonly symbol: string;
  readonly market: Market;
  readonly venue: Venue;
  readonly kind: InstrumentKind;
  /** Of the prices: the quote currency, or the underlying. */
  readonly priceUnit: Asset;
  readonly held: boolean;
  readonly bid: LiveValue;
  readonly ask: LiveValue;
  readonly mark: LiveValue;
  readonly index: LiveValue;
  readonly last: LiveValue;
  /** Fraction per √year. */
  readonly volatility: LiveValue;
  readonly openInterest: LiveValue;
  /** Fraction per so many hours, positive: longs pay. */
  readonly funding: LiveValue;
  readonly fundingHours: number | null;
  readonly nextFunding: Instant | null;
  /** Of its order book; null where none is followed. */
  readonly book: 'syncing' | 'live' | 'doubtful' | 'withdrawn' | null;
  /** Why its mark is not believed. */
  readonly fenced: string | null;
};

export type DepthRow = {
  readonly basisPoints: number;
  /** Base units and reporting currency within the distance of the mid. */
  readonly bids: { readonly quantity: number; readonly value: number };
  readonly asks: { readonly quantity: number; readonly value: number };
  /** From −1, all asked, to 1, all bid; null where nothing is there. */
  readonly imbalance: number | null;
};

/** A level with all that is better or as good. Reporting currency per base unit, base units. */
export type LadderRow = LadderLevel & { readonly cumulative: number };

/** One underlying's books as one, and what its net exposure would cost to close in them. */
export type LiveLadder = {
  readonly ladder: Omit<ConsolidatedBook, 'bids' | 'asks'>;
  /** Best first, cut to a number of levels; `sources` tell where each book ends. */
  readonly bids: readonly LadderRow[];
  readonly asks: readonly LadderRow[];
  readonly top: Outcome<TopOfBook>;
  readonly depth: readonly DepthRow[];
  /** Reporting currency per +100 % of the underlying; null where nothing is held. */
  readonly netDelta: number | null;
  readonly unwind: Outcome<BestExecution>;
};

/** Everything live of one underlying. */
export type MarketView = {
  readonly asOf: Instant;
  readonly underlying: Asset;
  /** Underlyings that can be asked for. */
  readonly underlyings: readonly Asset[];
  readonly agreement: PriceAgreement | null;
  readonly contracts: readonly LiveContract[];
  readonly ladder: LiveLadder;
  /** Indexes of volatility, fractions per √year. */
  readonly volatilityIndexes: readonly {
    readonly name: string;
    readonly venue: string;
    readonly value: number;
    readonly at: Instant;
  }[];
};

/** What closing every position now would cost in its own book. */
export type UnwindReport = {
  readonly asOf: Instant;
  readonly positions: readonly PositionUnwind[];
  readonly venues: readonly VenueUnwind[];
};
