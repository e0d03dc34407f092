import { describe, expect, it } from 'vitest';
import { decodeKraken } from '../../../../src/main/feeds/kraken/decode.ts';
import { krakenFeed } from '../../../../src/main/feeds/kraken/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { KRAKEN_SPOT } from '../../../../src/main/imports/kraken/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, only, textAt } from '../probes/frames.ts';

/** Every file of the venue that its socket or its public requests send. */
const FILES = [
  'http_asset_pairs',
  'http_futures_instrument_no_fee_schedule',
  'http_futures_instruments',
  'http_futures_orderbook',
  'http_futures_tickers',
  'http_order_book',
  'http_server_time',
  'http_system_status',
  'http_ticker',
  'ws_book_snapshot',
  'ws_book_update',
  'ws_futures_book_delta',
  'ws_futures_book_snapshot',
  'ws_futures_book_snapshot_with_zero_qty',
  'ws_futures_ticker',
  'ws_futures_trade',
  'ws_futures_trade_snapshot',
  'ws_l3_snapshot',
  'ws_ohlc_update',
  'ws_pong',
  'ws_subscribe_response',
  'ws_ticker_snapshot',
  'ws_trade_update',
];

const decodedAt = (folder: string, name: string) =>
  decodeKraken(frameOf(textAt(`${folder}fixtures/nautilus/kraken/${name}.json`)));

describe('recorded messages of Kraken', () => {
  for (const name of FILES) {
    itWithSharedData(`are read without a fault: ${name}`, (folder) => {
      expect(decodedAt(folder, name).faults).toEqual([]);
    });
  }

  itWithSharedData('list contracts by payoff, size and coin', (folder) => {
    const contracts = only(decodedAt(folder, 'http_futures_instruments'), 'contract');
    // The file: PI_ of type futures_inverse, PF_ of type flexible_futures, each of contractSize 1.
    expect(contracts.map(({ contract: one }) => [one.symbol, one.instrumentKind, one.payoff, one.underlying, one.quote, one.settlement, one.multiplier, one.expiry])).toEqual([
      ['PI_XBTUSD', 'perpetual', 'inverse', 'BTC', 'USD', 'BTC', '1', null],
      ['PF_ETHUSD', 'perpetual', 'linear', 'ETH', 'USD', 'USD', '1', null],
      ['PF_PEPEUSD', 'perpetual', 'linear', 'PEPE', 'USD', 'USD', '1', null],
      ['PF_AAPLxUSD', 'perpetual', 'linear', 'AAPLX', 'USD', 'USD', '1', null],
    ]); // prettier-ignore
    const [pair] = only(decodedAt(folder, 'http_asset_pairs'), 'contract');
    expect(pair?.contract).toMatchObject({
      market: 'KRAKEN-SPOT',
      symbol: 'BTC/USDT',
      underlying: 'BTC',
      quote: 'USDT',
    });
  });

  itWithSharedData('give tickers in the units of the venue’s contracts', (folder) => {
    const [socket] = only(decodedAt(folder, 'ws_futures_ticker'), 'ticker');
    expect(socket).toEqual({
      kind: 'ticker',
      market: 'KRAKEN-FUTURES',
      symbol: 'PI_XBTUSD',
      at: 1_676_393_235_406,
      values: {
        bid: 21978.5,
        ask: 21987,
        bidSize: 2536,
        askSize: 13948,
        last: 21983.5,
        openInterest: 30072580,
        mark: 21979.68641534714,
        index: 21984.54,
        funding: -1.380384722222e-6,
        fundingHours: 1,
        nextFunding: 1_676_394_000_000,
      },
    });
    const [asked] = only(decodedAt(folder, 'http_futures_tickers'), 'ticker');
    // 2025-11-17T00:34:37.524Z; the request's funding is an amount, of which no fraction is made.
    expect(asked).toEqual({
      kind: 'ticker',
      market: 'KRAKEN-FUTURES',
      symbol: 'PI_XBTUSD',
      at: Date.UTC(2025, 10, 17, 0, 34, 37, 524),
      values: {
        bid: 91415,
        ask: 91490.5,
        bidSize: 4960,
        askSize: 5020,
        last: 91415,
        openInterest: 21279580,
        mark: 91506.6009839176,
        index: 91468.38,
      },
    });
    const [spot] = only(decodedAt(folder, 'ws_ticker_snapshot'), 'ticker');
    expect(spot).toMatchObject({
      market: 'KRAKEN-SPOT',
      symbol: 'BTC/USD',
      at: Date.UTC(2022, 11, 25, 9, 30, 59, 123),
      values: { bid: 105944.2, bidSize: 2.5, ask: 105944.3, askSize: 3.2, last: 105899.4 },
    });
  });

  itWithSharedData('tell past trades in the order in which they were made', (folder) => {
    const past = only(decodedAt(folder, 'ws_futures_trade_snapshot'), 'trade');
    expect(past.map(({ at, side, quantity }) => [at, side, quantity])).toEqual([
      [1_612_269_656_839, 'sell', 9643],
      [1_612_269_657_781, 'sell', 440],
    ]);
    const spot = only(decodedAt(folder, 'ws_trade_update'), 'trade');
    expect(spot.map(({ side, price, id }) => [side, price, id])).toEqual([
      ['buy', 105944.2, '10218208'],
      ['sell', 105910.5, '10218209'],
    ]);
  });
});

