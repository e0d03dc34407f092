import { contractOf } from '../../imports/okx/instruments.ts';
import { OKX_MARKET } from '../../imports/okx/names.ts';
import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame, TradeEvent } from '../events.ts';
import { isFields, MessageReader, type Fields } from '../message-reader.ts';
import { bestEvent, bookEvent } from './book.ts';
import { CHANNELS, channelOfAnswer, symbolAsked, type OkxChannel } from './channels.ts';
import {
  fundingValues,
  indexEvent,
  interestValues,
  markValues,
  quoteValues,
  settlementValues,
  summaryValues,
  tickerEvent,
  type ValuesOf,
} from './ticker.ts';

const market = OKX_MARKET;

/** One message of OKX v5: a push of a channel, a word of the socket, or the answer to a request. */
export function decodeOkx(frame: Frame): Decoded {
  // The answer to "ping" is the one text that is no JSON.
  if (frame.text === 'pong') {
    return { events: [{ kind: 'control', word: 'alive', detail: 'pong' }], faults: [] };
  }
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  const events = isFields(message.value)
    ? eventsOf(message.value, frame.endpoint, read)
    : (read.fault('malformed', '', 'the message is no object') ?? []);
  return { events, faults: read.faults };
}

function eventsOf(message: Fields, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  const { event, table, arg, code } = message;
  if (typeof event === 'string') return word(event, message);
  if (isFields(arg)) return push(arg, message, read);
  if (code !== undefined) return answer(message, endpoint, read);
  if (typeof table === 'string') {
    const detail = `unsupported generation: v3 ${table}`;
    return [{ kind: 'control', word: 'alive', detail }];
  }
  read.fault('malformed', '', 'neither a push of a channel nor an answer');
  return [];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Words of the socket; `notice` announces that it will be closed. */
function word(event: string, { code, msg, arg }: Fields): readonly FeedEvent[] {
  const told = `${text(msg)} (${text(code)})`;
  if (event === 'error' || event.endsWith('-error')) {
    return [{ kind: 'control', word: 'refused', detail: told }];
  }
  if (event === 'notice') return [{ kind: 'control', word: 'closing', detail: told }];
  if (event === 'subscribe' || event === 'unsubscribe' || event === 'login') {
    const of = isFields(arg) ? `${text(arg['channel'])} ${text(arg['instId'])}`.trim() : '';
    return [{ kind: 'control', word: 'answered', detail: `${event} ${of}`.trim() }];
  }
  return [{ kind: 'control', word: 'alive', detail: event }];
}

function push(arg: Fields, message: Fields, read: MessageReader): readonly FeedEvent[] {
  const name = arg['channel'];
  if (typeof name !== 'string') {
    // It may have been any book's.
    read.fault('malformed', '', 'a push does not name its channel');
    return [];
  }
  const channel = CHANNELS.get(name);
  if (channel === undefined) return [];
  const symbol = typeof arg['instId'] === 'string' ? arg['instId'] : null;
  const rows = read.list(message['data'], 'data');
  if (channel === 'books') return books(rows, symbol, message['action'], read);
  return (rows ?? []).flatMap((row, i) => rowEvents(channel, row, symbol, read, `data[${i}]`));
}

function books(
  rows: readonly unknown[] | null,
  symbol: string | null,
  action: unknown,
  read: MessageReader,
): readonly FeedEvent[] {
  if (symbol === null) {
    read.fault('missing-field', '', 'a book does not name its instrument');
    return [];
  }
  if (rows === null) return [{ kind: 'broken-book', market, symbol }];
  if (action !== 'snapshot' && action !== 'update') {
    read.fault('malformed', 'action', `"${String(action)}" is neither snapshot nor update`);
    return [{ kind: 'broken-book', market, symbol }];
  }
  return rows.map((row, i) => {
    const fields = read.fields(row, `data[${i}]`);
    return fields === null
      ? { kind: 'broken-book', market, symbol }
      : bookEvent(fields, symbol, action, read, `data[${i}]`);
  });
}

function answer(message: Fields, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  const { code, msg, data } = message;
  if (code !== '0' && code !== 0) {
    return [{ kind: 'control', word: 'refused', detail: `${text(msg)} (${String(code)})` }];
  }
  const rows = read.list(data, 'data');
  if (rows === null) return [];
  const channel = channelOfAnswer(endpoint, rows);
  if (channel === null) return [{ kind: 'control', word: 'answered', detail: 'ok' }];
  const symbol = symbolAsked(endpoint);
  if (channel === 'books') return books(rows, symbol, 'snapshot', read);
  return rows.flatMap((row, i) => rowEvents(channel, row, symbol, read, `data[${i}]`));
}

const VALUES: Partial<Record<OkxChannel, ValuesOf>> = {
  tickers: quoteValues,
  'mark-price': markValues,
  'funding-rate': fundingValues,
  'open-interest': interestValues,
  'opt-summary': summaryValues,
  'estimated-price': settlementValues,
};

function rowEvents(
  channel: OkxChannel,
  row: unknown,
  symbol: string | null,
  read: MessageReader,
  where: string,
): readonly FeedEvent[] {
  const fields = read.fields(row, where);
  if (fields === null) return [];
  const event = rowEvent(channel, fields, symbol, read, where);
  return event === null ? [] : [event];
}

function rowEvent(
  channel: OkxChannel,
  row: Fields,
  symbol: string | null,
  read: MessageReader,
  where: string,
): FeedEvent | null {
  const valuesOf = VALUES[channel];
  if (valuesOf !== undefined) return tickerEvent(row, valuesOf, read, where);
  if (channel === 'index-tickers') return indexEvent(row, read, where);
  if (channel === 'instruments') return contractEvent(row, read, where);
  if (channel === 'trades') return tradeEvent(row, read, where);
  return symbol === null
    ? read.fault('missing-field', 'arg.instId', 'a quote does not name its instrument')
    : bestEvent(row, symbol, read, where);
}

/** Pairs with margin are the spot pairs once more. */
function contractEvent(row: Fields, read: MessageReader, where: string): FeedEvent | null {
  if (row['instType'] === 'MARGIN') return null;
  const contract = contractOf(row);
  if (contract.ok) return { kind: 'contract', contract: contract.value };
  const { reason, message, at } = contract.failure;
  const symbol = text(row['instId']);
  return read.fault(
    reason,
    at === undefined ? where : `${where}.${at}`,
    message.includes(symbol) ? message : `${symbol}: ${message}`,
  );
}

/** `sz` in contracts; `side` is that of the taker. */
function tradeEvent(row: Fields, read: MessageReader, where: string): TradeEvent | null {
  const before = read.faults.length;
  const symbol = read.text(row['instId'], `${where}.instId`);
  const at = read.time(row['ts'], `${where}.ts`);
  const price = read.positive(row['px'], `${where}.px`);
  const quantity = read.positive(row['sz'], `${where}.sz`);
  const { side, tradeId } = row;
  if (side !== 'buy' && side !== 'sell') {
    return read.fault('malformed', `${where}.side`, `"${String(side)}" is no side`);
  }
  if (symbol === null || at === null || price === null || quantity === null) {
    const said = read.faults.length > before;
    return said ? null : read.fault('missing-field', where, 'no time, price or size of a trade');
  }
  const id = typeof tradeId === 'string' ? tradeId : null;
  return { kind: 'trade', market, symbol, at, price, quantity, side, id };
}
