import { OKX_MARKET } from '../../imports/okx/names.ts';
import type { BookEvent, BrokenBookEvent, TickerEvent } from '../events.ts';
import { isList, type Fields, type MessageReader } from '../message-reader.ts';

const market = OKX_MARKET;

/**
 * A part of a book. Levels are `[price, size, "0", orders]`. The first generation (to 2022) has a
 * checksum and no ids; today's has ids, and 0 where the checksum was.
 */
export function bookEvent(
  row: Fields,
  symbol: string,
  action: 'snapshot' | 'update',
  read: MessageReader,
  where: string,
): BookEvent | BrokenBookEvent {
  const checksum = read.id(row['checksum'], `${where}.checksum`);
  const unreadable = checksum === null && isSaid(row['checksum']);
  const texts = checksum !== null && checksum !== 0;
  const bids = read.levels(row['bids'], `${where}.bids`, texts);
  const asks = read.levels(row['asks'], `${where}.asks`, texts);
  const last = read.id(row['seqId'], `${where}.seqId`);
  const previous = read.id(row['prevSeqId'], `${where}.prevSeqId`);
  const unnumbered =
    (last === null && isSaid(row['seqId'])) || (previous === null && isSaid(row['prevSeqId']));
  if (bids === null || asks === null || unreadable || unnumbered) {
    return { kind: 'broken-book', market, symbol };
  }
  return {
    kind: 'book',
    market,
    symbol,
    at: read.time(row['ts'], `${where}.ts`),
    action,
    bids,
    asks,
    first: null,
    last,
    // A snapshot follows nothing: −1.
    previous: previous === -1 ? null : previous,
    checksum: texts ? checksum : null,
  };
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The best level of each side, whole in every message (`bbo-tbt`, `books5`); an empty side has no quote. */
export function bestEvent(
  row: Fields,
  symbol: string,
  read: MessageReader,
  where: string,
): TickerEvent {
  const bids = best(row['bids'], `${where}.bids`, read);
  const asks = best(row['asks'], `${where}.asks`, read);
  return {
    kind: 'ticker',
    market,
    symbol,
    at: read.time(row['ts'], `${where}.ts`),
    values: {
      bid: read.positive(bids[0], `${where}.bids[0][0]`),
      bidSize: read.notNegative(bids[1], `${where}.bids[0][1]`),
      ask: read.positive(asks[0], `${where}.asks[0][0]`),
      askSize: read.notNegative(asks[1], `${where}.asks[0][1]`),
    },
  };
}

function best(side: unknown, field: string, read: MessageReader): readonly unknown[] {
  const first = (read.list(side, field) ?? [])[0];
  if (first !== undefined && !isList(first)) read.fault('malformed', field, 'a level is no list');
  return isList(first) ? first : [];
}