// docs.kraken.com/exchange/guides/websockets/book-checksum-v2: "Example", its levels and its checksum.
const BIDS = '45283.5 0.10000000,45283.4 1.54582015,45282.1 0.10000000,45281.0 0.10000000,45280.3 1.54592586,45279.0 0.07990000,45277.6 0.03310103,45277.5 0.30000000,45277.3 1.54602737,45276.6 0.15445238'; // prettier-ignore
const ASKS = '45285.2 0.00100000,45286.4 1.54571953,45286.6 1.54571109,45289.6 1.54560911,45290.2 0.15890660,45291.8 1.54553491,45294.7 0.04454749,45296.1 0.35380000,45297.5 0.09945542,45299.5 0.18772827'; // prettier-ignore
const CHECKSUM = 3_310_070_434;

const side = (text: string, quote: string): string =>
  text
    .split(',')
    .map((level) => {
      const [price, qty] = level.split(' ');
      return `{"price":${quote}${price}${quote},"qty":${quote}${qty}${quote}}`;
    })
    .join(',');

const example = (checksum: number, quote = ''): string =>
  `{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[${side(BIDS, quote)}],"asks":[${side(ASKS, quote)}],"checksum":${checksum}}]}`;

describe('the checksum of a spot book', () => {
  const stateAfter = (text: string) => {
    const market = new VenueMarket(krakenFeed);
    market.take(frameOf(text));
    return market.books.book(KRAKEN_SPOT, 'BTC/USD')?.state;
  };

  it('of the venue’s own example is met, by the digits as they were sent', () => {
    expect(stateAfter(example(CHECKSUM))).toBe('live');
    expect(stateAfter(example(CHECKSUM, '"'))).toBe('live');
  });

  it('is missed by another number, another digit, or digits that went through a float', () => {
    expect(stateAfter(example(CHECKSUM + 1))).toBe('withdrawn');
    expect(stateAfter(example(CHECKSUM).replace('0.18772827', '0.18772826'))).toBe('withdrawn');
    expect(stateAfter(JSON.stringify(JSON.parse(example(CHECKSUM))))).toBe('withdrawn');
  });
});

