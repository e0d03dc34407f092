import { describe, expect, it } from 'vitest';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import type { FeedEvent } from '../../../../src/main/feeds/events.ts';
import { frameOf } from './recorded.ts';

const SPOT = 'wss://stream.binance.com:9443/stream';
const USDM = 'wss://fstream.binance.com/market/stream';
const COINM = 'wss://dstream.binance.com/stream';

function said(message: unknown, endpoint = ''): readonly FeedEvent[] {
  const { events, faults } = decodeBinance(frameOf(JSON.stringify(message), endpoint));
  expect(faults).toEqual([]);
  return events;
}

const faulty = (message: unknown, endpoint = '') =>
  decodeBinance(frameOf(JSON.stringify(message), endpoint)).faults.map(({ reason, field }) => [
    reason,
    field,
  ]);

/** Messages as developers.binance.com documents them; the page is named by each. */
describe('documented messages of the futures', () => {
  it('Mark Price Stream, of a perpetual', () => {
    const message = { e: 'markPriceUpdate', E: 1_562_305_380_000, s: 'BTCUSDT', p: '11794.15000000', i: '11784.62659091', P: '11784.25641265', r: '0.00038167', T: 1_562_306_400_000 }; // prettier-ignore
    expect(said(message, USDM)).toEqual([
      {
        kind: 'ticker',
        market: 'BINANCE-USDM',
        symbol: 'BTCUSDT',
        at: 1_562_305_380_000,
        values: {
          mark: 11_794.15,
          index: 11_784.62659091,
          // A fraction, positive: longs pay. T is the time of the next funding.
          funding: 0.000_381_67,
          nextFunding: 1_562_306_400_000,
        },
      },
    ]);
  });

  it('Mark Price Stream, of a dated contract of COIN-M: a price to settle at and no funding', () => {
    const message = { e: 'markPriceUpdate', E: 1_596_095_725_000, s: 'BTCUSD_201225', p: '10934.62615417', P: '10962.17178236', i: '10933.62615417', r: '', T: 0 }; // prettier-ignore
    for (const endpoint of ['', COINM]) {
      expect(said(message, endpoint)).toMatchObject([
        {
          market: 'BINANCE-COINM',
          values: {
            mark: 10_934.62615417,
            index: 10_933.62615417,
            estimatedSettlement: 10_962.17178236,
          },
        },
      ]);
    }
    expect(Object.keys(said(message)[0] ?? {})).not.toContain('funding');
  });

  it('Mark Price of REST, a list and one', () => {
    const dated = { symbol: 'BTCUSD_200925', pair: 'BTCUSD', markPrice: '12077.01343750', indexPrice: '10979.10312500', estimatedSettlePrice: '10981.74168236', lastFundingRate: '', interestRate: '', nextFundingTime: 0, time: 1_596_094_042_000 }; // prettier-ignore
    const perpetual = { ...dated, symbol: 'BTCUSD_PERP', lastFundingRate: '0.00071003', nextFundingTime: 1_596_096_000_000 }; // prettier-ignore
    const events = said([perpetual, dated], 'https://dapi.binance.com/dapi/v1/premiumIndex');
    expect(events).toMatchObject([
      { market: 'BINANCE-COINM', symbol: 'BTCUSD_PERP', values: { funding: 0.000_710_03, nextFunding: 1_596_096_000_000 } },
      { market: 'BINANCE-COINM', symbol: 'BTCUSD_200925', values: { mark: 12_077.0134375 } },
    ]); // prettier-ignore
    expect(events[1]).toHaveProperty('values', {
      mark: 12_077.0134375,
      index: 10_979.103125,
      estimatedSettlement: 10_981.74168236,
    });
    const one = { symbol: 'BTCUSDT', markPrice: '11793.63104562', indexPrice: '11781.80495970', estimatedSettlePrice: '11781.16138815', lastFundingRate: '0.00038246', interestRate: '0.00010000', nextFundingTime: 1_597_392_000_000, time: 1_597_370_495_002 }; // prettier-ignore
    expect(said(one, 'https://fapi.binance.com/fapi/v1/premiumIndex?symbol=BTCUSDT')).toMatchObject(
      [{ market: 'BINANCE-USDM', at: 1_597_370_495_002, values: { funding: 0.000_382_46 } }],
    );
  });

  it('Get Funding Rate Info: hours, and no more', () => {
    const row = { symbol: 'BLZUSDT', adjustedFundingRateCap: '0.02500000', adjustedFundingRateFloor: '-0.02500000', fundingIntervalHours: 8, disclaimer: false }; // prettier-ignore
    expect(said([row], 'https://fapi.binance.com/fapi/v1/fundingInfo')).toEqual([
      { kind: 'ticker', market: 'BINANCE-USDM', symbol: 'BLZUSDT', at: null, values: { fundingHours: 8 } },
    ]); // prettier-ignore
  });

  it('Open Interest: coins of USD-M, contracts of COIN-M', () => {
    expect(
      said({ openInterest: '10659.509', symbol: 'BTCUSDT', time: 1_589_437_530_011 }),
    ).toMatchObject([{ market: 'BINANCE-USDM', values: { openInterest: 10_659.509 } }]);
    expect(said({ symbol: 'BTCUSD_200626', pair: 'BTCUSD', openInterest: '15004', contractType: 'CURRENT_QUARTER', time: 1_591_261_042_378 })).toMatchObject([
      { market: 'BINANCE-COINM', at: 1_591_261_042_378, values: { openInterest: 15_004 } },
    ]); // prettier-ignore
  });

  it('Index Price Stream of COIN-M', () => {
    expect(said({ e: 'indexPriceUpdate', E: 1_591_261_236_000, i: 'BTCUSD', p: '9636.57860000' }, COINM)).toEqual([
      { kind: 'index', market: 'BINANCE-COINM', name: 'BTCUSD', asset: 'BTC', quote: 'USD', at: 1_591_261_236_000, value: 9_636.5786 },
    ]); // prettier-ignore
  });

  it('All Market Tickers Streams: a list', () => {
    const row = { e: '24hrTicker', E: 1_672_515_782_136, s: 'BTCUSDT', p: '0.0015', P: '250.00', w: '0.0018', c: '0.0025', Q: '10', o: '0.0010', h: '0.0025', l: '0.0010', v: '10000', q: '18', O: 0, C: 86_400_000, F: 0, L: 18_150, n: 18_151 }; // prettier-ignore
    const events = said({ stream: '!ticker@arr', data: [row, { ...row, s: 'ETHUSDT' }] }, USDM);
    expect(events).toMatchObject([
      { market: 'BINANCE-USDM', symbol: 'BTCUSDT', values: { last: 0.0025 } },
      { symbol: 'ETHUSDT' },
    ]);
  });

  it('Order Book of REST: named by its question', () => {
    const answer = { lastUpdateId: 1_027_024, E: 1_589_436_922_972, T: 1_589_436_922_959, bids: [['4.00000000', '431.00000000']], asks: [['4.00000200', '12.00000000']] }; // prettier-ignore
    expect(said(answer, 'https://fapi.binance.com/fapi/v1/depth?symbol=BNBUSDT&limit=1000')).toEqual([
      { kind: 'book', market: 'BINANCE-USDM', symbol: 'BNBUSDT', at: 1_589_436_922_959, action: 'snapshot', bids: [{ price: 4, quantity: 431 }], asks: [{ price: 4.000_002, quantity: 12 }], first: null, last: 1_027_024, previous: null, checksum: null },
    ]); // prettier-ignore
    const named = 'https://fapi.binance.com/fapi/v1/depth?symbol=%E6%B5%8B%E8%AF%95USDT&limit=1000';
    expect(said(answer, named)).toMatchObject([{ symbol: '测试USDT' }]);
  });

  it('Partial Book Depth Streams: the best of each side, and no book', () => {
    const data = { e: 'depthUpdate', E: 1_571_889_248_277, T: 1_571_889_248_276, s: 'BTCUSDT', U: 390_497_796, u: 390_497_878, pu: 390_497_794, b: [['7403.89', '0.002'], ['7403.90', '3.906']], a: [['7405.96', '3.340']] }; // prettier-ignore
    const events = said({ stream: 'btcusdt@depth5@100ms', data }, USDM);
    expect(events).toMatchObject([
      { kind: 'ticker', values: { bid: 7_403.89, bidSize: 0.002, ask: 7_405.96, askSize: 3.34 } },
    ]);
    expect(said(data, 'wss://fstream.binance.com/public/ws/btcusdt@depth5@100ms')).toEqual(events);
  });

  it('knows the market of a raw message by its form alone', () => {
    const quote = { u: 400_900_217, s: 'BNBUSDT', b: '25.35190000', B: '31.21000000', a: '25.36520000', A: '40.66000000' }; // prettier-ignore
    expect(said(quote)).toMatchObject([{ market: 'BINANCE-SPOT', at: null }]);
    const timed = { e: 'bookTicker', ...quote, E: 1_568_014_460_893, T: 1_568_014_460_891 };
    expect(said(timed)).toMatchObject([{ market: 'BINANCE-USDM', at: 1_568_014_460_891 }]);
    // USD-M too names a pair since 2025.
    expect(said({ ...timed, st: 1, ps: 'BNBUSDT' })).toMatchObject([{ market: 'BINANCE-USDM' }]);
    expect(said({ ...timed, s: 'BNBUSD_PERP' })).toMatchObject([{ market: 'BINANCE-COINM' }]);
    expect(said({ ...timed, s: 'BTCBUSD_210129' })).toMatchObject([{ market: 'BINANCE-USDM' }]);
  });

  it('a side without an order is one that is not there', () => {
    const quote = { e: 'bookTicker', u: 1, E: 1_568_014_460_893, T: 1_568_014_460_891, s: 'BNBUSDT', b: '0.00000000', B: '0.00000000', a: '25.36', A: '40' }; // prettier-ignore
    expect(said(quote)).toMatchObject([
      { values: { bid: null, bidSize: null, ask: 25.36, askSize: 40 } },
    ]);
  });
});

