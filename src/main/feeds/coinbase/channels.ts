import type { Level } from '../../../engine/orderbook/order-book.ts';
import { COINBASE_SPOT } from '../../imports/coinbase/names.ts';
import type { FeedEvent, TickerEvent, TickerField, TradeEvent } from '../events.ts';
import { isFields, type Fields, type MessageReader } from '../message-reader.ts';
import { isoTime } from '../iso-time.ts';

const market = COINBASE_SPOT;

/** Messages of the Advanced Trade socket: `{channel, timestamp, sequence_num, events: […]}`. */
export function channelEvents(
  message: Fields,
  channel: string,
  read: MessageReader,
): readonly FeedEvent[] {
  if (channel === 'subscriptions') {
    return [{ kind: 'control', word: 'answered', detail: 'subscriptions' }];
  }
  if (channel === 'heartbeats') return [{ kind: 'control', word: 'alive', detail: 'heartbeat' }];
  const of = readers.get(channel);
  if (of === undefined) return [];
  const events = read.list(message['events'], 'events');
  if (events === null) return [];
  return events.flatMap((event, i) => {
    const where = `events[${i}]`;
    const fields = read.fields(event, where);
    return fields === null ? [] : of(fields, message, where, read);
  });
}

type Reader = (
  event: Fields,
  message: Fields,
  where: string,
  read: MessageReader,
) => readonly FeedEvent[];

/** `l2_data`: a snapshot first, then levels that changed, each with its new quantity. */
const book: Reader = (event, message, where, read) => {
  const symbol = event['product_id'];
  if (typeof symbol !== 'string' || symbol === '') {
    read.fault('missing-field', '', 'a book that names no product');
    return [];
  }
  const sides = sidesOf(event['updates'], `${where}.updates`, read);
  const { type } = event;
  if (sides === null || (type !== 'snapshot' && type !== 'update')) {
    if (sides !== null) read.fault('malformed', `${where}.type`, `"${String(type)}" is no change`);
    return [{ kind: 'broken-book', market, symbol }];
  }
  return [
    {
      kind: 'book',
      market,
      symbol,
      at: isoTime(message['timestamp'], 'timestamp', read),
      action: type,
      ...sides,
      first: null,
      last: null,
      previous: null,
      checksum: null,
    },
  ];
};

function sidesOf(
  value: unknown,
  where: string,
  read: MessageReader,
): { readonly bids: readonly Level[]; readonly asks: readonly Level[] } | null {
  const rows = read.list(value, where);
  if (rows === null) return null;
  const bids: Level[] = [];
  const asks: Level[] = [];
  for (const row of rows) {
    if (!isFields(row)) return read.fault('malformed', where, 'a level is no object');
    const level = read.level(row['price_level'], row['new_quantity'], where);
    if (level === null) return null;
    if (row['side'] === 'bid') bids.push(level);
    else if (row['side'] === 'offer') asks.push(level);
    else return read.fault('malformed', where, `"${String(row['side'])}" is no side`);
  }
  return { bids, asks };
}

const tickers: Reader = (event, message, where, read) =>
  (read.list(event['tickers'], `${where}.tickers`) ?? []).flatMap((row, i): TickerEvent[] => {
    const at = `${where}.tickers[${i}]`;
    const fields = read.fields(row, at);
    const symbol = fields === null ? null : read.text(fields['product_id'], `${at}.product_id`);
    if (fields === null || symbol === null) return [];
    const values: Partial<Record<TickerField, number | null>> = {};
    for (const [field, name] of TICKER) {
      const raw = fields[name];
      if (raw === undefined) continue;
      const value = read.notNegative(raw, `${at}.${name}`);
      if (value !== null || isNothing(raw)) values[field] = value === 0 ? null : value;
    }
    const time = isoTime(message['timestamp'], 'timestamp', read);
    return [{ kind: 'ticker', market, symbol, at: time, values }];
  });

/** What cannot be read is not taken for "nobody quotes". */
const isNothing = (raw: unknown): boolean => raw === null || raw === '';

const TICKER: readonly (readonly [TickerField, string])[] = [
  ['last', 'price'],
  ['bid', 'best_bid'],
  ['bidSize', 'best_bid_quantity'],
  ['ask', 'best_ask'],
  ['askSize', 'best_ask_quantity'],
];

/** `side` is the maker's: whoever came later is on the other. */
const trades: Reader = (event, _message, where, read) =>
  (read.list(event['trades'], `${where}.trades`) ?? []).flatMap((row, i): TradeEvent[] => {
    const at = `${where}.trades[${i}]`;
    const fields = read.fields(row, at);
    const symbol = fields === null ? null : read.text(fields['product_id'], `${at}.product_id`);
    if (fields === null || symbol === null) return [];
    const time = isoTime(fields['time'], `${at}.time`, read);
    const price = read.positive(fields['price'], `${at}.price`);
    const quantity = read.positive(fields['size'], `${at}.size`);
    const maker = fields['side'];
    if (time === null || price === null || quantity === null) return [];
    if (maker !== 'BUY' && maker !== 'SELL') {
      read.fault('malformed', `${at}.side`, `"${String(maker)}" is no side`);
      return [];
    }
    const side = maker === 'BUY' ? 'sell' : 'buy';
    const id = typeof fields['trade_id'] === 'string' ? fields['trade_id'] : null;
    return [{ kind: 'trade', market, symbol, at: time, price, quantity, side, id }];
  });

const readers: ReadonlyMap<string, Reader> = new Map([
  ['l2_data', book],
  ['ticker', tickers],
  ['ticker_batch', tickers],
  ['market_trades', trades],
]);
