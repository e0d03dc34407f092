import { asset } from '../../../engine/values/ids.ts';
import { contractOf } from '../../imports/deribit/instruments.ts';
import { DERIBIT_MARKET, deribitName } from '../../imports/deribit/names.ts';
import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame, IndexEvent, TradeEvent } from '../events.ts';
import { isFields, isList, MessageReader, type Fields } from '../message-reader.ts';
import { remembered } from '../remembered.ts';
import { bookEvent } from './book.ts';
import { quoteEvent, summaryEvent, tickerEvent } from './ticker.ts';

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
  const fields = read.fields(params, 'params');
  const channel = fields === null ? null : read.text(fields['channel'], 'params.channel');
  if (fields === null || channel === null) return [];
  const topic = topicOf(channel);
  if (topic === 'trades') return trades(fields['data'], read);
  const data = read.fields(fields['data'], 'params.data');
  if (data === null) return brokenBook(channel);
  read.within('params.data');
  if (topic === 'deribit_price_index') return index(data, read);
  if (topic === 'deribit_volatility_index') return volatilityIndex(data, read);
  if (topic !== 'ticker' && topic !== 'quote' && topic !== 'book') return [];
  const symbol = read.text(data['instrument_name'], 'instrument_name');
  if (symbol === null) return brokenBook(channel);
  if (isCombination(symbol)) return [];
  if (topic === 'book') return [bookEvent(data, symbol, read)];
  return [topic === 'quote' ? quoteEvent(data, symbol, read) : tickerEvent(data, symbol, read)];
}

/** `ticker` of `ticker.BTC-PERPETUAL.raw`. */
function topicOf(channel: string): string {
  const end = channel.indexOf('.');
  return end < 0 ? channel : channel.slice(0, end);
}

/** Combinations are traded, at any price above or below 0, and never held: their legs are. */
function isCombination(symbol: string): boolean {
  // Theirs is a word where others have their day.
  const day = symbol.charCodeAt(symbol.indexOf('-') + 1);
  return !(day >= ZERO && day <= NINE) && isNamedCombination(symbol);
}

const [ZERO, NINE] = [48, 57];

const isNamedCombination = remembered((symbol) => {
  const name = deribitName(symbol);
  return !name.ok && name.failure.reason === 'unsupported-instrument';
});

/** A book's message without its body still says whose it is: `book.BTC-PERPETUAL.100ms`. */
function brokenBook(channel: string): readonly FeedEvent[] {
  const [topic, symbol] = channel.split('.');
  return topic === 'book' && symbol !== undefined ? [{ kind: 'broken-book', market, symbol }] : [];
}

function index(data: Fields, read: MessageReader): readonly IndexEvent[] {
  const name = read.text(data['index_name'], 'index_name');
  const value = read.positive(data['price'], 'price');
  const [base, quote, ...more] = (name ?? '').split('_');
  if (name === null || value === null || !base || !quote || more.length > 0) return [];
  const at = read.time(data['timestamp'], 'timestamp');
  return [{ kind: 'index', market, name, asset: asset(base), quote: asset(quote), at, value }];
}

function volatilityIndex(data: Fields, read: MessageReader): readonly FeedEvent[] {
  const name = read.text(data['index_name'], 'index_name');
  const percent = read.positive(data['volatility'], 'volatility');
  const [base] = (name ?? '').split('_');
  if (name === null || percent === null || !base) return [];
  const at = read.time(data['timestamp'], 'timestamp');
  return [{ kind: 'volatility-index', market, name, asset: asset(base), at, value: percent / 100 }];
}

function trades(data: unknown, read: MessageReader): readonly TradeEvent[] {
  const rows = read.list(data, 'params.data') ?? [];
  return rows.flatMap((row, i) => {
    read.within('params.data');
    const fields = isFields(row) ? row : read.fields(row, `[${i}]`);
    if (fields === null) return [];
    read.within(`params.data[${i}]`);
    const symbol = read.text(fields['instrument_name'], 'instrument_name');
    const at = read.time(fields['timestamp'], 'timestamp');
    const price = read.positive(fields['price'], 'price');
    const quantity = read.positive(fields['amount'], 'amount');
    const side = fields['direction'];
    if (
      symbol === null ||
      isCombination(symbol) ||
      at === null ||
      price === null ||
      quantity === null
    )
      return [];
    if (side !== 'buy' && side !== 'sell') {
      read.fault('malformed', 'direction', `"${String(side)}" is no side`);
      return [];
    }
    const id = typeof fields['trade_id'] === 'string' ? fields['trade_id'] : null;
    return [{ kind: 'trade', market, symbol, at, price, quantity, side, id }];
  });
}

/** Answers are told apart by what they hold: the id in them is only our own count. */
function answer(result: unknown, endpoint: string, read: MessageReader): readonly FeedEvent[] {
  if (isList(result) && result.every((one) => typeof one === 'string')) {
    return [{ kind: 'control', word: 'answered', detail: `${result.length} channels` }];
  }
  if (isList(result)) return result.flatMap((row, i) => listed(row, `result[${i}]`, read));
  if (isFields(result) && endpoint.includes('get_order_book')) {
    read.within('result');
    const symbol = read.text(result['instrument_name'], 'instrument_name');
    return symbol === null
      ? []
      : [
          bookEvent({ ...result, type: 'snapshot' }, symbol, read),
          tickerEvent(result, symbol, read),
        ];
  }
  return [{ kind: 'control', word: 'answered', detail: 'ok' }];
}

function listed(row: unknown, where: string, read: MessageReader): readonly FeedEvent[] {
  read.within('');
  const fields = read.fields(row, where);
  if (fields === null) return [];
  read.within(where);
  const symbol = read.text(fields['instrument_name'], 'instrument_name');
  if (symbol === null || isCombination(symbol)) return [];
  if (!Object.hasOwn(fields, 'contract_size')) return [summaryEvent(fields, symbol, read)];
  const contract = contractOf(row);
  if (contract.ok) return [{ kind: 'contract', contract: contract.value }];
  const { reason, message, at } = contract.failure;
  read.within('');
  read.fault(reason, at === undefined ? where : `${where}.${at}`, `${symbol}: ${message}`);
  return [];
}
