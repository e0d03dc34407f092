import type { InstrumentKind, Payoff } from '../model/instrument.ts';
import type { Asset, InstrumentId, Market, Venue } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import type { ExpiryZone } from './utc-offset.ts';

/** When contracts end: a local time, and the day where names give only a month. */
export type ExpiryRule = {
  /** Milliseconds after local midnight. */
  readonly time: number;
  readonly zone: ExpiryZone;
  readonly day: 'last-friday' | null;
};

/**
 * What the symbols of one market leave out, for the contracts that the rule matches, between two days.
 * As read from `resources/contracts/<venue>.json`.
 */
export type ContractRule = {
  readonly market: Market;
  readonly kinds: readonly InstrumentKind[];
  /** Bases and quotes as spelled in names; null matches any. An empty quote is a name without one. */
  readonly bases: readonly string[] | null;
  readonly quotes: readonly string[] | null;
  readonly payoff: Payoff | null;
  readonly from: Instant;
  readonly until: Instant | null;
  /** See `Instrument.multiplier`; per unit in which the venue states position sizes. */
  readonly multiplier: number;
  /** What the names are silent on; null leaves what the name says. */
  readonly setKind: InstrumentKind | null;
  readonly setPayoff: Payoff | null;
  readonly setUnderlying: string | null;
  readonly setQuote: string | null;
  readonly setSettlement: string | null;
  readonly expiry: ExpiryRule | null;
  readonly exercise: 'european' | 'american' | null;
  readonly source: string;
};

/** A contract as a venue's instrument list or a broker's row states it. */
export type ListedContract = {
  readonly market: Market;
  readonly symbol: string;
  readonly instrumentKind: InstrumentKind;
  readonly payoff: Payoff;
  readonly underlying: Asset;
  readonly quote: Asset;
  readonly settlement: Asset;
  /** Decimal text. */
  readonly multiplier: string;
  readonly priceUnit: 'quote' | 'underlying';
  readonly expiry: Instant | null;
  readonly right: 'call' | 'put' | null;
  readonly strike: string | null;
  readonly exercise: 'european' | 'american' | null;
};

/** All that is known of contracts: the user's imported lists first, then dated rules. */
export type ContractFacts = {
  readonly listed: ReadonlyMap<InstrumentId, ListedContract>;
  /** In order of precedence: the first that matches is taken. */
  readonly rules: readonly ContractRule[];
  /** Quote currencies of markets that write pairs without a gap. */
  readonly quotes: ReadonlyMap<Market, readonly string[]>;
  /** A venue's spelling of an asset to ours: `KRAKEN` > `XBT` > `BTC`. */
  readonly aliases: ReadonlyMap<Venue, ReadonlyMap<string, Asset>>;
};