describe('documented messages of spot', () => {
  it('Diff. Depth Stream', () => {
    const message = { e: 'depthUpdate', E: 1_672_515_782_136, s: 'BNBBTC', U: 157, u: 160, b: [['0.0024', '10']], a: [['0.0026', '100']] }; // prettier-ignore
    expect(said(message)).toMatchObject([
      { market: 'BINANCE-SPOT', action: 'update', first: 157, last: 160, previous: null, at: 1_672_515_782_136 },
    ]); // prettier-ignore
  });

  it('Partial Book Depth Streams have neither symbol nor kind', () => {
    const data = { lastUpdateId: 160, bids: [['0.0024', '10']], asks: [['0.0026', '100']] };
    expect(said({ stream: 'bnbbtc@depth20', data }, SPOT)).toMatchObject([
      {
        kind: 'ticker',
        market: 'BINANCE-SPOT',
        symbol: 'BNBBTC',
        at: null,
        values: { bid: 0.0024 },
      },
    ]);
    expect(faulty(data, 'wss://stream.binance.com:9443/ws')).toEqual([['missing-field', '']]);
  });

  it('Trade Streams: m true is a sale into a bid', () => {
    const message = { e: 'trade', E: 1_672_515_782_136, s: 'BNBBTC', t: 12_345, p: '0.001', q: '100', T: 1_672_515_782_130, m: true, M: true }; // prettier-ignore
    expect(said(message)).toEqual([
      { kind: 'trade', market: 'BINANCE-SPOT', symbol: 'BNBBTC', at: 1_672_515_782_130, price: 0.001, quantity: 100, side: 'sell', id: '12345' },
    ]); // prettier-ignore
  });

  it('Individual Symbol Ticker Streams: the last price alone', () => {
    const message = { e: '24hrTicker', E: 1_672_515_782_136, s: 'BNBBTC', p: '0.0015', P: '250.00', w: '0.0018', x: '0.0009', c: '0.0025', Q: '10', b: '0.0024', B: '10', a: '0.0026', A: '100', o: '0.0010', h: '0.0025', l: '0.0010', v: '10000', q: '18', O: 0, C: 86_400_000, F: 0, L: 18_150, n: 18_151 }; // prettier-ignore
    expect(said(message)).toMatchObject([{ market: 'BINANCE-SPOT', values: { last: 0.0025 } }]);
  });

  it('Exchange information', () => {
    const symbol = { symbol: 'ETHBTC', status: 'TRADING', baseAsset: 'ETH', baseAssetPrecision: 8, quoteAsset: 'BTC', quotePrecision: 8, orderTypes: ['LIMIT'], isSpotTradingAllowed: true, filters: [], permissions: [] }; // prettier-ignore
    expect(said({ timezone: 'UTC', serverTime: 1_565_246_363_776, rateLimits: [], symbols: [symbol] })).toEqual([
      { kind: 'contract', contract: { kind: 'contract', market: 'BINANCE-SPOT', symbol: 'ETHBTC', instrumentKind: 'spot', payoff: 'linear', underlying: 'ETH', quote: 'BTC', settlement: 'BTC', multiplier: '1', priceUnit: 'quote', expiry: null, right: null, strike: null, exercise: null } },
    ]); // prettier-ignore
    const wrong = { ...symbol, baseAsset: 'BTC', quoteAsset: 'ETH' };
    expect(faulty({ symbols: [wrong] })).toEqual([['unknown-contract', 'symbols[0]']]);
  });
});

