import type { TickerEvent, TickerField } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';
import { isFields } from '../message-reader.ts';
import { DERIBIT_MARKET } from '../../imports/deribit/names.ts';

type Values = Partial<Record<TickerField, number | null>>;

const isOption = (symbol: string): boolean => /-[CP]$/.test(symbol);

/** A missing side of the book is sent as 0 or null. */
const side = (value: number | null): number | null => (value === 0 ? null : value);

/** What cannot be read is not taken for "there is none". */
const isNone = (raw: unknown): boolean => raw === null || raw === '' || raw === 0;

/** Percent to a fraction; 0 is no volatility. */
const percent = (value: number | null): number | null =>
  value === null || value === 0 ? null : value / 100;

/**
 * A ticker. Options: prices in the coin (inverse) or USDC (linear), volatilities in percent, Greeks
 * in dollars per coin as everywhere here. Futures: prices in the quote currency, amounts in dollars
 * (inverse) or coins (linear).
 */
export function tickerEvent(
  data: Fields,
  symbol: string,
  read: MessageReader,
  where: string,
): TickerEvent {
  const at = (field: string): string => `${where}.${field}`;
  const number = (field: string): number | null => read.number(data[field], at(field));
  const least = (field: string): number | null => read.notNegative(data[field], at(field));
  const option = isOption(symbol);
  const values: Values = {};
  const put = (field: TickerField, name: string, value: number | null): void => {
    if (value !== null || isNone(data[name])) values[field] = value;
  };
  const mark = option ? least('mark_price') : read.positive(data['mark_price'], at('mark_price'));
  if (mark !== null) values.mark = mark;
  put('last', 'last_price', side(least('last_price')));
  put('bid', 'best_bid_price', side(least('best_bid_price')));
  put('ask', 'best_ask_price', side(least('best_ask_price')));
  put('bidSize', 'best_bid_amount', side(least('best_bid_amount')));
  put('askSize', 'best_ask_amount', side(least('best_ask_amount')));
  put('openInterest', 'open_interest', least('open_interest'));
  const index = read.positive(data['index_price'], at('index_price'));
  if (index !== null) values.index = index;
  if (option) {
    put('markVolatility', 'mark_iv', percent(least('mark_iv')));
    put('bidVolatility', 'bid_iv', percent(least('bid_iv')));
    put('askVolatility', 'ask_iv', percent(least('ask_iv')));
    const forward = read.positive(data['underlying_price'], at('underlying_price'));
    if (forward !== null) values.forward = forward;
    // A side that nobody quotes has no volatility: some of its messages give the venue's bound, 500.
    if (values.bid === null) values.bidVolatility = null;
    if (values.ask === null) values.askVolatility = null;
    const { greeks = null } = data;
    if (isFields(greeks)) {
      for (const name of ['delta', 'gamma', 'vega', 'theta', 'rho'] as const) {
        const raw = greeks[name];
        const value = read.number(raw, at(`greeks.${name}`));
        if (value !== null || isNone(raw)) values[name] = value;
      }
    } else if (greeks !== null) read.fields(greeks, at('greeks'));
  }
  if (Object.hasOwn(data, 'current_funding')) {
    put('funding', 'current_funding', number('current_funding'));
    values.fundingHours = 8;
  }
  const { estimated_delivery_price: settles } = data;
  const isExpired = settles === 'expired';
  const settlement = isExpired ? null : read.positive(settles, at('estimated_delivery_price'));
  if (isExpired || settlement !== null) values.estimatedSettlement = settlement;
  return {
    kind: 'ticker',
    market: DERIBIT_MARKET,
    symbol,
    at: read.time(data['timestamp'] ?? data['creation_timestamp'], at('timestamp')),
    values,
  };
}

/** The `quote` channel: the best of both sides. */
export function quoteEvent(
  data: Fields,
  symbol: string,
  read: MessageReader,
  where: string,
): TickerEvent {
  const values: Values = {};
  for (const [field, name] of QUOTE_NAMES) {
    const value = side(read.notNegative(data[name], `${where}.${name}`));
    if (value !== null || isNone(data[name])) values[field] = value;
  }
  return {
    kind: 'ticker',
    market: DERIBIT_MARKET,
    symbol,
    at: read.time(data['timestamp'], `${where}.timestamp`),
    values,
  };
}

const QUOTE_NAMES = [
  ['bid', 'best_bid_price'],
  ['ask', 'best_ask_price'],
  ['bidSize', 'best_bid_amount'],
  ['askSize', 'best_ask_amount'],
] as const;

/** A row of `public/get_book_summary_by_currency`: what a ticker says, under other names. */
export function summaryEvent(
  row: Fields,
  symbol: string,
  read: MessageReader,
  where: string,
): TickerEvent {
  const renamed: Record<string, unknown> = {};
  for (const [from, to] of SUMMARY_NAMES) if (Object.hasOwn(row, from)) renamed[to] = row[from];
  return tickerEvent(renamed, symbol, read, where);
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
