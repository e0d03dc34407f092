import type { Instant } from '../../../engine/values/units.ts';
import { contractOf } from '../../imports/bybit/instruments.ts';
import type { FeedEvent } from '../events.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';
import { bookEvent } from './book.ts';
import { marketOfEndpoint, marketOfName, marketOfTicker } from './market-of.ts';
import { tickerEvent } from './ticker.ts';
import { tradeEvent } from './trade.ts';

/** Answers of REST v5: contracts, tickers, a book, trades; told apart by what their rows hold. */
export function answerEvents(
  message: Fields,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  const { retCode, retMsg, result, time } = message;
  if (retCode !== 0 && retCode !== '0') {
    return [{ kind: 'control', word: 'refused', detail: `${String(retMsg)} (${String(retCode)})` }];
  }
  const at = read.time(time, 'time');
  const fields = isFields(result) ? result : {};
  const rows = isList(fields['list']) ? fields['list'] : [];
  const context: Context = { endpoint: endpointOf(fields, endpoint), at, read };
  if (isList(fields['b']) && isList(fields['a'])) return book(fields, context);
  const events = rows.flatMap((row, i) => rowEvents(row, `result.list[${i}]`, context));
  return events.length > 0 || read.faults.length > 0
    ? events
    : [{ kind: 'control', word: 'answered', detail: 'ok', ...(at === null ? {} : { at }) }];
}

type Context = {
  /** Of the request, or what the answer itself says of its category. */
  readonly endpoint: string;
  readonly at: Instant | null;
  readonly read: MessageReader;
};

function endpointOf(result: Fields, endpoint: string): string {
  const { category } = result;
  return marketOfEndpoint(endpoint) === null && typeof category === 'string'
    ? `?category=${category}`
    : endpoint;
}

function book(result: Fields, { endpoint, read }: Context): readonly FeedEvent[] {
  const symbol = read.text(result['s'], 'result.s');
  if (symbol === null) return [];
  const market = marketOfEndpoint(endpoint) ?? marketOfName(symbol);
  if (market === null) {
    read.fault(
      'ambiguous',
      'result.s',
      `nothing says whether ${symbol} is a spot pair or a contract`,
    );
    return [];
  }
  const of = { market, symbol, at: read.time(result['ts'], 'result.ts') };
  return [bookEvent(of, result, 'snapshot', read, 'result')];
}

function rowEvents(row: unknown, where: string, context: Context): readonly FeedEvent[] {
  if (!isFields(row)) return [];
  if (Object.hasOwn(row, 'baseCoin') && Object.hasOwn(row, 'lotSizeFilter')) {
    return listed(row, where, context);
  }
  const { endpoint, at, read } = context;
  const symbol = typeof row['symbol'] === 'string' ? row['symbol'] : '';
  if (symbol === '') return [];
  const stated = marketOfEndpoint(endpoint) ?? marketOfName(symbol);
  if (Object.hasOwn(row, 'lastPrice')) {
    const market = stated ?? marketOfTicker(row, 'snapshot');
    return market === null ? [] : [tickerEvent({ market, symbol, at }, row, read, where)];
  }
  if (Object.hasOwn(row, 'execId') && Object.hasOwn(row, 'isBlockTrade') && stated !== null) {
    const names = { at: 'time', price: 'price', size: 'size', side: 'side', id: 'execId' };
    const trade = tradeEvent({ market: stated, symbol }, row, names, read, where);
    return trade === null ? [] : [trade];
  }
  return [];
}

/** A contract, and how often it pays funding, which the list has in minutes. */
function listed(row: Fields, where: string, { endpoint, at, read }: Context): readonly FeedEvent[] {
  const contract = contractOf(row);
  const symbol = String(row['symbol']);
  if (!contract.ok) {
    const { reason, message, at: field } = contract.failure;
    const named = message.includes(symbol) ? message : `${symbol}: ${message}`;
    read.fault(reason, field === undefined ? where : `${where}.${field}`, named);
    return [];
  }
  const { market } = contract.value;
  const stated = marketOfEndpoint(endpoint);
  if (stated !== null && stated !== market) {
    read.fault('conflict', where, `${symbol} is of ${market}, the list of ${stated}`);
    return [];
  }
  const found: FeedEvent[] = [{ kind: 'contract', contract: contract.value }];
  if (contract.value.instrumentKind !== 'perpetual') return found;
  const minutes = read.positive(row['fundingInterval'], `${where}.fundingInterval`);
  if (minutes !== null && minutes < HOUR) {
    const words = `${symbol}: funding every ${minutes} minutes`;
    read.fault('malformed', `${where}.fundingInterval`, words);
  } else if (minutes !== null) {
    found.push({ kind: 'ticker', market, symbol, at, values: { fundingHours: minutes / HOUR } });
  }
  return found;
}

/** Minutes. No contract of the venue pays more often than once in one. */
const HOUR = 60;

/** The URL of the page after, by an answer that names its cursor. */
export const nextPage =
  (url: string) =>
  (answer: string): string | null => {
    let whole: unknown;
    try {
      whole = JSON.parse(answer);
    } catch {
      return null;
    }
    const cursor = cursorIn(whole);
    return cursor === null ? null : `${url}&cursor=${encodeURIComponent(cursor)}`;
  };

/** `result.nextPageCursor`; null after the last page. */
export function cursorIn(answer: unknown): string | null {
  const result = isFields(answer) ? answer['result'] : null;
  const cursor = isFields(result) ? result['nextPageCursor'] : null;
  return typeof cursor === 'string' && cursor !== '' ? cursor : null;
}
