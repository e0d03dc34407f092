import { asset } from '../../../engine/values/ids.ts';
import type { Level } from '../../../engine/orderbook/order-book.ts';
import { HYPERLIQUID_MARKET } from '../../imports/hyperliquid/names.ts';
import { messageOf } from '../decoded.ts';
import type {
  BookEvent,
  BrokenBookEvent,
  ContractEvent,
  Decoded,
  FeedEvent,
  Frame,
  TickerEvent,
  TickerField,
  TradeEvent,
} from '../events.ts';
import { isFields, isList, MessageReader, type Fields } from '../message-reader.ts';

const market = HYPERLIQUID_MARKET;

/** Spot pairs are named `@107` or `PURR/USDC`: nothing that is held here is one. */
const isPerpetual = (coin: string): boolean => /^(?:[a-z0-9]+:)?[A-Za-z0-9]+$/.test(coin);

/** Channels that say nothing that is followed here. */
const UNUSED: ReadonlySet<string> = new Set([
  'allMids',
  'activeSpotAssetCtx',
  'candle',
  'notification',
  'webData2',
  'user',
  'userFills',
  'userFundings',
  'userNonFundingLedgerUpdates',
  'userEvents',
  'orderUpdates',
]);

/** One message of Hyperliquid: of a channel, or the answer to a request to `/info`. */
export function decodeHyperliquid(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  return { events: eventsOf(message.value, read), faults: read.faults };
}

function eventsOf(value: unknown, read: MessageReader): readonly FeedEvent[] {
  if (isList(value)) return contextsOf(value, read);
  if (!isFields(value)) return unreadable(read, 'the message is no object');
  const { channel, data } = value;
  if (channel === undefined) return answer(value, read);
  switch (channel) {
    case 'l2Book':
      return isFields(data)
        ? bookOf(data, 'data', read)
        : unreadable(read, 'a book without its data');
    case 'bbo':
      return withCoin(data, read, bestOf);
    case 'activeAssetCtx':
      return withCoin(data, read, contextOf);
    case 'trades':
      return tradesOf(data, read);
    case 'subscriptionResponse':
      return [{ kind: 'control', word: 'answered', detail: 'subscription' }];
    case 'pong':
      return [{ kind: 'control', word: 'alive', detail: 'pong' }];
    case 'error':
      return [{ kind: 'control', word: 'refused', detail: String(data).slice(0, 200) }];
    default:
      if (typeof channel === 'string' && UNUSED.has(channel)) return [];
      return unreadable(read, 'a message of no channel that is known');
  }
}

/** A message that may have been a change of any book. */
function unreadable(read: MessageReader, message: string): readonly FeedEvent[] {
  read.fault('malformed', '', message);
  return [];
}

function withCoin(
  data: unknown,
  read: MessageReader,
  of: (data: Fields, coin: string, read: MessageReader) => FeedEvent | null,
): readonly FeedEvent[] {
  const fields = read.fields(data, 'data');
  const coin = fields === null ? null : read.text(fields['coin'], 'data.coin');
  if (fields === null || coin === null || !isPerpetual(coin)) return [];
  const event = of(fields, coin, read);
  return event === null ? [] : [event];
}

/** A whole book, at most 20 levels a side: `[bids, asks]`. */
function bookOf(
  data: Fields,
  where: string,
  read: MessageReader,
): readonly (BookEvent | BrokenBookEvent)[] {
  const coin = data['coin'];
  if (typeof coin !== 'string' || coin === '') {
    read.fault('missing-field', '', 'a book that names no coin');
    return [];
  }
  if (!isPerpetual(coin)) return [];
  const sides = read.list(data['levels'], `${where}.levels`);
  const bids = sideOf(sides?.[0], `${where}.levels[0]`, read);
  const asks = sideOf(sides?.[1], `${where}.levels[1]`, read);
  const at = read.time(data['time'], `${where}.time`);
  if (bids === null || asks === null) return [{ kind: 'broken-book', market, symbol: coin }];
  return [
    {
      kind: 'book',
      market,
      symbol: coin,
      at,
      action: 'snapshot',
      bids,
      asks,
      first: null,
      last: null,
      previous: null,
      checksum: null,
    },
  ];
}

function sideOf(value: unknown, where: string, read: MessageReader): readonly Level[] | null {
  const rows = read.list(value, where);
  if (rows === null) return null;
  const levels: Level[] = [];
  for (const row of rows) {
    const level = isFields(row) ? read.level(row['px'], row['sz'], where) : null;
    if (level === null) {
      return isFields(row) ? null : read.fault('malformed', where, 'a level is no object');
    }
    levels.push(level);
  }
  return levels;
}

const ticker = (
  symbol: string,
  at: TickerEvent['at'],
  values: TickerEvent['values'],
): TickerEvent => ({
  kind: 'ticker',
  market,
  symbol,
  at,
  values,
});