describe('documented words of Kraken', () => {
  // docs.kraken.com/api/docs/futures-api/websocket: heartbeat, "Response Success", "Response Error".
  it.each([
    [{ event: 'info', version: 1 }, 'answered'],
    [{ event: 'subscribed', feed: 'ticker', product_ids: ['PI_XBTUSD'] }, 'answered'],
    [{ event: 'subscribed_failed', feed: 'ticker' }, 'refused'],
    [{ event: 'error', message: 'Invalid product id' }, 'refused'],
    [{ event: 'alert', message: 'Bad websocket message' }, 'refused'],
    [{ event: 'alert', message: 'Already subscribed to feed, re-requesting' }, 'answered'],
    [{ feed: 'heartbeat', time: 1534262350627 }, 'alive'],
    [{ result: 'error', serverTime: '2016-02-25T09:45:53.818Z', error: 'apiLimitExceeded' }, 'refused'],
    [{ result: 'error', errors: [{ code: 11, message: 'invalid unit' }] }, 'refused'],
    // docs.kraken.com/exchange/api-reference/spot-websocket-v2: status, heartbeat, ping, ticker.
    [{ channel: 'heartbeat' }, 'alive'],
    [{ channel: 'status', type: 'update', data: [{ api_version: 'v2', system: 'online' }] }, 'alive'],
    [{ method: 'pong', req_id: 1 }, 'alive'],
    [{ method: 'subscribe', success: true, result: { channel: 'book', symbol: 'BTC/USD' } }, 'answered'],
    [{ error: 'Currency pair not supported XBT/USD', method: 'subscribe', success: false, symbol: 'XBT/USD' }, 'refused'],
    [{ error: 'Malformed request', method: 'error' }, 'refused'],
    [{ error: ['EGeneral:Too many requests'] }, 'refused'],
  ] as const)('%j is %s', (message, word) => {
    const { events, faults } = decodeKraken(frameOf(message));
    expect([events.map((one) => one.kind === 'control' && one.word), faults]).toEqual([[word], []]);
  }); // prettier-ignore

  it('say why', () => {
    const [event] = decodeKraken(frameOf({ event: 'error', message: 'Invalid feed' })).events;
    expect(event).toMatchObject({ detail: 'error: Invalid feed' });
  });

  // docs.kraken.com/api/docs/futures-api/websocket/ticker_lite, its example: no time, no mark.
  it('of the lite ticker give what they have', () => {
    const lite = { feed: 'ticker_lite', product_id: 'PI_XBTUSD', bid: 34932, ask: 34949.5, change: 3.37, premium: 0.1, volume: 264126741, tag: 'perpetual', pair: 'XBT:USD', dtm: 0, maturityTime: 0, volumeQuote: 264126741 }; // prettier-ignore
    expect(decodeKraken(frameOf(lite)).events).toEqual([
      {
        kind: 'ticker',
        market: 'KRAKEN-FUTURES',
        symbol: 'PI_XBTUSD',
        at: null,
        values: { bid: 34932, ask: 34949.5 },
      },
    ]);
  });

  // docs.kraken.com/api/docs/futures-api/trading/get-tickers, its rows of indices.
  it('of indices give the one of now, not the daily reference rate', () => {
    const tickers = [
      { symbol: 'in_xbtusd', last: 21088, lastTime: '2022-06-17T10:46:35.705Z' },
      { symbol: 'rr_xbtusd', last: 20938, lastTime: '2022-06-16T15:00:00.000Z' },
    ];
    const { events, faults } = decodeKraken(frameOf({ result: 'success', tickers }));
    expect(faults).toEqual([]);
    expect(events).toEqual([
      {
        kind: 'index',
        market: 'KRAKEN-FUTURES',
        name: 'in_xbtusd',
        asset: 'BTC',
        quote: 'USD',
        at: Date.UTC(2022, 5, 17, 10, 46, 35, 705),
        value: 21088,
      },
    ]);
  });
});

