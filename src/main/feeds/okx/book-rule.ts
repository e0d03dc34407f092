import { crc32 } from 'node:zlib';
import type { Level, OrderBook } from '../../../engine/orderbook/order-book.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { byPrevious, type BookRule, type Sequence } from '../books/book-rule.ts';
import type { BookEvent } from '../events.ts';

/** Levels a side that the `books` channel sends and keeps, taking out itself what falls below. */
const DEPTH = 400;
/** Levels a side that the checksum is made of. */
const CHECKED = 25;

const textOf = ({ text, price, quantity }: Level): string =>
  text === undefined ? `${price}:${quantity}` : `${text[0]}:${text[1]}`;

/** CRC32, signed, of `bid:size:ask:size:…`, best first; a side that ends early leaves its place out. */
function okxChecksum(book: OrderBook): number {
  const bids = book.bids(CHECKED);
  const asks = book.asks(CHECKED);
  const parts: string[] = [];
  for (let i = 0; i < Math.max(bids.length, asks.length); i++) {
    const [bid, ask] = [bids[i], asks[i]];
    if (bid !== undefined) parts.push(textOf(bid));
    if (ask !== undefined) parts.push(textOf(ask));
  }
  return crc32(parts.join(':')) | 0;
}

/**
 * Each message names the id before it; equal ids say that nothing changed. After maintenance ids begin
 * anew, lower, with a message that still names the one before: where that one was lost, what follows
 * looks old but is later, and is a gap.
 */
function follows(update: BookEvent, last: number, at: Instant | null): Sequence {
  const sequence = byPrevious(update, last);
  const later = update.at !== null && at !== null && update.at > at;
  return sequence === 'old' && later ? 'gap' : sequence;
}

/** Messages before `seqId` came in: each is held by its checksum, and one from the past is no part of it. */
function unnumbered(update: BookEvent, at: Instant | null): Sequence {
  const late = update.at === null || (at !== null && update.at < at);
  return update.checksum === null || late ? 'gap' : 'next';
}

/**
 * The `books` channel.
 *
 * @see www.okx.com/docs-v5/en, "WS / Order book channel": sequence ids, checksum
 */
export const okxBookRule: BookRule = { follows, unnumbered, depth: DEPTH, checksum: okxChecksum };
