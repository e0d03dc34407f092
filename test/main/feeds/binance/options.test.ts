import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import type { TickerEvent } from '../../../../src/main/feeds/events.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf } from './recorded.ts';

const said = (message: unknown, endpoint = '') =>
  decodeBinance(frameOf(JSON.stringify(message), endpoint));

function tickers(folder: string, symbol: string): readonly TickerEvent[] {
  return readFileSync(join(folder, 'messages/tardis/binance.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(symbol))
    .flatMap((line) => {
      const { message }: { message: unknown } = JSON.parse(line);
      return said(message)
        .events.filter((event) => event.kind === 'ticker')
        .filter((event) => event.symbol === symbol);
    });
}

const normal = (x: number): number => {
  // Abramowitz and Stegun 7.1.26 with the error below 1.5e-7.
  const t = 1 / (1 + (0.327_591_1 * Math.abs(x)) / Math.SQRT2);
  const poly = ((((1.061_405_429 * t - 1.453_152_027) * t + 1.421_413_741) * t - 0.284_496_736) * t + 0.254_829_592) * t; // prettier-ignore
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
};
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Black-Scholes of a put at interest 0, in dollars for one coin: vega per 0.01, theta per day. */
function put(spot: number, strike: number, years: number, volatility: number) {
  const spread = volatility * Math.sqrt(years);
  const d1 = Math.log(spot / strike) / spread + spread / 2;
  return {
    price: strike * normal(spread - d1) - spot * normal(-d1),
    delta: -normal(-d1),
    gamma: density(d1) / (spot * spread),
    vega: (spot * density(d1) * Math.sqrt(years)) / 100,
    theta: (-spot * density(d1) * volatility) / (2 * Math.sqrt(years)) / 365,
  };
}

describe('options since 12/2025', () => {
  itWithSharedData('the units of a mark are those of Black-Scholes in dollars', (folder) => {
    const [mark] = tickers(folder, 'XRP-251219-2.05-P');
    expect(mark).toMatchObject({
      market: 'BINANCE-OPTIONS',
      at: 1_765_983_420_260,
      values: {
        mark: 19.0314,
        index: 1.962_394_45,
        // A fraction, not 260 percent; −1 and 0 say that nobody bids or asks.
        markVolatility: 2.6,
        bidVolatility: null,
        askVolatility: null,
        bid: null,
        ask: null,
        bidSize: null,
        askSize: null,
        estimatedSettlement: null,
      },
    });
    const years = (Date.UTC(2025, 11, 19, 8) - 1_765_983_420_260) / 31_536_000_000;
    const model = put(1.962_394_45, 2.05, years, 2.6);
    const values = mark?.values;
    for (const greek of ['delta', 'gamma', 'vega', 'theta'] as const) {
      expect(values?.[greek]).toBeCloseTo(model[greek], 3);
      expect((values?.[greek] ?? 0) / model[greek]).toBeCloseTo(1, 2);
    }
    // The price is of a contract of 100 XRP, which is why such contracts are not read.
    expect((values?.mark ?? 0) / model.price).toBeCloseTo(100, 0);
  });

  itWithSharedData('quotes, trades, open interest and last prices', (folder) => {
    const events = tickers(folder, 'BTC-251219-89000-C');
    const all = new Map(events.flatMap(({ values }) => Object.entries(values)));
    expect(all.get('last')).toBe(1420);
    expect(all.get('openInterest')).toBe(123.45);
    expect(all.get('bidVolatility')).toBe(0.85);
    expect(all.get('vega')).toBe(0.15);
    expect(all.get('bidSize')).toBe(5);
  });

  // developers.binance.com, options, "Diff Book Depth Streams".
  it('changes of a book name the message before, as those of the futures', () => {
    const message = { e: 'depthUpdate', E: 1_762_866_729_459, T: 1_762_866_729_358, s: 'BTC-251123-126000-C', U: 465, u: 465, pu: 464, b: [['1100.000', '0.6000']], a: [['1300.000', '0.6000']] }; // prettier-ignore
    const stream = 'btc-251123-126000-c@depth@100ms';
    for (const endpoint of ['', 'wss://fstream.binance.com/public/stream']) {
      expect(said({ stream, data: message }, endpoint)).toMatchObject({
        events: [
          { kind: 'book', market: 'BINANCE-OPTIONS', action: 'update', last: 465, previous: 464 },
        ],
        faults: [],
      });
    }
  });

  it('the index of every underlying in one list', () => {
    const rows = [{ e: 'indexPrice', E: 1_763_092_572_229, s: 'ETHUSDT', p: '3224.51976744' }];
    expect(said({ stream: '!index@arr', data: rows }).events).toEqual([
      { kind: 'index', market: 'BINANCE-OPTIONS', name: 'ETHUSDT', asset: 'ETH', quote: 'USDT', at: 1_763_092_572_229, value: 3_224.51976744 },
    ]); // prettier-ignore
    const odd = said({ stream: '!index@arr', data: [{ ...rows[0], s: 'GOLD' }] });
    expect(odd.events).toEqual([]);
    expect(odd.faults).toMatchObject([{ reason: 'unknown-contract', field: 'data[0].s' }]);
  });
});

describe('options until 2025', () => {
  itWithSharedData('the day ticker has quotes, volatilities and Greeks', (folder) => {
    const day = tickers(folder, 'BTC-240927-25000-P').find(({ values }) => 'delta' in values);
    expect(day?.values).toEqual({
      mark: 3475,
      last: null,
      bid: 3000,
      ask: 3950,
      bidSize: 2.55,
      askSize: 5.8,
      markVolatility: 0.428_249_54,
      bidVolatility: 0.380_403_4,
      askVolatility: 0.476_095_68,
      delta: -0.348_079_87,
      gamma: 0.000_032_13,
      vega: 99.305_581_93,
      theta: -5.868_569_86,
      estimatedSettlement: null,
    });
  });

  itWithSharedData('a book is always whole, and a newer one replaces it', (folder) => {
    const line = readFileSync(join(folder, 'messages/tardis/binance.jsonl'), 'utf8')
      .split('\n')
      .find((text) => text.includes('@depth100@100ms'));
    const { message }: { message: unknown } = JSON.parse(line ?? '{}');
    expect(said(message).events).toMatchObject([
      {
        kind: 'book',
        market: 'BINANCE-OPTIONS',
        symbol: 'BTC-231027-34000-C',
        action: 'snapshot',
        last: 1_925_729,
        at: 1_696_118_399_082,
        bids: [{ price: 60, quantity: 7.31 }],
      },
    ]);
  });

  itWithSharedData('a sale has the sign −1', (folder) => {
    const lines = readFileSync(join(folder, 'messages/tardis/binance.jsonl'), 'utf8').split('\n');
    const sides = lines
      .filter((line) => line.includes('"S":"-1"') || line.includes('"S":"1"'))
      .map((line) => {
        const { message }: { message: unknown } = JSON.parse(line);
        const [event] = said(message).events;
        return event?.kind === 'trade' ? event.side : null;
      });
    expect(sides).toEqual(['sell', 'buy']);
  });
});

describe('documented answers of eapi', () => {
  // "Option Mark Price", "Symbol Price Ticker", "Open Interest", "24hr Ticker Price Change Statistics".
  it('marks, with volatilities as fractions', () => {
    const row = { symbol: 'BTC-200730-9000-C', markPrice: '1343.2883', bidIV: '1.40000077', askIV: '1.50000153', markIV: '1.45000000', delta: '0.55937056', theta: '3739.82509871', gamma: '0.00010969', vega: '978.58874732', highPriceLimit: '1618.241', lowPriceLimit: '1068.3356', riskFreeInterest: '0.1' }; // prettier-ignore
    expect(said([row], 'https://eapi.binance.com/eapi/v1/mark')).toMatchObject({
      faults: [],
      events: [
        {
          at: null,
          values: { mark: 1_343.2883, markVolatility: 1.45, bidVolatility: 1.400_000_77, askVolatility: 1.500_001_53, delta: 0.559_370_56, vega: 978.588_747_32 },
        },
      ],
    }); // prettier-ignore
  });

  it('an index, named by its question', () => {
    const answer = { time: 1_656_647_305_000, indexPrice: '9200' };
    const url = 'https://eapi.binance.com/eapi/v1/index?underlying=BTCUSDT';
    expect(said(answer, url).events).toMatchObject([
      { kind: 'index', name: 'BTCUSDT', value: 9200 },
    ]);
    expect(said(answer).faults).toMatchObject([{ field: 'underlying' }]);
  });

  it('open interest and day tickers', () => {
    const open = { symbol: 'ETH-221119-1175-P', sumOpenInterest: '4.01', sumOpenInterestUsd: '4880.2985615624', timestamp: '1668754020000' }; // prettier-ignore
    expect(said([open]).events).toMatchObject([
      { at: 1_668_754_020_000, values: { openInterest: 4.01 } },
    ]);
    const day = { symbol: 'BTC-200730-9000-C', priceChange: '-16.2038', lastPrice: '1000', lastQty: '1000', bidPrice: '999.34', askPrice: '1000.23', strikePrice: '9000', exercisePrice: '3000.3356' }; // prettier-ignore
    expect(said([day]).events).toMatchObject([
      { market: 'BINANCE-OPTIONS', values: { last: 1000, bid: 999.34, ask: 1000.23 } },
    ]);
  });

  // "Exchange Information", one symbol of it.
  const symbol = { expiryDate: 1_660_521_600_000, filters: [], symbol: 'BTC-220815-50000-C', side: 'CALL', strikePrice: '50000', underlying: 'BTCUSDT', unit: 1, quoteAsset: 'USDT' }; // prettier-ignore
  const listed = (row: object) => said({ timezone: 'UTC', serverTime: 1, optionSymbols: [row] });

  it('contracts', () => {
    expect(listed(symbol)).toEqual({
      faults: [],
      events: [
        { kind: 'contract', contract: { kind: 'contract', market: 'BINANCE-OPTIONS', symbol: 'BTC-220815-50000-C', instrumentKind: 'option', payoff: 'linear', underlying: 'BTC', quote: 'USDT', settlement: 'USDT', multiplier: '1', priceUnit: 'quote', expiry: Date.UTC(2022, 7, 15), right: 'call', strike: '50000', exercise: 'european' } },
      ],
    }); // prettier-ignore
  });

  it.each([
    [{ ...symbol, side: 'PUT' }, 'conflict', 'side'],
    [{ ...symbol, strikePrice: '51000' }, 'conflict', 'strikePrice'],
    [{ ...symbol, expiryDate: 1_660_608_000_000 }, 'conflict', 'expiryDate'],
    [{ ...symbol, underlying: 'ETHUSDT' }, 'conflict', 'underlying'],
    [{ ...symbol, unit: 100 }, 'unsupported-instrument', 'unit'],
    [{ ...symbol, unit: '' }, 'missing-field', 'unit'],
    [{ ...symbol, symbol: 'BTC-220815' }, 'unknown-contract', ''],
  ])('a row that contradicts its name is refused: %j', (row, reason, field) => {
    const { events, faults } = listed(row);
    expect(events).toEqual([]);
    const at = field === '' ? 'optionSymbols[0]' : `optionSymbols[0].${field}`;
    expect(faults).toMatchObject([{ reason, field: at }]);
  });
});
