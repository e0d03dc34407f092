import type { Instant } from '../../../engine/values/units.ts';
import { byNext, type BookRule, type Sequence } from '../books/book-rule.ts';
import type { BookEvent } from '../events.ts';

/**
 * Today's messages count by 1 (`u`). After a restart of the venue they begin at 1 with a snapshot: where
 * that one was lost, what follows looks old but is later, and is a gap.
 *
 * Those of 2021 have a number of the whole market in place of it (`first` is null), which only rises: it
 * tells what is late, and not what is lost.
 */
function follows(update: BookEvent, last: number, at: Instant | null): Sequence {
  if (update.first === null) return (update.last ?? 0) > last ? 'next' : 'old';
  const sequence = byNext(update, last);
  const later = update.at !== null && at !== null && update.at > at;
  return sequence === 'old' && later ? 'gap' : sequence;
}

/**
 * Books of every category and generation. The venue itself takes out what falls below its depth.
 *
 * @see bybit-exchange.github.io/docs/v5/websocket/public/orderbook
 */
export const bybitBookRule: BookRule = { follows, depth: null };
