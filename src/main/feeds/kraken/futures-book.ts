import type { Level } from '../../../engine/orderbook/order-book.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { KRAKEN_FUTURES } from '../../imports/kraken/names.ts';
import type { BookEvent, BrokenBookEvent } from '../events.ts';
import { isFields, type Fields, type MessageReader } from '../message-reader.ts';

const broken = (symbol: string): BrokenBookEvent => ({
  kind: 'broken-book',
  market: KRAKEN_FUTURES,
  symbol,
});

function levels(value: unknown, field: string, read: MessageReader): readonly Level[] | null {
  const rows = read.list(value, field);
  if (rows === null) return null;
  const found: Level[] = [];
  for (const row of rows) {
    if (!isFields(row)) return read.fault('malformed', field, 'a level is no object');
    const level = read.level(row['price'], row['qty'], field);
    if (level === null) return null;
    found.push(level);
  }
  return found;
}

function sequence(data: Fields, read: MessageReader): number | null {
  const last = read.id(data['seq'], 'seq');
  return last === null && (data['seq'] === undefined || data['seq'] === null)
    ? read.fault('missing-field', 'seq', 'a book without its number')
    : last;
}

const event = (
  symbol: string,
  action: BookEvent['action'],
  at: Instant | null,
  last: number,
  sides: Pick<BookEvent, 'bids' | 'asks'>,
): BookEvent => ({
  kind: 'book',
  market: KRAKEN_FUTURES,
  symbol,
  at,
  action,
  ...sides,
  first: null,
  last,
  previous: null,
  checksum: null,
});

/** `book_snapshot`: the whole book; the next message has the number after its own. */
export function futuresSnapshot(
  data: Fields,
  symbol: string,
  read: MessageReader,
): BookEvent | BrokenBookEvent {
  const bids = levels(data['bids'], 'bids', read);
  const asks = levels(data['asks'], 'asks', read);
  const last = sequence(data, read);
  if (bids === null || asks === null || last === null) return broken(symbol);
  return event(symbol, 'snapshot', read.time(data['timestamp'], 'timestamp'), last, {
    bids,
    asks,
  });
}

/** `book`: one level of one side. */
export function futuresChange(
  data: Fields,
  symbol: string,
  read: MessageReader,
): BookEvent | BrokenBookEvent {
  const { side } = data;
  const level = read.level(data['price'], data['qty'], 'price');
  const last = sequence(data, read);
  if (side !== 'buy' && side !== 'sell') {
    read.fault('malformed', 'side', 'a level is on neither side');
    return broken(symbol);
  }
  if (level === null || last === null) return broken(symbol);
  return event(
    symbol,
    'update',
    read.time(data['timestamp'], 'timestamp'),
    last,
    side === 'buy' ? { bids: [level], asks: [] } : { bids: [], asks: [level] },
  );
}