describe('fills outside the book', () => {
  it.each(['INSURANCE_FUND', 'ADL', 'NA', 'BLOCK'])('%s is no trade', (X) => {
    const price = X === 'NA' ? '0' : '852.722';
    const message = { e: 'trade', E: 1_618_716_867_643, T: 1_618_716_867_639, s: 'ETCUSDT', t: 1, p: price, q: price, X, m: true }; // prettier-ignore
    expect(said(message, USDM)).toEqual([]);
  });
});

describe('words between the venue and us', () => {
  it.each([
    [{ result: null, id: 1 }, 'answered', 'ok'],
    [{ result: ['btcusdt@depth'], id: 3 }, 'answered', '1 channels'],
    [{ code: -1121, msg: 'Invalid symbol.' }, 'refused', 'Invalid symbol. (-1121)'],
    [{ error: { code: 2, msg: 'Invalid request: unknown stream' }, id: 4 }, 'refused', 'Invalid request: unknown stream (2)'],
    [{ code: 2, msg: 'Invalid request' }, 'refused', 'Invalid request (2)'],
    [{ code: -1003 }, 'refused', 'no reason given (-1003)'],
    [{}, 'answered', 'ok'],
    [{ e: 'serverShutdown', E: 1_770_123_456_789 }, 'closing', 'the server will shut down'],
  ])('%j', (message, word, detail) => {
    expect(said(message)).toEqual([{ kind: 'control', word, detail }]);
  }); // prettier-ignore

  it('the venue says its time', () => {
    expect(said({ serverTime: 1_499_827_319_559 })).toEqual([
      { kind: 'control', word: 'answered', detail: 'time', at: 1_499_827_319_559 },
    ]);
  });

  it.each(['kline', 'forceOrder', '24hrMiniTicker', 'ACCOUNT_UPDATE'])(
    '%s says nothing that is followed',
    (e) => {
      expect(said({ e, E: 1_568_014_460_893 }, USDM)).toEqual([]);
    },
  );
});

