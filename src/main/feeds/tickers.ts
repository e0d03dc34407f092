import type { Market } from '../../engine/values/ids.ts';
import { instant, type Instant } from '../../engine/values/units.ts';
import { ByInstrument } from './by-instrument.ts';
import type { TickerEvent, TickerField } from './events.ts';

/** One value with the venue's time of it, and ours. */
export type Valued = {
  /** Null: the venue says that there is none. */
  readonly value: number | null;
  /** The venue's clock; where the message had no time, when it came by that clock. */
  readonly at: Instant;
  readonly receivedAt: Instant;
};

export type Ticker = {
  readonly market: Market;
  readonly symbol: string;
  readonly values: ReadonlyMap<TickerField, Valued>;
};

type Kept = { readonly market: Market; readonly symbol: string } & {
  readonly values: Map<TickerField, Valued>;
};

/** What a venue last said of each instrument, field by field. Messages that come late change nothing. */
export class Tickers {
  readonly #kept = new ByInstrument<Kept>();
  #late = 0;

  /** Messages that were older than what was known. */
  get late(): number {
    return this.#late;
  }

  get size(): number {
    return this.#kept.size;
  }

  get all(): Iterable<Ticker> {
    return this.#kept;
  }

  ticker(market: Market, symbol: string): Ticker | undefined {
    return this.#kept.get(market, symbol);
  }

  /** Takes up an instrument as it was put down. */
  restore({ market, symbol, values }: Ticker): void {
    this.#kept.set(market, symbol, { market, symbol, values: new Map(values) });
  }

  /**
   * The venue's clock was set back: what it dated in the time that it came back from is as old as it came.
   *
   * @param offset our clock less the venue's as it is now, milliseconds
   */
  setBack(offset: number): void {
    for (const { values } of this.#kept) {
      for (const [field, valued] of values) {
        const at = instant(Math.min(valued.at, valued.receivedAt - offset));
        values.set(field, { ...valued, at });
      }
    }
  }

  /**
   * A message without a time is taken as it comes.
   *
   * @param offset our clock less the venue's, milliseconds
   */
  take(
    { market, symbol, at: sentAt, values }: TickerEvent,
    receivedAt: Instant,
    offset: number,
  ): void {
    let kept = this.#kept.get(market, symbol);
    if (kept === undefined) {
      kept = { market, symbol, values: new Map() };
      this.#kept.set(market, symbol, kept);
    }
    const at = sentAt ?? instant(receivedAt - offset);
    let late = false;
    for (const field in values) {
      if (!isTickerField(field)) continue;
      const value = values[field];
      if (value === undefined) continue;
      const before = kept.values.get(field);
      if (before !== undefined && sentAt !== null && before.at > at) late = true;
      else kept.values.set(field, { value, at, receivedAt });
    }
    if (late) this.#late++;
  }
}

export const TICKER_FIELDS: readonly TickerField[] = [
  'mark',
  'last',
  'bid',
  'ask',
  'index',
  'forward',
  'bidSize',
  'askSize',
  'openInterest',
  'markVolatility',
  'bidVolatility',
  'askVolatility',
  'delta',
  'gamma',
  'vega',
  'theta',
  'rho',
  'coinDelta',
  'coinGamma',
  'funding',
  'fundingHours',
  'nextFunding',
  'estimatedSettlement',
];

const fields: ReadonlySet<string> = new Set(TICKER_FIELDS);
const isTickerField = (name: string): name is TickerField => fields.has(name);
