import { BINANCE_SPOT, BINANCE_USDM } from '../../imports/binance/accounts.ts';
import type { TickerEvent, TickerField } from '../events.ts';
import { isDated } from './market-of.ts';
import { named, type Message, type Named } from './message.ts';

export type Values = Partial<Record<TickerField, number | null>>;

/**
 * A value that is 0 or above where 0 says that there is none: nobody bids, asks, or has traded yet.
 * Nothing is put where it cannot be read.
 */
export function putSome(of: Message, values: Values, field: TickerField, name: string): void {
  const sent = of.fields[name];
  if (sent === undefined) return;
  const value = of.read.notNegative(sent, name);
  if (value !== null || isEmpty(sent)) values[field] = value === 0 ? null : value;
}

/** A value of any sign. */
export function putNumber(of: Message, values: Values, field: TickerField, name: string): void {
  const sent = of.fields[name];
  if (sent === undefined) return;
  const value = of.read.number(sent, name);
  if (value !== null || isEmpty(sent)) values[field] = value;
}

/** A price that is known whenever it is sent. */
export function putPrice(of: Message, values: Values, field: TickerField, name: string): void {
  const { fields, read } = of;
  const value = read.positive(fields[name], name);
  if (value !== null) values[field] = value;
}

/** Sent as having no value, which is no fault. */
const isEmpty = (value: unknown): boolean => value === null || value === '';

export const ticker = (name: Named, at: TickerEvent['at'], values: Values): TickerEvent => ({
  kind: 'ticker',
  market: name.market,
  symbol: name.symbol,
  at,
  values,
});

/** `bookTicker`: spot's has neither a kind nor a time. */
export function bookTicker(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const shape = Object.hasOwn(fields, 'e') ? BINANCE_USDM : BINANCE_SPOT;
  const name = named(of, fields['s'], 's', shape);
  if (name === null) return [];
  const values: Values = {};
  putSome(of, values, 'bid', 'b');
  putSome(of, values, 'bidSize', 'B');
  putSome(of, values, 'ask', 'a');
  putSome(of, values, 'askSize', 'A');
  const timed = Object.hasOwn(fields, 'T') ? 'T' : 'E';
  return [ticker(name, read.time(fields[timed], timed), values)];
}

/**
 * `24hrTicker`: the last price. Spot's best prices in it are up to a second old and `bookTicker` has
 * them without a time of the venue, so that the two could not be put in order.
 */
export function dayTicker(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const spot = Object.hasOwn(fields, 'x') || Object.hasOwn(fields, 'b');
  const name = named(of, fields['s'], 's', spot ? BINANCE_SPOT : BINANCE_USDM);
  if (name === null) return [];
  const values: Values = {};
  putSome(of, values, 'last', 'c');
  return [ticker(name, read.time(fields['E'], 'E'), values)];
}

/** `markPriceUpdate` of the futures. `T` is the time of the next funding, not of the message. */
export function markPriceUpdate(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['s'], 's', BINANCE_USDM);
  if (name === null) return [];
  const values: Values = {};
  putPrice(of, values, 'mark', 'p');
  putPrice(of, values, 'index', 'i');
  putFunding(of, name.symbol, values, { rate: 'r', next: 'T', settlement: 'P' });
  return [ticker(name, read.time(fields['E'], 'E'), values)];
}

/** A row of `premiumIndex`. */
export function premiumIndex(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['symbol'], 'symbol', BINANCE_USDM);
  if (name === null) return [];
  const values: Values = {};
  putPrice(of, values, 'mark', 'markPrice');
  putPrice(of, values, 'index', 'indexPrice');
  const names = {
    rate: 'lastFundingRate',
    next: 'nextFundingTime',
    settlement: 'estimatedSettlePrice',
  };
  putFunding(of, name.symbol, values, names);
  return [ticker(name, read.time(fields['time'], 'time'), values)];
}

/**
 * Perpetuals have funding: the rate due next, a fraction, positive where longs pay. Dated contracts have
 * a price to settle at, and their rate is empty or 0.
 */
function putFunding(
  of: Message,
  symbol: string,
  values: Values,
  names: { readonly rate: string; readonly next: string; readonly settlement: string },
): void {
  const { fields, read } = of;
  if (isDated(symbol)) {
    putSome(of, values, 'estimatedSettlement', names.settlement);
    return;
  }
  putNumber(of, values, 'funding', names.rate);
  const next = fields[names.next];
  if (next === undefined || next === 0) return;
  const at = read.time(next, names.next);
  if (at !== null) values.nextFunding = at;
}
