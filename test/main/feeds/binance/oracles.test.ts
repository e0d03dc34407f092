import ccxt from 'ccxt';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  normalizeBookChanges,
  normalizeBookTickers,
  normalizeDerivativeTickers,
  normalizeOptionsSummary,
  normalizeTrades,
  OrderBook,
  type BookChange,
  type BookTicker,
  type DerivativeTicker,
  type OptionSummary,
  type Trade,
} from 'tardis-dev';
import { describe, expect, it } from 'vitest';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import type { TickerEvent } from '../../../../src/main/feeds/events.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { contractOf } from '../../../../src/main/imports/binance/instruments.ts';
import { BINANCE_USDM } from '../../../../src/main/imports/binance/accounts.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, framesOf, linesOf } from './recorded.ts';

const AT = new Date('2024-08-09T00:00:00Z');
const RECORDING = 'ws/binance-3venues-20240808';

const MARKETS = [
  ['binance', 'spot_btcusdt', 'BTCUSDT'],
  ['binance-futures', 'usdm_btcusdt', 'BTCUSDT'],
  ['binance-delivery', 'coinm_btcusd_perp', 'BTCUSD_PERP'],
] as const;

/** Lines as tardis-dev knows them: a whole book has a channel there. */
const channelled = (line: string, symbol: string): unknown => {
  const value: object = JSON.parse(line);
  return 'stream' in value
    ? value
    : { stream: `${symbol.toLowerCase()}@depthSnapshot`, generated: true, data: value };
};

