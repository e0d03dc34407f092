import { asset } from '../../../engine/values/ids.ts';
import { DERIBIT_MARKET } from '../../imports/deribit/names.ts';
import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame, IndexEvent } from '../events.ts';
import { isFields, MessageReader, type Fields } from '../message-reader.ts';
import { answer } from './answer.ts';
import { bookEvent } from './book.ts';
import { isCombination } from './combination.ts';
import { quoteEvent, tickerEvent } from './ticker.ts';
import { trades } from './trades.ts';

const market = DERIBIT_MARKET;

/** One message of Deribit's JSON-RPC 2.0: a notification of a channel, or the answer to a request. */
export function decodeDeribit(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  const events = isFields(message.value)
    ? eventsOf(message.value, frame.endpoint, read)
    : (read.fault('malformed', '', 'the message is no object') ?? []);
  return { events, faults: read.faults };
}

function eventsOf(message: Fields, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  const { method, params, error, result } = message;
  if (method === 'heartbeat') return heartbeat(params);
  if (method === 'subscription') return notification(params, read);
  if (isFields(error)) {
    const { code, message: text } = error;
    return [{ kind: 'control', word: 'refused', detail: `${String(text)} (${String(code)})` }];
  }
  if (result === undefined) {
    read.fault('malformed', '', 'neither a notification nor an answer');
    return [];
  }
  return answer(result, endpoint, read);
}

function heartbeat(params: unknown): readonly FeedEvent[] {
  const type = isFields(params) ? params['type'] : null;
  return [
    { kind: 'control', word: type === 'test_request' ? 'asked' : 'alive', detail: String(type) },
  ];
}

function notification(params: unknown, read: MessageReader): readonly FeedEvent[] {
  const fields = isFields(params) ? params : {};
  const { channel } = fields;
  // What has no channel may have been a change of any book.
  if (typeof channel !== 'string' || channel === '') {
    read.fault('missing-field', '', 'a notification without params.channel');
    return [];
  }
  const topic = topicOf(channel);
  if (topic === 'trades') return trades(fields['data'], read, 'params.data');
  const data = read.fields(fields['data'], 'params.data');
  if (data === null) return brokenBook(channel);
  if (!TOPICS.has(topic)) {
    if (Object.hasOwn(data, 'change_id')) read.fault('malformed', '', `a book in "${channel}"`);
    return [];
  }
  read.within('params.data');
  if (topic === 'deribit_price_index') return index(data, read);
  if (topic === 'deribit_volatility_index') return volatilityIndex(data, read);
  const symbol = read.text(data['instrument_name'], 'instrument_name');
  if (symbol === null) return brokenBook(channel);
  if (!isOf(channel, topic, symbol)) {
    if (topic === 'book') read.within('');
    const field = topic === 'book' ? '' : 'instrument_name';
    read.fault('conflict', field, `a message of ${channel} is about ${symbol}`);
    return [];
  }
  if (isCombination(symbol)) return [];
  if (topic === 'book') return [bookEvent(data, symbol, read)];
  return [topic === 'quote' ? quoteEvent(data, symbol, read) : tickerEvent(data, symbol, read)];
}

/** Of the channels that are read, beside `trades`. */
const TOPICS: ReadonlySet<string> = new Set([
  'ticker',
  'quote',
  'book',
  'deribit_price_index',
  'deribit_volatility_index',
]);

/** `ticker` of `ticker.BTC-PERPETUAL.raw`. */
function topicOf(channel: string): string {
  const end = channel.indexOf('.');
  return end < 0 ? channel : channel.slice(0, end);
}

/** Whether `book.BTC-PERPETUAL.100ms` is a channel of that very instrument. */
function isOf(channel: string, topic: string, symbol: string): boolean {
  const end = topic.length + 1 + symbol.length;
  const isWhole = end === channel.length || channel[end] === '.';
  return isWhole && channel.startsWith(symbol, topic.length + 1);
}

/** A book's message without its body still says whose it is: `book.BTC-PERPETUAL.100ms`. */
function brokenBook(channel: string): readonly FeedEvent[] {
  const [topic, symbol] = channel.split('.');
  return topic === 'book' && symbol !== undefined ? [{ kind: 'broken-book', market, symbol }] : [];
}

/** Above 0; what is missing is a fault. */
function stated(data: Fields, name: string, read: MessageReader): number | null {
  const value = data[name] ?? '';
  return value === ''
    ? read.fault('missing-field', name, 'it is missing')
    : read.positive(value, name);
}

function index(data: Fields, read: MessageReader): readonly IndexEvent[] {
  const name = read.text(data['index_name'], 'index_name');
  const value = stated(data, 'price', read);
  const [base, quote, ...more] = (name ?? '').split('_');
  if (name === null || value === null || !base || !quote || more.length > 0) return [];
  const at = read.time(data['timestamp'], 'timestamp');
  return [{ kind: 'index', market, name, asset: asset(base), quote: asset(quote), at, value }];
}

function volatilityIndex(data: Fields, read: MessageReader): readonly FeedEvent[] {
  const name = read.text(data['index_name'], 'index_name');
  const percent = stated(data, 'volatility', read);
  const [base] = (name ?? '').split('_');
  if (name === null || percent === null || !base) return [];
  const at = read.time(data['timestamp'], 'timestamp');
  return [{ kind: 'volatility-index', market, name, asset: asset(base), at, value: percent / 100 }];
}
