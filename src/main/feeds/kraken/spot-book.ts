import { crc32 } from 'node:zlib';
import type { Level, OrderBook } from '../../../engine/orderbook/order-book.ts';
import { KRAKEN_SPOT } from '../../imports/kraken/names.ts';
import type { BookRule } from '../books/book-rule.ts';
import type { BookEvent, BrokenBookEvent } from '../events.ts';
import { isoTime } from '../iso-time.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';

const market = KRAKEN_SPOT;

/** Levels a side that are subscribed to. The checksum covers as many: none is out of its sight. */
export const SPOT_DEPTH = 10;

function levels(value: unknown, field: string, read: MessageReader): readonly Level[] | null {
  const rows = read.list(value, field);
  if (rows === null) return null;
  const found: Level[] = [];
  for (const row of rows) {
    if (!isFields(row)) return read.fault('malformed', field, 'a level is no object');
    const level = read.level(row['price'], row['qty'], field, true);
    if (level === null) return null;
    found.push(level);
  }
  return found;
}

/**
 * Messages of the channel `book`, a pair each. They have no number; each carries the checksum of the
 * book after it, whose digits are those that were sent.
 *
 * @param message with its numbers as text
 */
export function spotBook(
  message: Fields,
  read: MessageReader,
): readonly (BookEvent | BrokenBookEvent)[] {
  const { type, data } = message;
  if (!isList(data) || (type !== 'snapshot' && type !== 'update')) {
    read.fault('malformed', '', 'a message of books is neither a snapshot nor an update');
    return [];
  }
  return data.flatMap((row: unknown, i): readonly (BookEvent | BrokenBookEvent)[] => {
    const symbol = isFields(row) ? row['symbol'] : null;
    if (!isFields(row) || typeof symbol !== 'string' || symbol === '') {
      read.fault('missing-field', '', 'a change of a book names no pair');
      return [];
    }
    return [pairBook(row, symbol, type, read, `data[${i}].`)];
  });
}

function pairBook(
  row: Fields,
  symbol: string,
  action: BookEvent['action'],
  read: MessageReader,
  where: string,
): BookEvent | BrokenBookEvent {
  const bids = levels(row['bids'], `${where}bids`, read);
  const asks = levels(row['asks'], `${where}asks`, read);
  const checksum = read.id(row['checksum'], `${where}checksum`);
  if (bids === null || asks === null || checksum === null) {
    if (row['checksum'] === undefined || row['checksum'] === null) {
      read.fault('missing-field', `${where}checksum`, 'a book without its checksum');
    }
    return { kind: 'broken-book', market, symbol };
  }
  return {
    kind: 'book',
    market,
    symbol,
    at: isoTime(row['timestamp'], `${where}timestamp`, read),
    action,
    bids,
    asks,
    first: null,
    last: null,
    previous: null,
    checksum,
  };
}

const digits = (text: string): string => text.replace('.', '').replace(/^0+/, '');

const textOf = ({ text, price, quantity }: Level): string => {
  const [at, held] = text ?? [String(price), String(quantity)];
  return digits(at) + digits(held);
};

/** CRC32, unsigned, of the ten best asks and then bids, without points and leading zeros. */
function spotChecksum(book: OrderBook): number {
  const sides = [...book.asks(10), ...book.bids(10)];
  return crc32(sides.map(textOf).join(''));
}

/**
 * Kraken's spot books: held by their checksums alone.
 *
 * @see docs.kraken.com/exchange/guides/websockets/book-checksum-v2
 */
export const spotBookRule: BookRule = {
  follows: () => 'gap',
  // A message from before what is held is in it already; every other is held by its checksum.
  unnumbered: ({ at }, held) => (at !== null && held !== null && at < held ? 'old' : 'next'),
  depth: SPOT_DEPTH,
  checksum: spotChecksum,
};
