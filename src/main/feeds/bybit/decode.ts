import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame } from '../events.ts';
import { isFields, isList, MessageReader, type Fields } from '../message-reader.ts';
import { answerEvents } from './answers.ts';
import { bestEvent, bookEvent } from './book.ts';
import { legacyEvents } from './legacy.ts';
import { marketOfEndpoint, marketOfName, marketOfTicker, marketOfTrade } from './market-of.ts';
import { tickerEvent } from './ticker.ts';
import { tradeEvent } from './trade.ts';

/** One message of Bybit v5: a topic, a word of the socket, or the answer to a request; books of v2 too. */
export function decodeBybit(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  const events = isFields(message.value)
    ? eventsOf(message.value, frame.endpoint, read)
    : (read.fault('malformed', '', 'the message is no object') ?? []);
  return { events, faults: read.faults };
}

function eventsOf(message: Fields, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  const { topic, retCode, op, success } = message;
  if (typeof topic === 'string') return topicEvents(topic, message, endpoint, read);
  if (retCode !== undefined && op === undefined) return answerEvents(message, endpoint, read);
  if (op !== undefined || success !== undefined) return word(message);
  read.fault('malformed', '', 'neither a topic nor an answer');
  return [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Acknowledgements differ by category: `success` with `ret_msg`, `op: pong`, lists of topics. */
function word(message: Fields): readonly FeedEvent[] {
  const { op, success, ret_msg: words, retMsg, data } = message;
  const said = textOf(words) || textOf(retMsg);
  const failed = isFields(data) && isList(data['failTopics']) ? data['failTopics'] : [];
  if (success === false || failed.length > 0) {
    const detail = [said, ...failed.map(textOf)].filter((part) => part !== '').join(' ');
    return [{ kind: 'control', word: 'refused', detail }];
  }
  const alive = op === 'pong' || op === 'ping' || said === 'pong';
  return [{ kind: 'control', word: alive ? 'alive' : 'answered', detail: textOf(op) || said }];
}

function topicEvents(
  topic: string,
  message: Fields,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  const [name, part, ...rest] = topic.split('.');
  if (name === 'orderbook') return books(part ?? '', rest.join('.'), message, endpoint, read);
  if (name === 'tickers') return ticker([part, ...rest].join('.'), message, endpoint, read);
  if (name === 'publicTrade') return trades(message, endpoint, read);
  return legacyEvents(topic, message, read) ?? [];
}

function books(
  depth: string,
  symbol: string,
  message: Fields,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  // Other kinds of depth (`rpi`, `full`) are not asked for.
  if (!/^\d+$/.test(depth)) return [];
  if (symbol === '') {
    read.fault('missing-field', '', 'a book does not name its instrument');
    return [];
  }
  const market = marketOfEndpoint(endpoint) ?? marketOfName(symbol);
  if (market === null) {
    read.fault('ambiguous', 'topic', `nothing says whether ${symbol} is a spot pair or a contract`);
    return [];
  }
  const { data, type } = message;
  const fields = read.fields(data, 'data');
  if (fields === null) return depth === '1' ? [] : [{ kind: 'broken-book', market, symbol }];
  const of = { market, symbol, at: read.time(message['ts'], 'ts') };
  return [(depth === '1' ? bestEvent : bookEvent)(of, fields, type, read, 'data')];
}

function ticker(
  symbol: string,
  message: Fields,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  const { data, type } = message;
  const fields = read.fields(data, 'data');
  if (fields === null) return [];
  const market = marketOfEndpoint(endpoint) ?? marketOfName(symbol) ?? marketOfTicker(data, type);
  if (market === null || symbol === '') {
    read.fault('missing-field', 'topic', 'a ticker does not name its instrument');
    return [];
  }
  const of = { market, symbol, at: read.time(message['ts'], 'ts') };
  return [tickerEvent(of, fields, read, 'data')];
}

function trades(message: Fields, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  const stated = marketOfEndpoint(endpoint);
  return (read.list(message['data'], 'data') ?? []).flatMap((row, i) => {
    const where = `data[${i}]`;
    const fields = read.fields(row, where);
    const symbol = fields === null ? null : read.text(fields['s'], `${where}.s`);
    if (fields === null || symbol === null) return [];
    const market = stated ?? marketOfName(symbol) ?? marketOfTrade(fields);
    const names = { at: 'T', price: 'p', size: 'v', side: 'S', id: 'i' };
    const event = tradeEvent({ market, symbol }, fields, names, read, where);
    return event === null ? [] : [event];
  });
}
