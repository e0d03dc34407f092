import type { Level } from '../../../engine/orderbook/order-book.ts';
import { derivativeMarket } from '../../imports/bybit/markets.ts';
import type { BookEvent, BrokenBookEvent, FeedEvent, TradeEvent } from '../events.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';
import { tradeEvent } from './trade.ts';

/**
 * Messages of v2 (2019 to 2022): `orderBookL2_25` and `trade` of contracts, under either spelling of
 * their names. What else that generation sent is named and not read; null for what is none of it.
 */
export function legacyEvents(
  topic: string,
  message: Fields,
  read: MessageReader,
): readonly FeedEvent[] | null {
  const [name = '', symbol] = topic.split('.');
  if (name === 'orderBookL2_25' && symbol !== undefined) return [book(symbol, message, read)];
  const rows = message['data'];
  if (name === 'trade' && isList(rows)) return rows.flatMap((row, i) => trade(row, i, read));
  return OTHERS.has(name)
    ? [{ kind: 'control', word: 'alive', detail: `unsupported generation: ${name}` }]
    : null;
}

/** Also the first generation of spot: `depth`, `trade`, `bookTicker` with `params`. */
const OTHERS: ReadonlySet<string> = new Set([
  'orderBook_200',
  'instrument_info',
  'trade',
  'depth',
  'bookTicker',
]);

/** Levels have ids, and beside them what we keep them by: the price. */
function book(symbol: string, message: Fields, read: MessageReader): BookEvent | BrokenBookEvent {
  const market = derivativeMarket(symbol);
  const { type, data } = message;
  const snapshot = type === 'snapshot';
  const lists = snapshot ? [wholeOf(data)] : changesOf(data);
  const levels = { Buy: new Array<Level>(), Sell: new Array<Level>() };
  const last = read.id(message['cross_seq'] ?? message['crossSeq'], 'cross_seq');
  let broken = last === null || (!snapshot && type !== 'delta');
  if (broken)
    read.fault('malformed', 'cross_seq', 'a book without its number, or without its type');
  for (const [i, list] of lists.entries()) {
    const rows = read.list(list, 'data');
    broken ||= rows === null;
    for (const row of rows ?? []) {
      const fields = read.fields(row, 'data');
      const side = fields?.['side'];
      // The first list of changes is that of deletions.
      const size = !snapshot && i === 0 ? 0 : fields?.['size'];
      const level = fields === null ? null : read.level(fields['price'], size, 'data');
      if (level !== null && (side === 'Buy' || side === 'Sell')) levels[side].push(level);
      else {
        broken = true;
        if (level !== null) read.fault('malformed', 'data.side', `"${String(side)}" is no side`);
      }
    }
  }
  if (broken) return { kind: 'broken-book', market, symbol };
  return {
    kind: 'book',
    market,
    symbol,
    at: read.time(message['timestamp_e6'] ?? message['timestampE6'], 'timestamp_e6', 1_000),
    action: snapshot ? 'snapshot' : 'update',
    bids: levels.Buy,
    asks: levels.Sell,
    first: null,
    last,
    previous: null,
    checksum: null,
  };
}

const wholeOf = (data: unknown): unknown =>
  isFields(data) ? (data['order_book'] ?? data['orderBook']) : data;

const changesOf = (data: unknown): readonly unknown[] =>
  isFields(data) ? [data['delete'], data['update'], data['insert']] : [null];

function trade(row: unknown, i: number, read: MessageReader): readonly TradeEvent[] {
  const where = `data[${i}]`;
  const fields = read.fields(row, where);
  const symbol = fields === null ? null : read.text(fields['symbol'], `${where}.symbol`);
  if (fields === null || symbol === null) return [];
  const of = { market: derivativeMarket(symbol), symbol };
  const sent = fields['trade_time_ms'] ?? fields['tradeTimeMs'] ?? secondOf(fields['timestamp']);
  const id = fields['trade_id'] ?? fields['tradeId'];
  const event = tradeEvent(of, { ...fields, sent, id }, NAMES, read, where);
  return event === null ? [] : [event];
}

const NAMES = { at: 'sent', price: 'price', size: 'size', side: 'side', id: 'id' };

/** In 2019 trades only had their second, as text. */
const secondOf = (text: unknown): number | null =>
  typeof text === 'string' ? Date.parse(text) : null;