/** The best of both sides; a side that nobody is on is null or missing. */
function bestOf(data: Fields, coin: string, read: MessageReader): TickerEvent | null {
  const sides = read.list(data['bbo'], 'data.bbo');
  if (sides === null) return null;
  const values: Partial<Record<TickerField, number | null>> = {};
  for (const [i, price, size] of [
    [0, 'bid', 'bidSize'],
    [1, 'ask', 'askSize'],
  ] as const) {
    const side = sides[i];
    if (side === undefined || side === null) {
      values[price] = null;
      values[size] = null;
      continue;
    }
    const level = isFields(side) ? read.level(side['px'], side['sz'], `data.bbo[${i}]`) : null;
    if (level === null) continue;
    values[price] = level.price;
    values[size] = level.quantity;
  }
  return ticker(coin, read.time(data['time'], 'data.time'), values);
}

function contextOf(data: Fields, coin: string, read: MessageReader): TickerEvent | null {
  const context = read.fields(data['ctx'], 'data.ctx');
  return context === null ? null : ticker(coin, null, contextValues(context, 'data.ctx', read));
}

/** Mark and oracle price in dollars, funding a fraction per hour. Messages of a context carry no time. */
function contextValues(context: Fields, where: string, read: MessageReader): TickerEvent['values'] {
  const values: Partial<Record<TickerField, number | null>> = {};
  const mark = read.positive(context['markPx'], `${where}.markPx`);
  const oracle = read.positive(context['oraclePx'], `${where}.oraclePx`);
  const funding = read.number(context['funding'], `${where}.funding`);
  const interest = read.notNegative(context['openInterest'], `${where}.openInterest`);
  if (mark !== null) values.mark = mark;
  if (oracle !== null) values.index = oracle;
  if (interest !== null) values.openInterest = interest;
  if (funding !== null) {
    values.funding = funding;
    values.fundingHours = 1;
  }
  return values;
}

/** `side` is that of the order that came later: B bought, A sold. */
function tradesOf(data: unknown, read: MessageReader): readonly TradeEvent[] {
  return (read.list(data, 'data') ?? []).flatMap((row, i): TradeEvent[] => {
    const where = `data[${i}]`;
    const fields = read.fields(row, where);
    const coin = fields === null ? null : read.text(fields['coin'], `${where}.coin`);
    if (fields === null || coin === null || !isPerpetual(coin)) return [];
    const at = read.time(fields['time'], `${where}.time`);
    const price = read.positive(fields['px'], `${where}.px`);
    const quantity = read.positive(fields['sz'], `${where}.sz`);
    const word = fields['side'];
    if (at === null || price === null || quantity === null) return [];
    if (word !== 'A' && word !== 'B') {
      read.fault('malformed', `${where}.side`, `"${String(word)}" is no side`);
      return [];
    }
    const side = word === 'B' ? 'buy' : 'sell';
    const id = typeof fields['tid'] === 'number' ? String(fields['tid']) : null;
    return [{ kind: 'trade', market, symbol: coin, at, price, quantity, side, id }];
  });
}

/** Answers of `/info`, told by what they hold. */
function answer(value: Fields, read: MessageReader): readonly FeedEvent[] {
  if (isList(value['universe'])) return contractsOf(value['universe'], 'universe', read);
  if (isList(value['levels'])) return bookOf(value, 'answer', read);
  if (isList(value['assetPositions'])) return [];
  return unreadable(read, 'an answer of no known form');
}

/** `metaAndAssetCtxs`: the list of contracts, and a context of each in the same order. */
function contextsOf(
  [meta, contexts]: readonly unknown[],
  read: MessageReader,
): readonly FeedEvent[] {
  const universe = isFields(meta) ? meta['universe'] : null;
  if (!isList(universe)) return unreadable(read, 'a list of no known form');
  const events: FeedEvent[] = [...contractsOf(universe, '[0].universe', read)];
  if (!isList(contexts)) return events;
  universe.forEach((row, i) => {
    const coin = isFields(row) ? row['name'] : null;
    const context = contexts[i];
    if (typeof coin !== 'string' || !isPerpetual(coin) || !isFields(context)) return;
    events.push(ticker(coin, null, contextValues(context, `[1][${i}]`, read)));
  });
  return events;
}

/**
 * Contracts of the main dex, in coins, quoted in dollars and settled in USDC. Those of builders choose
 * their own quote, and `kPEPE` counts thousands: our dated rules say what is known of those.
 */
function contractsOf(
  universe: readonly unknown[],
  where: string,
  read: MessageReader,
): readonly ContractEvent[] {
  return universe.flatMap((row, i): ContractEvent[] => {
    const fields = read.fields(row, `${where}[${i}]`);
    const name = fields === null ? null : read.text(fields['name'], `${where}[${i}].name`);
    if (fields === null || name === null || !/^[A-Z0-9]+$/.test(name)) return [];
    if (fields['isDelisted'] === true) return [];
    return [
      {
        kind: 'contract',
        contract: {
          kind: 'contract',
          market,
          symbol: name,
          instrumentKind: 'perpetual',
          payoff: 'linear',
          underlying: asset(name),
          quote: asset('USD'),
          settlement: asset('USDC'),
          multiplier: '1',
          priceUnit: 'quote',
          expiry: null,
          right: null,
          strike: null,
          exercise: null,
        },
      },
    ];
  });
}