describe('listed contracts of Kraken', () => {
  // docs.kraken.com/api-reference/instrument-details/get-instruments, its second row.
  const dated = { symbol: 'FI_XBTUSD_220930', pair: 'XBT:USD', base: 'XBT', quote: 'USD', type: 'futures_inverse', underlying: 'rr_xbtusd', lastTradingTime: '2022-09-30T15:00:00.000Z', tickSize: 0.5, contractSize: 1, tradeable: true }; // prettier-ignore
  const list = (row: object) =>
    decodeKraken(frameOf({ result: 'success', instruments: [row, dated] }));

  it('end when the list says', () => {
    const [only_, other] = only(list(dated), 'contract');
    expect(only_?.contract).toMatchObject({
      instrumentKind: 'future',
      underlying: 'BTC',
      expiry: Date.UTC(2022, 8, 30, 15),
    });
    expect(other).toEqual(only_);
  });

  it.each([
    // As the venue's own example has it, in conflict with its name.
    [{ symbol: 'PF_XBTUSD', type: 'futures_inverse' }, 'conflict', 'type'],
    [{ base: 'ETH' }, 'conflict', 'base'],
    [{ quote: 'EUR' }, 'conflict', 'quote'],
    [{ lastTradingTime: '2022-10-28T15:00:00.000Z' }, 'conflict', 'lastTradingTime'],
    [{ lastTradingTime: undefined }, 'missing-field', 'lastTradingTime'],
    [{ contractSize: 0 }, 'malformed', 'contractSize'],
    [{ contractSize: 'one' }, 'malformed', 'contractSize'],
    [{ type: 'turbo' }, 'unsupported-instrument', 'type'],
  ])('%j is a fault, and the row after it is kept', (change, reason, field) => {
    const { events, faults } = list({ ...dated, ...change });
    expect(events).toHaveLength(1);
    expect(faults).toMatchObject([{ reason, field: `instruments[0].${field}` }]);
  });

  it('leave indices out', () => {
    expect(list({ symbol: 'in_xbtusd', type: 'spot index', tradeable: false }).faults).toEqual([]);
  });
});

describe('what is wrong in a message of Kraken', () => {
  const faultsOf = (message: unknown) => {
    const { events, faults } = decodeKraken(frameOf(message));
    return { kinds: events.map(({ kind }) => kind), fields: faults.map(({ field }) => field) };
  };
  const change = { feed: 'book', product_id: 'PI_XBTUSD', side: 'sell', seq: 2, price: 1, qty: 1 };

  it('breaks the book of the product', () => {
    for (const wrong of [{ side: 'up' }, { seq: null }, { seq: 1.5 }, { price: 0 }, { qty: -1 }, { qty: 'x' }]) {
      const { kinds, fields } = faultsOf({ ...change, ...wrong });
      expect([kinds, fields.length]).toEqual([['broken-book'], 1]);
    } // prettier-ignore
    const snapshot = {
      feed: 'book_snapshot',
      product_id: 'PI_XBTUSD',
      seq: 1,
      bids: [],
      asks: [7],
    };
    expect(faultsOf(snapshot)).toEqual({ kinds: ['broken-book'], fields: ['asks'] });
  });

  it('makes all books doubtful where the product is not told', () => {
    expect(faultsOf({ ...change, product_id: undefined })).toEqual({ kinds: [], fields: [''] });
    const book = { channel: 'book', type: 'update', data: [{ bids: [], asks: [], checksum: 1 }] };
    expect(faultsOf(book)).toEqual({ kinds: [], fields: [''] });
    for (const none of [{}, 7, [], { hello: 1 }]) expect(faultsOf(none).fields).toEqual(['']);
  });

  it('is never taken for "nobody quotes"', () => {
    const ticker = { feed: 'ticker', product_id: 'PI_XBTUSD', bid: 'x', ask: 0, last: null };
    const [event] = only(decodeKraken(frameOf(ticker)), 'ticker');
    expect(event?.values).toEqual({ ask: null, last: null });
  });
});
