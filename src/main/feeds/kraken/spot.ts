import { KRAKEN_SPOT } from '../../imports/kraken/names.ts';
import type { FeedEvent, TickerEvent, TickerField, TradeEvent } from '../events.ts';
import { isoTime } from '../iso-time.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';
import { spotBook } from './spot-book.ts';

const market = KRAKEN_SPOT;

/** A message of a channel of the socket `v2`. Channels that are not asked for are left alone. */
export function spotEvents(
  message: Fields,
  channel: string,
  read: MessageReader,
): readonly FeedEvent[] {
  switch (channel) {
    case 'heartbeat':
      return [{ kind: 'control', word: 'alive', detail: 'heartbeat' }];
    case 'status':
      return [{ kind: 'control', word: 'alive', detail: statusIn(message) }];
    case 'ticker':
      return rowsOf(message, read).flatMap(([row, where]) => ticker(row, read, where));
    case 'trade':
      return rowsOf(message, read).flatMap(([row, where]) => trade(row, read, where));
    case 'book':
      return spotBook(message, read);
    default:
      return [];
  }
}

/** `online`, `cancel_only`, `post_only`, `maintenance`. */
function statusIn({ data }: Fields): string {
  const [first]: readonly unknown[] = isList(data) ? data : [];
  const system = isFields(first) ? first['system'] : null;
  return typeof system === 'string' ? `status: ${system}` : 'status';
}

/** Answers to `subscribe`, `unsubscribe` and `ping`; some of them name the fault alone. */
export function spotAnswer(message: Fields): readonly FeedEvent[] {
  const { method, error, symbol, success } = message;
  const parts = [method, symbol, error].filter((part) => typeof part === 'string');
  const refused = success === false || typeof error === 'string';
  return [
    {
      kind: 'control',
      word: refused ? 'refused' : method === 'pong' ? 'alive' : 'answered',
      detail: parts.join(': ').slice(0, 200),
    },
  ];
}

function rowsOf(
  message: Fields,
  read: MessageReader,
): readonly (readonly [row: Fields, where: string])[] {
  return (read.list(message['data'], 'data') ?? []).flatMap((row, i) => {
    const fields = read.fields(row, `data[${i}]`);
    return fields === null ? [] : [[fields, `data[${i}].`] as const];
  });
}

const TICKER: readonly (readonly [TickerField, string])[] = [
  ['bid', 'bid'],
  ['bidSize', 'bid_qty'],
  ['ask', 'ask'],
  ['askSize', 'ask_qty'],
  ['last', 'last'],
];

/** Prices in the quote currency, quantities in the base currency. */
function ticker(row: Fields, read: MessageReader, where: string): readonly TickerEvent[] {
  const symbol = read.text(row['symbol'], `${where}symbol`);
  if (symbol === null) return [];
  const values: Partial<Record<TickerField, number | null>> = {};
  for (const [field, name] of TICKER) {
    const raw = row[name];
    if (raw === undefined) continue;
    const value = read.notNegative(raw, `${where}${name}`);
    if (value !== null || raw === null) values[field] = value === 0 ? null : value;
  }
  const at = isoTime(row['timestamp'], `${where}timestamp`, read);
  return [{ kind: 'ticker', market, symbol, at, values }];
}

/** `side` is of the order that came later. */
function trade(row: Fields, read: MessageReader, where: string): readonly TradeEvent[] {
  const symbol = read.text(row['symbol'], `${where}symbol`);
  const at = isoTime(row['timestamp'], `${where}timestamp`, read);
  const price = read.positive(row['price'], `${where}price`);
  const quantity = read.positive(row['qty'], `${where}qty`);
  const { side, trade_id: id } = row;
  if (side !== 'buy' && side !== 'sell') {
    read.fault('malformed', `${where}side`, 'a trade has no side');
    return [];
  }
  if (symbol === null || at === null || price === null || quantity === null) {
    read.fault('missing-field', where, 'a trade lacks its symbol, time, price or quantity');
    return [];
  }
  return [
    {
      kind: 'trade',
      market,
      symbol,
      at,
      price,
      quantity,
      side,
      id: typeof id === 'number' ? String(id) : null,
    },
  ];
}
