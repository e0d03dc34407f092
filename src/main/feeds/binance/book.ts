import { BINANCE_OPTIONS, BINANCE_SPOT, BINANCE_USDM } from '../../imports/binance/accounts.ts';
import type { BookEvent, BrokenBookEvent, FeedEvent, TickerEvent } from '../events.ts';
import { remembered } from '../remembered.ts';
import { marketOf } from './market-of.ts';
import { askedSymbol, named, type Message, type Named } from './message.ts';

/** `btcusdt@depth20@100ms`: the best levels alone, sent whole. */
const isPartial = remembered((stream) => /@depth\d+(?:@|$)/.test(stream));

/** Faults without a field make every book doubtful: the message may have been any book's. */
const anyBook = ({ read }: Message, message: string): null =>
  read.fault('missing-field', '', message);

/** Whose book a message is of; where it is told wrong, the channel names the book that is broken by it. */
function bookOf(
  of: Message,
  symbol: unknown,
  shape: Message['host'],
): Named | BrokenBookEvent | null {
  const asked = askedSymbol(of);
  const found = named(of, symbol, 's', shape ?? BINANCE_USDM);
  if (found !== null && (asked === null || asked === found.symbol.toUpperCase())) return found;
  if (asked === null) return anyBook(of, 'a change of a book that names none');
  if (found !== null) {
    const message = `"${found.symbol}" came over the channel of ${asked}`;
    of.read.fault('conflict', 's', message);
  }
  const market = marketOf(of.host, asked, shape ?? BINANCE_USDM);
  return market === null
    ? anyBook(of, 'a change of a book of an unknown market')
    : { kind: 'broken-book', market, symbol: asked };
}

/**
 * `depthUpdate`: changes since the message before. Futures and options name that message in `pu`, and
 * carry the time of the change in `T`; spot does neither.
 */
export function depthUpdate(of: Message): readonly FeedEvent[] {
  const { fields, read } = of;
  const derivative = Object.hasOwn(fields, 'pu') || Object.hasOwn(fields, 'T');
  const book = bookOf(of, fields['s'], derivative ? BINANCE_USDM : BINANCE_SPOT);
  if (book === null) return [];
  if ('kind' in book) return [book];
  const { market, symbol } = book;
  if (isPartial(of.stream)) return [topOf(of, book, fields['b'], fields['a'])];
  const bids = read.levels(fields['b'], 'b');
  const asks = read.levels(fields['a'], 'a');
  const first = id(of, 'U');
  const last = id(of, 'u');
  const previous = market === BINANCE_SPOT ? null : id(of, 'pu');
  const numbered =
    first !== null && last !== null && (previous !== null || market === BINANCE_SPOT);
  if (bids === null || asks === null || !numbered) return [{ kind: 'broken-book', market, symbol }];
  const at = read.time(fields['T'] ?? fields['E'], Object.hasOwn(fields, 'T') ? 'T' : 'E');
  return [
    {
      kind: 'book',
      market,
      symbol,
      at,
      action: 'update',
      bids,
      asks,
      first,
      last,
      previous,
      checksum: null,
    },
  ];
}

function id({ fields, read }: Message, name: string): number | null {
  const found = read.id(fields[name], name);
  if (found === null && fields[name] === undefined) {
    read.fault('missing-field', name, 'a change of a book without its number');
  }
  return found;
}

/** `depth` of the options until 2025: up to 1000 levels, always whole, and the only book that there was. */
export function wholeOptionBook(of: Message): readonly FeedEvent[] {
  const book = bookOf(of, of.fields['s'], BINANCE_OPTIONS);
  if (book === null) return [];
  return 'kind' in book ? [book] : [snapshot(of, book, 'b', 'a', 'u')];
}

/** Answer of `/depth`, or a whole book under a channel of its own. It seldom says whose it is. */
export function depthSnapshot(of: Message): readonly FeedEvent[] {
  const { fields } = of;
  const asked = askedSymbol(of);
  const stated = fields['symbol'] ?? asked;
  if (stated === null) {
    anyBook(of, 'a whole book that nothing names');
    return [];
  }
  const futures = Object.hasOwn(fields, 'E') || Object.hasOwn(fields, 'T');
  const book = named(of, stated, 'symbol', futures ? BINANCE_USDM : BINANCE_SPOT);
  if (book === null) {
    anyBook(of, 'a whole book of an unknown market');
    return [];
  }
  if (asked !== null && asked.toUpperCase() !== book.symbol.toUpperCase()) {
    const message = `asked for ${asked}, answered with ${book.symbol}`;
    of.read.fault('conflict', 'symbol', message);
    return [];
  }
  if (isPartial(of.stream)) return [topOf(of, book, fields['bids'], fields['asks'])];
  return [snapshot(of, book, 'bids', 'asks', 'lastUpdateId')];
}

function snapshot(
  of: Message,
  { market, symbol }: Named,
  bidsName: string,
  asksName: string,
  idName: string,
): BookEvent | BrokenBookEvent {
  const { fields, read } = of;
  const bids = read.levels(fields[bidsName], bidsName);
  const asks = read.levels(fields[asksName], asksName);
  const last = id(of, idName);
  if (bids === null || asks === null || last === null)
    return { kind: 'broken-book', market, symbol };
  return {
    kind: 'book',
    market,
    symbol,
    at: read.time(fields['T'] ?? fields['E'], 'T'),
    action: 'snapshot',
    bids,
    asks,
    first: null,
    last,
    previous: null,
    checksum: null,
  };
}

/**
 * The best levels of a channel that sends no others. They are no book: what lies deeper is unknown, and
 * the whole book comes by its changes. Only the best of each side is taken.
 */
function topOf(of: Message, { market, symbol }: Named, bids: unknown, asks: unknown): TickerEvent {
  const { fields, read } = of;
  const at = read.time(fields['T'] ?? fields['E'], 'T');
  const [bid, ask] = [read.levels(bids, 'b'), read.levels(asks, 'a')];
  return {
    kind: 'ticker',
    market,
    symbol,
    at,
    values: {
      ...(bid === null ? {} : { bid: bid[0]?.price ?? null, bidSize: bid[0]?.quantity ?? null }),
      ...(ask === null ? {} : { ask: ask[0]?.price ?? null, askSize: ask[0]?.quantity ?? null }),
    },
  };
}
