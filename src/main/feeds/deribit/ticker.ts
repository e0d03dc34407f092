import type { TickerEvent, TickerField } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';
import { isFields } from '../message-reader.ts';
import { DERIBIT_MARKET } from '../../imports/deribit/names.ts';

type Values = Partial<Record<TickerField, number | null>>;

const isOption = (symbol: string): boolean => symbol.endsWith('-C') || symbol.endsWith('-P');

/** What cannot be read is not taken for "there is none". */
const isNone = (raw: unknown): boolean => raw === null || raw === '' || raw === 0;

/** A value of 0 or above. */
function put(
  values: Values,
  field: TickerField,
  data: Fields,
  name: string,
  read: MessageReader,
): void {
  const value = read.notNegative(data[name], name);
  if (value !== null || isNone(data[name])) values[field] = value;
}

/** A price or size of one side: none is sent as 0 or null. */
function putSome(
  values: Values,
  field: TickerField,
  data: Fields,
  name: string,
  read: MessageReader,
): void {
  const value = read.notNegative(data[name], name);
  if (value !== null || isNone(data[name])) values[field] = value === 0 ? null : value;
}

/** Percent to a fraction; 0 is no volatility. */
function putVolatility(
  values: Values,
  field: TickerField,
  data: Fields,
  name: string,
  read: MessageReader,
): void {
  const value = read.notNegative(data[name], name);
  if (value === null ? isNone(data[name]) : true) {
    values[field] = value === null || value === 0 ? null : value / 100;
  }
}

const GREEKS = [
  ['delta', 'greeks.delta'],
  ['gamma', 'greeks.gamma'],
  ['vega', 'greeks.vega'],
  ['theta', 'greeks.theta'],
  ['rho', 'greeks.rho'],
] as const;

/** What only options have. */
function putOption(values: Values, data: Fields, read: MessageReader): void {
  putVolatility(values, 'markVolatility', data, 'mark_iv', read);
  putVolatility(values, 'bidVolatility', data, 'bid_iv', read);
  putVolatility(values, 'askVolatility', data, 'ask_iv', read);
  const forward = read.positive(data['underlying_price'], 'underlying_price');
  if (forward !== null) values.forward = forward;
  // A side that nobody quotes has no volatility: some of its messages give the venue's bound, 500.
  if (values.bid === null) values.bidVolatility = null;
  if (values.ask === null) values.askVolatility = null;
  const { greeks = null } = data;
  if (!isFields(greeks)) {
    if (greeks !== null) read.fields(greeks, 'greeks');
    return;
  }
  for (const [name, field] of GREEKS) {
    const raw = greeks[name];
    const value = read.number(raw, field);
    if (value !== null || isNone(raw)) values[name] = value;
  }
}

/**
 * A ticker. Options: prices in the coin (inverse) or USDC (linear), volatilities in percent, Greeks
 * in dollars per coin as everywhere here. Futures: prices in the quote currency, amounts in dollars
 * (inverse) or coins (linear).
 *
 * @param read is within the object
 */
export function tickerEvent(data: Fields, symbol: string, read: MessageReader): TickerEvent {
  const option = isOption(symbol);
  const values: Values = {};
  const mark = option
    ? read.notNegative(data['mark_price'], 'mark_price')
    : read.positive(data['mark_price'], 'mark_price');
  if (mark !== null) values.mark = mark;
  putSome(values, 'last', data, 'last_price', read);
  putQuote(values, data, read);
  put(values, 'openInterest', data, 'open_interest', read);
  const index = read.positive(data['index_price'], 'index_price');
  if (index !== null) values.index = index;
  if (option) putOption(values, data, read);
  const funding = data['current_funding'];
  if (funding !== undefined) {
    const rate = read.number(funding, 'current_funding');
    if (rate !== null || isNone(funding)) values.funding = rate;
    values.fundingHours = 8;
  }
  const { estimated_delivery_price: settles } = data;
  const isExpired = settles === 'expired';
  const settlement = isExpired ? null : read.positive(settles, 'estimated_delivery_price');
  if (isExpired || settlement !== null) values.estimatedSettlement = settlement;
  return {
    kind: 'ticker',
    market: DERIBIT_MARKET,
    symbol,
    at: read.time(data['timestamp'] ?? data['creation_timestamp'], 'timestamp'),
    values,
  };
}

function putQuote(values: Values, data: Fields, read: MessageReader): void {
  putSome(values, 'bid', data, 'best_bid_price', read);
  putSome(values, 'ask', data, 'best_ask_price', read);
  putSome(values, 'bidSize', data, 'best_bid_amount', read);
  putSome(values, 'askSize', data, 'best_ask_amount', read);
}

/** The `quote` channel: the best of both sides. */
export function quoteEvent(data: Fields, symbol: string, read: MessageReader): TickerEvent {
  const values: Values = {};
  putQuote(values, data, read);
  return {
    kind: 'ticker',
    market: DERIBIT_MARKET,
    symbol,
    at: read.time(data['timestamp'], 'timestamp'),
    values,
  };
}

/** A row of `public/get_book_summary_by_currency`: what a ticker says, under other names. */
export function summaryEvent(row: Fields, symbol: string, read: MessageReader): TickerEvent {
  const renamed: Record<string, unknown> = {};
  for (const [from, to] of SUMMARY_NAMES) if (Object.hasOwn(row, from)) renamed[to] = row[from];
  return tickerEvent(renamed, symbol, read);
}

const SUMMARY_NAMES: readonly (readonly [from: string, to: string])[] = [
  ['mark_price', 'mark_price'],
  ['mark_iv', 'mark_iv'],
  ['last', 'last_price'],
  ['bid_price', 'best_bid_price'],
  ['ask_price', 'best_ask_price'],
  ['open_interest', 'open_interest'],
  ['underlying_price', 'underlying_price'],
  ['estimated_delivery_price', 'estimated_delivery_price'],
  ['current_funding', 'current_funding'],
  ['creation_timestamp', 'creation_timestamp'],
];
