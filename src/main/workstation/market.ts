import {
  forwardKey,
  underlyingOf,
  type ForwardKey,
  type MarketState,
  type PriceSeries,
  type Quote,
} from '../../engine/model/market.ts';
import { instrumentId, type Asset, type InstrumentId } from '../../engine/values/ids.ts';
import { startOf } from '../../engine/values/days.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { BookAndTrades, FindInstrument } from './book.ts';
import { defaultStaleAfter } from './defaults.ts';
import { standInSpots } from './stand-ins.ts';
import type { StoredBook } from './stored.ts';

type Observed = {
  readonly spots: Map<Asset, Quote>;
  readonly marks: Map<InstrumentId, Quote>;
  readonly volatilities: Map<InstrumentId, Quote>;
  readonly forwards: Map<ForwardKey, Quote>;
};

/** A price must be positive; only the mark of an option may be 0: it is worth nothing. */
type Least = 'positive' | 'zero';

/** Keeps the newest observation; of two at one instant, the first. Prices out of range are no prices. */
function observe<K>(
  into: Map<K, Quote>,
  key: K,
  text: string | null,
  { at, source }: { readonly at: Instant; readonly source: string },
  rate: number | null = 1,
  least: Least = 'positive',
): void {
  if (text === null || rate === null) return;
  const value = Number(text) * rate;
  if (!(value > 0 || (least === 'zero' && value === 0))) return;
  const before = into.get(key);
  if (before === undefined || before.at < at) into.set(key, { value, at, source });
}

/** The prices that positions and quotes carry, and the last closes of the price histories. */
export function marketOf(
  stored: StoredBook,
  { book, trades }: BookAndTrades,
  history: readonly PriceSeries[],
  find: FindInstrument,
  reporting: Asset,
  pegged: readonly Asset[],
  asOf: Instant,
): MarketState {
  const seen: Observed = {
    spots: new Map(),
    marks: new Map(),
    volatilities: new Map(),
    forwards: new Map(),
  };
  /** Reporting currency per unit of a quote currency; null where it is not known. */
  const quoteRate = (quote: Asset): number | null => {
    if (quote === reporting) return 1;
    const known = seen.spots.get(quote);
    if (known !== undefined) return known.value;
    return pegged.includes(quote) ? 1 : null;
  };
  const held = new Set(book.instruments.map((one) => one.id));
  const underlyings = new Set(book.instruments.map((one) => one.underlying));

  for (const one of history) {
    const last = one.days.length - 1;
    const day = one.days[last];
    const close = one.closes[last];
    if (day === undefined || close === undefined) continue;
    seen.spots.set(one.asset, {
      value: close,
      at: startOf(day + 1) < asOf ? startOf(day + 1) : asOf,
      source: one.source,
    });
  }
  for (const one of stored.positions) {
    const found = find(one.symbol, one.market, one.at);
    if (!found.ok) continue;
    const { id, underlying, quote, option } = found.value;
    observe(seen.marks, id, one.markPrice, one, 1, option === null ? 'positive' : 'zero');
    observe(seen.spots, underlying, one.indexPrice, one, quoteRate(quote));
  }
  for (const one of stored.quotes) {
    const id = instrumentId(one.symbol, one.market);
    if (!id.ok) continue;
    const found = find(one.symbol, one.market, one.at);
    if (!found.ok || !(held.has(id.value) || underlyings.has(found.value.underlying))) continue;
    const { underlying, expiry, quote, option } = found.value;
    observe(seen.marks, id.value, one.mark, one, 1, option === null ? 'positive' : 'zero');
    observe(seen.volatilities, id.value, one.volatility, one);
    observe(seen.spots, underlying, one.index, one, quoteRate(quote));
    if (expiry !== null) observe(seen.forwards, forwardKey(underlying, expiry), one.forward, one);
  }
  for (const one of book.instruments) {
    const mark = seen.marks.get(one.id);
    if (mark === undefined) continue;
    if (one.kind === 'future' && one.expiry !== null && one.priceUnit === 'quote') {
      const key = forwardKey(one.underlying, one.expiry);
      const before = seen.forwards.get(key);
      if (before === undefined || before.at < mark.at) seen.forwards.set(key, mark);
    }
    if (one.kind === 'spot') {
      observe(seen.spots, one.underlying, String(mark.value), mark, quoteRate(one.quote));
    }
  }
  // An old trade beside a newer spot would be a basis that is not there; for an option, a false volatility.
  for (const { instrument, price, at, source } of trades) {
    if (instrument.option !== null || seen.spots.has(instrument.underlying)) continue;
    observe(seen.marks, instrument.id, price, { at, source });
  }
  for (const [asset, spot] of standInSpots(book.instruments, seen.marks, seen.spots, quoteRate)) {
    seen.spots.set(asset, spot);
  }
  for (const asset of pegged) {
    if (!seen.spots.has(asset)) {
      seen.spots.set(asset, { value: 1, at: asOf, source: 'held at par: no price is known' });
    }
  }
  withoutOutdated(seen);
  return seen;
}

/**
 * Forgets what would contradict newer prices: a forward a day older than its spot is a basis that is
 * not there, a volatility a day older than the option's mark is not the one in the mark.
 */
function withoutOutdated({ spots, marks, volatilities, forwards }: Observed): void {
  for (const [key, { at }] of forwards) {
    const spot = spots.get(underlyingOf(key));
    if (spot !== undefined && spot.at - at > defaultStaleAfter) forwards.delete(key);
  }
  for (const [id, { at }] of volatilities) {
    const mark = marks.get(id);
    if (mark !== undefined && mark.at - at > defaultStaleAfter) volatilities.delete(id);
  }
}
