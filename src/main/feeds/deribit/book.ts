import type { Level } from '../../../engine/orderbook/order-book.ts';
import { DERIBIT_MARKET } from '../../imports/deribit/names.ts';
import type { BookEvent, BrokenBookEvent } from '../events.ts';
import { isList, type Fields, type MessageReader } from '../message-reader.ts';

/** `["new" | "change" | "delete", price, amount]`, or `[price, amount]` in the grouped channels. */
function levels(value: unknown, field: string, read: MessageReader): readonly Level[] | null {
  const rows = read.list(value, field);
  if (rows === null) return null;
  const found: Level[] = [];
  for (const row of rows) {
    if (!isList(row)) return read.fault('malformed', field, 'a level is no list');
    const grouped = row.length === 2;
    const word = grouped ? 'change' : row[0];
    const price = grouped ? row[0] : row[1];
    const amount = grouped ? row[1] : row[2];
    if (word !== 'new' && word !== 'change' && word !== 'delete') {
      return read.fault('malformed', field, `"${String(word)}" is no change of a level`);
    }
    const level = read.level(price, word === 'delete' ? 0 : amount, field);
    if (level === null) return null;
    found.push(level);
  }
  return found;
}

/**
 * Messages of `book.*`: a snapshot first, then changes that name the one before. Those of the grouped
 * channels say no type and hold the whole book each.
 *
 * @param read is within the object
 */
export function bookEvent(
  data: Fields,
  symbol: string,
  read: MessageReader,
): BookEvent | BrokenBookEvent {
  const market = DERIBIT_MARKET;
  const bids = levels(data['bids'], 'bids', read);
  const asks = levels(data['asks'], 'asks', read);
  const last = read.id(data['change_id'], 'change_id');
  const previous = read.id(data['prev_change_id'], 'prev_change_id');
  if (bids === null || asks === null || last === null) {
    if (last === null) read.fault('missing-field', 'change_id', 'a book without its id');
    return { kind: 'broken-book', market, symbol };
  }
  const { type, prev_change_id: before = null } = data;
  const follows = type !== 'snapshot' && (type !== undefined || before !== null);
  if (follows && previous === null) {
    read.fault('missing-field', 'prev_change_id', 'a change that follows no other');
    return { kind: 'broken-book', market, symbol };
  }
  return {
    kind: 'book',
    market,
    symbol,
    at: read.time(data['timestamp'], 'timestamp'),
    action: follows ? 'update' : 'snapshot',
    bids,
    asks,
    first: null,
    last,
    previous,
    checksum: null,
  };
}