describe('tardis-dev 13.35.3', () => {
  for (const [exchange, file, symbol] of MARKETS) {
    itWithSharedData(`${exchange}: the same book in the end`, (folder) => {
      const lines = linesOf(join(folder, `${RECORDING}/${file}.log.gz`));
      const mapper = normalizeBookChanges(exchange, AT);
      const theirs = new OrderBook();
      for (const line of lines) {
        const message = channelled(line, symbol);
        if (!mapper.canHandle(message)) continue;
        const changes: Iterable<BookChange> = mapper.map(message, AT) ?? [];
        for (const change of changes) theirs.update(change);
      }
      const ours = new VenueMarket(binanceFeed);
      for (const frame of framesOf(lines)) ours.take(frame);
      const [book] = [...ours.books.books];
      const pairs = (levels: Iterable<{ price: number; amount: number }>): number[][] =>
        [...levels].map(({ price, amount }) => [price, amount]);
      expect(book?.synced.book.bids().map(({ price, quantity }) => [price, quantity])).toEqual(
        pairs(theirs.bids()),
      );
      expect(book?.synced.book.asks().map(({ price, quantity }) => [price, quantity])).toEqual(
        pairs(theirs.asks()),
      );
    });

    itWithSharedData(`${exchange}: the same trades and quotes, message by message`, (folder) => {
      const trades = normalizeTrades(exchange, AT);
      const quotes = normalizeBookTickers(exchange, AT);
      let compared = 0;
      for (const line of linesOf(join(folder, `${RECORDING}/${file}.log.gz`))) {
        const message = channelled(line, symbol);
        const [event] = decodeBinance(frameOf(line)).events;
        const of = trades.canHandle(message) ? trades : quotes.canHandle(message) ? quotes : null;
        const found: Iterable<Trade | BookTicker> = of?.map(message, AT) ?? [];
        for (const theirs of found) {
          compared++;
          if (theirs.type === 'trade') {
            expect(event).toMatchObject({
              kind: 'trade',
              id: theirs.id,
              price: theirs.price,
              quantity: theirs.amount,
              side: theirs.side,
              at: theirs.timestamp.getTime(),
            });
          } else {
            expect(event).toMatchObject({
              values: {
                bid: theirs.bidPrice,
                bidSize: theirs.bidAmount,
                ask: theirs.askPrice,
                askSize: theirs.askAmount,
              },
            });
          }
        }
      }
      expect(compared).toBeGreaterThan(4_000);
    });
  }

  const messages = (folder: string, set: string): readonly { readonly stream?: string }[] =>
    readFileSync(join(folder, 'messages/tardis/binance.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"set":"${set}"`))
      .map((line) => {
        const { message }: { message: { stream?: string } } = JSON.parse(line);
        return message;
      });

  for (const [set, exchange] of [
    ['binance futures', 'binance-futures'],
    ['binance delivery', 'binance-delivery'],
  ] as const)
    itWithSharedData(`${set}: marks, indices, funding and open interest`, (folder) => {
      const all = messages(folder, set);
      const mapper = normalizeDerivativeTickers(exchange, AT);
      const ours = new VenueMarket(binanceFeed);
      let compared = 0;
      for (const message of all) {
        ours.take(frameOf(JSON.stringify(message), '', AT.getTime()));
        if (message.stream === undefined || !mapper.canHandle(message)) continue;
        const found: Iterable<DerivativeTicker> = mapper.map(message, AT) ?? [];
        for (const theirs of found) {
          compared++;
          const market = exchange === 'binance-futures' ? 'BINANCE-USDM' : 'BINANCE-COINM';
          const values = [...ours.tickers.all].find(
            (one) => one.symbol === theirs.symbol && one.market === market,
          )?.values;
          const said = (field: TickerEvent['values'] extends infer V ? keyof V & string : never) =>
            values?.get(field)?.value;
          if (theirs.markPrice !== undefined) expect(said('mark')).toBe(theirs.markPrice);
          if (theirs.openInterest !== undefined)
            expect(said('openInterest')).toBe(theirs.openInterest);
          if (theirs.lastPrice !== undefined) expect(said('last')).toBe(theirs.lastPrice);
          // A dated contract's rate of 0 at time 0 is no funding: tardis-dev passes the 0 on.
          if (theirs.fundingRate !== undefined && !/_\d{6}$/.test(theirs.symbol)) {
            expect(said('funding')).toBe(theirs.fundingRate);
            expect(said('nextFunding')).toBe(theirs.fundingTimestamp?.getTime());
          }
          // tardis-dev takes P, the price to settle at, for the index of COIN-M; and the pair's index stream
          // for that of all its contracts, which here is an event of its own.
          if (theirs.indexPrice !== undefined && exchange === 'binance-futures') {
            expect(said('index')).toBe(theirs.indexPrice);
          }
        }
      }
      expect(compared).toBeGreaterThan(0);
    });

  itWithSharedData('options until 2025: quotes, volatilities and Greeks', (folder) => {
    const mapper = normalizeOptionsSummary('binance-european-options', AT);
    let compared = 0;
    for (const message of messages(folder, 'binance-european-options')) {
      if (!mapper.canHandle(message)) continue;
      const [event] = decodeBinance(frameOf(JSON.stringify(message))).events;
      const found: Iterable<OptionSummary> = mapper.map(message, AT) ?? [];
      for (const theirs of found) {
        compared++;
        // `vo` is the mark's volatility, which tardis-dev leaves out.
        expect(theirs.markIV).toBeUndefined();
        expect(event).toMatchObject({
          symbol: theirs.symbol,
          at: theirs.timestamp.getTime(),
          values: {
            mark: theirs.markPrice,
            bid: theirs.bestBidPrice,
            bidSize: theirs.bestBidAmount,
            bidVolatility: theirs.bestBidIV,
            ask: theirs.bestAskPrice,
            askSize: theirs.bestAskAmount,
            askVolatility: theirs.bestAskIV,
            last: theirs.lastPrice ?? null,
            delta: theirs.delta,
            gamma: theirs.gamma,
            vega: theirs.vega,
            theta: theirs.theta,
          },
        });
      }
    }
    expect(compared).toBe(2);
  });

  // It was written before the change of 12/2025; the version that knows it wants another Node.
  itWithSharedData('options since 12/2025: it reads none of them', (folder) => {
    const mapper = normalizeOptionsSummary('binance-european-options', AT);
    const all = messages(folder, 'binance-european-options v2');
    expect(all.filter((message) => mapper.canHandle(message))).toEqual([]);
    const read = all.filter((one) => decodeBinance(frameOf(JSON.stringify(one))).events.length > 0);
    expect(read).toHaveLength(all.length);
  });
});

describe('ccxt 4.5.84', () => {
  const usdm = new ccxt.binance({ options: { defaultType: 'future' } });

  itWithSharedData('contracts of USD-M', (folder) => {
    const line = readFileSync(join(folder, 'ws/cryptofeed/BINANCE_FUTURES.0.log'), 'utf8').split('\n', 1)[0]; // prettier-ignore
    const answer: { symbols: readonly { readonly symbol: string }[] } = JSON.parse(
      line?.slice(line.indexOf(': {') + 2) ?? '{}',
    );
    let compared = 0;
    for (const row of answer.symbols) {
      const ours = contractOf(row, BINANCE_USDM);
      if (!ours.ok) continue;
      const theirs = usdm.parseMarket(row);
      compared++;
      expect(ours.value).toMatchObject({
        symbol: theirs?.id,
        instrumentKind: theirs?.swap === true ? 'perpetual' : 'future',
        payoff: theirs?.linear === true ? 'linear' : 'inverse',
        underlying: theirs?.base,
        quote: theirs?.quote,
        settlement: theirs?.settle,
        expiry: theirs?.expiry ?? null,
      });
      expect(Number(ours.value.multiplier)).toBe(theirs?.contractSize);
    }
    expect(compared).toBe(121);
  });

  // The documented answers of exchangeInfo of COIN-M and options, one symbol of each.
  it('contracts of COIN-M and options', () => {
    const coinm = { filters: [], OrderType: [], timeInForce: [], liquidationFee: '0.010000', marketTakeBound: '0.30', symbol: 'BTCUSD_200925', pair: 'BTCUSD', contractType: 'CURRENT_QUARTER', deliveryDate: 1_601_020_800_000, onboardDate: 1_590_739_200_000, contractStatus: 'TRADING', contractSize: 100, quoteAsset: 'USD', baseAsset: 'BTC', marginAsset: 'BTC', pricePrecision: 1, quantityPrecision: 0, baseAssetPrecision: 8, quotePrecision: 8, underlyingType: 'COIN', underlyingSubType: [] }; // prettier-ignore
    const option = { expiryDate: 1_660_550_400_000, filters: [], symbol: 'BTC-220815-50000-C', side: 'CALL', strikePrice: '50000', underlying: 'BTCUSDT', unit: 1, quoteAsset: 'USDT' }; // prettier-ignore
    const url = (path: string): string => `https://x.invalid/${path}/exchangeInfo`;
    const ask = (path: string, body: object) =>
      decodeBinance(frameOf(JSON.stringify(body), url(path))).events.flatMap((event) =>
        event.kind === 'contract' ? [event.contract] : [],
      );
    const [dated] = ask('dapi/v1', { symbols: [coinm] });
    const theirs = usdm.parseMarket(coinm);
    expect(dated).toMatchObject({
      payoff: theirs?.inverse === true ? 'inverse' : 'linear',
      settlement: theirs?.settle,
      expiry: theirs?.expiry,
      multiplier: String(theirs?.contractSize),
      market: 'BINANCE-COINM',
    });
    const [call] = ask('eapi/v1', { optionSymbols: [option] });
    const listed = usdm.parseMarket(option);
    expect(call).toMatchObject({
      right: listed?.optionType,
      expiry: listed?.expiry,
      settlement: listed?.settle,
      multiplier: String(listed?.contractSize),
    });
    expect(Number(call?.strike)).toBe(listed?.strike);
  });

  // reference: IV and Greeks of the answer to `eapi/v1/mark`; ccxt passes them on as they are.
  it('Greeks of options', () => {
    const row = { symbol: 'BTC-231229-9900-C', markPrice: '33956.34', bidIV: '0', askIV: '0.8', markIV: '0.6', delta: '0.99', theta: '-0.5', gamma: '0.0001', vega: '1.5', highPriceLimit: '1', lowPriceLimit: '1', riskFreeInterest: '0.1' }; // prettier-ignore
    const theirs = usdm.parseGreeks(row);
    const [event] = decodeBinance(frameOf(JSON.stringify([row]))).events;
    expect(event).toMatchObject({
      values: {
        delta: theirs.delta,
        gamma: theirs.gamma,
        vega: theirs.vega,
        theta: theirs.theta,
        markVolatility: theirs.markImpliedVolatility,
        askVolatility: theirs.askImpliedVolatility,
        // 0 is no quote; ccxt says 0.
        bidVolatility: null,
      },
    });
    expect(theirs.bidImpliedVolatility).toBe(0);
  });

  it('funding and marks of REST', () => {
    const row = { symbol: 'BTCUSDT', markPrice: '11793.63104562', indexPrice: '11781.80495970', estimatedSettlePrice: '11781.16138815', lastFundingRate: '0.00038246', interestRate: '0.00010000', nextFundingTime: 1_597_392_000_000, time: 1_597_370_495_002 }; // prettier-ignore
    const theirs = usdm.parseFundingRate(row);
    expect(decodeBinance(frameOf(JSON.stringify(row))).events).toMatchObject([
      {
        at: theirs.timestamp,
        values: {
          mark: theirs.markPrice,
          index: theirs.indexPrice,
          funding: theirs.fundingRate,
          nextFunding: theirs.fundingTimestamp,
        },
      },
    ]);
  });
});
