import type { Level } from '../../../engine/orderbook/order-book.ts';
import { COINBASE_SPOT } from '../../imports/coinbase/names.ts';
import type { BookEvent, FeedEvent, TickerField } from '../events.ts';
import { isList, type Fields, type MessageReader } from '../message-reader.ts';
import { isoTime } from '../iso-time.ts';

const market = COINBASE_SPOT;

/** Messages of the older Exchange socket, one object each, told apart by `type`. Changes of books have no number. */
export function exchangeEvents(
  message: Fields,
  type: string,
  read: MessageReader,
): readonly FeedEvent[] {
  switch (type) {
    case 'snapshot':
    case 'l2update':
      return book(message, type, read);
    case 'ticker':
      return ticker(message, read);
    case 'match':
    case 'last_match':
      return trade(message, read);
    case 'subscriptions':
      return [{ kind: 'control', word: 'answered', detail: 'subscriptions' }];
    case 'heartbeat':
      return [{ kind: 'control', word: 'alive', detail: 'heartbeat' }];
    case 'error':
      return [{ kind: 'control', word: 'refused', detail: detailOf(message) }];
    default:
      return [];
  }
}

const detailOf = ({ message, reason }: Fields): string =>
  [message, reason]
    .filter((one) => typeof one === 'string')
    .join(': ')
    .slice(0, 200);

function book(
  message: Fields,
  type: 'snapshot' | 'l2update',
  read: MessageReader,
): readonly FeedEvent[] {
  const symbol = message['product_id'];
  if (typeof symbol !== 'string' || symbol === '') {
    read.fault('missing-field', '', 'a book that names no product');
    return [];
  }
  const sides =
    type === 'snapshot' ? wholeSides(message, read) : changedSides(message['changes'], read);
  if (sides === null) return [{ kind: 'broken-book', market, symbol }];
  const event: BookEvent = {
    kind: 'book',
    market,
    symbol,
    at: isoTime(message['time'], 'time', read),
    action: type === 'snapshot' ? 'snapshot' : 'update',
    ...sides,
    first: null,
    last: null,
    previous: null,
    checksum: null,
  };
  return [event];
}

type Sides = Pick<BookEvent, 'bids' | 'asks'>;

function wholeSides(message: Fields, read: MessageReader): Sides | null {
  const bids = read.levels(message['bids'], 'bids');
  const asks = read.levels(message['asks'], 'asks');
  return bids === null || asks === null ? null : { bids, asks };
}

/** `["buy" | "sell", price, size]`. */
function changedSides(value: unknown, read: MessageReader): Sides | null {
  const rows = read.list(value, 'changes');
  if (rows === null) return null;
  const bids: Level[] = [];
  const asks: Level[] = [];
  for (const row of rows) {
    if (!isList(row)) return read.fault('malformed', 'changes', 'a change is no list');
    const [side, price, size] = row;
    const level = read.level(price, size, 'changes');
    if (level === null) return null;
    if (side === 'buy') bids.push(level);
    else if (side === 'sell') asks.push(level);
    else return read.fault('malformed', 'changes', `"${String(side)}" is no side`);
  }
  return { bids, asks };
}

function ticker(message: Fields, read: MessageReader): readonly FeedEvent[] {
  const symbol = read.text(message['product_id'], 'product_id');
  if (symbol === null) return [];
  const values: Partial<Record<TickerField, number | null>> = {};
  for (const [field, name] of TICKER) {
    const raw = message[name];
    if (raw === undefined) continue;
    const value = read.notNegative(raw, name);
    // What cannot be read is not taken for "nobody quotes".
    if (value !== null || raw === null || raw === '') values[field] = value === 0 ? null : value;
  }
  return [{ kind: 'ticker', market, symbol, at: isoTime(message['time'], 'time', read), values }];
}

const TICKER: readonly (readonly [TickerField, string])[] = [
  ['last', 'price'],
  ['bid', 'best_bid'],
  ['bidSize', 'best_bid_size'],
  ['ask', 'best_ask'],
  ['askSize', 'best_ask_size'],
];

/** `side` is the maker's. */
function trade(message: Fields, read: MessageReader): readonly FeedEvent[] {
  const symbol = read.text(message['product_id'], 'product_id');
  const at = isoTime(message['time'], 'time', read);
  const price = read.positive(message['price'], 'price');
  const quantity = read.positive(message['size'], 'size');
  const maker = message['side'];
  if (symbol === null || at === null || price === null || quantity === null) return [];
  if (maker !== 'buy' && maker !== 'sell') {
    read.fault('malformed', 'side', `"${String(maker)}" is no side`);
    return [];
  }
  const side = maker === 'buy' ? 'sell' : 'buy';
  const id = typeof message['trade_id'] === 'number' ? String(message['trade_id']) : null;
  return [{ kind: 'trade', market, symbol, at, price, quantity, side, id }];
}
