import type { Market } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { BookEvent, BrokenBookEvent, TickerEvent, TickerField } from '../events.ts';
import { isList, type Fields, type MessageReader } from '../message-reader.ts';

/** Whose message it is, and when the venue sent it. */
export type BookOf = {
  readonly market: Market;
  readonly symbol: string;
  readonly at: Instant | null;
};

/** `orderbook.{depth}`: levels are `[price, size]`. A message with the id 1 is whole, whatever it is called. */
export function bookEvent(
  of: BookOf,
  data: Fields,
  type: unknown,
  read: MessageReader,
  where: string,
): BookEvent | BrokenBookEvent {
  const { market, symbol } = of;
  const bids = read.levels(data['b'], `${where}.b`);
  const asks = read.levels(data['a'], `${where}.a`);
  const id = read.id(data['u'], `${where}.u`);
  const known = type === 'snapshot' || type === 'delta';
  if (!known) read.fault('malformed', 'type', `"${String(type)}" is neither snapshot nor delta`);
  if (bids === null || asks === null || id === null || !known) {
    if (data['u'] === undefined) read.fault('missing-field', `${where}.u`, 'a book without its id');
    return { kind: 'broken-book', market, symbol };
  }
  const action = type === 'snapshot' || id === 1 ? 'snapshot' : 'update';
  return {
    kind: 'book',
    ...of,
    action,
    bids,
    asks,
    first: id,
    last: id,
    previous: null,
    checksum: null,
  };
}

/**
 * `orderbook.1`: the best of both sides. It has ids of its own, and beside a deeper book it would be a
 * second one of the same instrument: it is read as a quote. A change names what it takes out with size 0.
 */
export function bestEvent(
  of: BookOf,
  data: Fields,
  type: unknown,
  read: MessageReader,
  where: string,
): TickerEvent {
  const values: Partial<Record<TickerField, number | null>> = {};
  for (const [side, price, size] of SIDES) {
    const rows = read.list(data[side], `${where}.${side}`);
    if (rows === null || (rows.length === 0 && type !== 'snapshot')) continue;
    const best = rows.find((row) => isList(row) && Number(row[1]) !== 0);
    const [at, held] = isList(best) ? best : [];
    values[price] = read.positive(at, `${where}.${side}`);
    values[size] = read.positive(held, `${where}.${side}`);
  }
  return { kind: 'ticker', ...of, values };
}

const SIDES = [
  ['b', 'bid', 'bidSize'],
  ['a', 'ask', 'askSize'],
] as const;
