import { krakenSymbol } from '../../../engine/instruments/kraken.ts';
import { krakenContract } from '../../imports/kraken/instruments.ts';
import type { ControlEvent, FeedEvent } from '../events.ts';
import { isoTime } from '../iso-time.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';
import { futuresChange, futuresSnapshot } from './futures-book.ts';
import { futuresTicker, listedTicker } from './futures-ticker.ts';
import { futuresTrade } from './futures-trades.ts';

/** Messages about subscriptions: they carry `event`, and no data. */
export function futuresWord(message: Fields, event: string): readonly ControlEvent[] {
  const { message: said, feed } = message;
  const detail = [event, feed, said].filter((part) => typeof part === 'string').join(': ');
  // A feed that is asked for once more, as our sign of life, is told so by an alert.
  const again = typeof said === 'string' && said.startsWith('Already subscribed');
  const refused = !again && /^(?:error|alert)$|_failed$/.test(event);
  return [
    { kind: 'control', word: refused ? 'refused' : 'answered', detail: detail.slice(0, 200) },
  ];
}

/** Messages of a feed of the socket `ws/v1`. Feeds that are not asked for are left alone. */
export function futuresEvents(
  message: Fields,
  feed: string,
  read: MessageReader,
): readonly FeedEvent[] {
  if (feed === 'heartbeat') {
    const at = read.time(message['time'], 'time');
    return [
      { kind: 'control', word: 'alive', detail: 'heartbeat', ...(at === null ? {} : { at }) },
    ];
  }
  if (!FEEDS.has(feed)) return [];
  const symbol = symbolIn(message, feed, read);
  if (symbol === null) return [];
  switch (feed) {
    case 'book':
      return [futuresChange(message, symbol, read)];
    case 'book_snapshot':
      return [futuresSnapshot(message, symbol, read)];
    case 'trade':
      return futuresTrade(message, symbol, read, '');
    case 'trade_snapshot':
      return pastTrades(message, symbol, read);
    default:
      return [futuresTicker(message, symbol, read)];
  }
}

const FEEDS: ReadonlySet<string> = new Set([
  'ticker',
  'ticker_lite',
  'book',
  'book_snapshot',
  'trade',
  'trade_snapshot',
]);

/** A change of a book that names none may be of any: its fault has no field. */
function symbolIn(message: Fields, feed: string, read: MessageReader): string | null {
  const { product_id: named } = message;
  if (typeof named === 'string' && named !== '') return krakenSymbol(named);
  const field = feed.startsWith('book') ? '' : 'product_id';
  return read.fault('missing-field', field, `a message of ${feed} names no product`);
}

/** The newest comes first; they are told in the order in which they were made. */
function pastTrades(message: Fields, symbol: string, read: MessageReader): readonly FeedEvent[] {
  const rows = read.list(message['trades'], 'trades') ?? [];
  return rows
    .flatMap((row, i) => {
      const fields = read.fields(row, `trades[${i}]`);
      return fields === null ? [] : futuresTrade(fields, symbol, read, `trades[${i}].`);
    })
    .toReversed();
}

/**
 * Answers of `derivatives/api/v3`: instruments and tickers. An order book that was asked for has no
 * number, so that nothing can be spliced onto it: the socket's own snapshots are used.
 */
export function futuresAnswer(message: Fields, read: MessageReader): readonly FeedEvent[] {
  const { result, error, errors, instruments, tickers } = message;
  if (result === 'error') {
    const told = isList(errors) ? JSON.stringify(errors) : String(error);
    return [{ kind: 'control', word: 'refused', detail: told.slice(0, 200) }];
  }
  if (isList(instruments)) return instruments.flatMap((row, i) => listed(row, i, read));
  if (isList(tickers)) {
    const at = isoTime(message['serverTime'], 'serverTime', read);
    return tickers.flatMap((row, i) => {
      const fields = read.fields(row, `tickers[${i}]`);
      return fields === null ? [] : listedTicker(fields, at, read, `tickers[${i}].`);
    });
  }
  return [
    { kind: 'control', word: 'answered', detail: Object.keys(message).join(', ').slice(0, 200) },
  ];
}

/** The list holds indices beside contracts. */
function listed(row: unknown, i: number, read: MessageReader): readonly FeedEvent[] {
  const symbol = isFields(row) ? row['symbol'] : null;
  if (typeof symbol === 'string' && /^(?:in|rr)_/i.test(symbol)) return [];
  const contract = krakenContract(row);
  if (contract.ok) return [{ kind: 'contract', contract: contract.value }];
  const { reason, message, at } = contract.failure;
  const where = `instruments[${i}]${at === undefined || at === '' ? '' : `.${at}`}`;
  read.fault(reason, where, `${typeof symbol === 'string' ? symbol : 'a row'}: ${message}`);
  return [];
}