describe('what contradicts itself', () => {
  it('a contract of one market over the socket of another', () => {
    const quote = { u: 1, e: 'bookTicker', s: 'BTCUSD_PERP', b: '1', B: '1', a: '2', A: '1', T: 1_723_161_257_465, E: 1_723_161_257_476 }; // prettier-ignore
    expect(faulty(quote, USDM)).toEqual([['conflict', 's']]);
    expect(faulty(quote, SPOT)).toEqual([['conflict', 's']]);
    expect(faulty({ ...quote, s: 'BTCUSDT' }, COINM)).toEqual([['conflict', 's']]);
  });

  it('a kind that nobody knows', () => {
    expect(faulty({ stream: 'btcusdt@moon', data: { e: 'moonUpdate' } }, USDM)).toEqual([
      ['malformed', 'e'],
    ]);
  });

  it('a trade without price, time, quantity or side', () => {
    const trade = { e: 'trade', E: 1_672_515_782_136, s: 'BNBUSDT', t: 1, p: '1', q: '1', T: 1_672_515_782_136, m: true }; // prettier-ignore
    const cases: readonly [object, string, string][] = [
      [{ ...trade, p: '' }, 'missing-field', 'p'],
      [{ ...trade, q: undefined }, 'missing-field', 'q'],
      [{ ...trade, T: undefined }, 'missing-field', 'T'],
      [{ ...trade, p: '0' }, 'malformed', 'p'],
      [{ ...trade, m: undefined }, 'missing-field', 'm'],
      [{ ...trade, m: 'true' }, 'malformed', 'm'],
      [{ ...trade, S: 'HOLD' }, 'malformed', 'S'],
      [{ ...trade, S: 'BUY' }, 'conflict', 'S'],
    ];
    for (const [message, reason, field] of cases) {
      const { events, faults } = decodeBinance(frameOf(JSON.stringify(message), USDM));
      expect(events).toEqual([]);
      expect(faults[0]).toMatchObject({ reason, field });
    }
  });
});
