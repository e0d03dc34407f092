import ccxt from 'ccxt';
import {
  normalizeBookChanges,
  normalizeDerivativeTickers,
  normalizeOptionsSummary,
  OrderBook,
} from 'tardis-dev';
import { describe, expect } from 'vitest';
import { decodeBybit } from '../../../../src/main/feeds/bybit/decode.ts';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { BYBIT_INVERSE } from '../../../../src/main/imports/bybit/markets.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, only, received } from '../probes/frames.ts';

/** Days by which tardis-dev takes v2, with its books of 25 levels, and v5. */
const OF_V2 = new Date('2020-01-01');
const OF_V5 = new Date('2023-06-01');

type Collected = {
  readonly set: string;
  readonly message: { readonly topic?: string; readonly data?: object };
};

async function collected(folder: string, set: string): Promise<readonly Collected['message'][]> {
  const lines = await linesOf(`${folder}messages/tardis/bybit.jsonl`);
  return lines.flatMap((line) => {
    const { set: of, message }: Collected = JSON.parse(line);
    return of === set ? [message] : [];
  });
}

describe('tardis-dev 13.35.3', () => {
  itWithSharedData('leaves the same books of v2', async (folder) => {
    const texts = received(await linesOf(`${folder}ws/cryptofeed/BYBIT.ws.26.0.log`));
    const market = new VenueMarket(bybitFeed);
    const mapper = normalizeBookChanges('bybit', OF_V2);
    const theirs = new Map<string, OrderBook>();
    let changes = 0;
    for (const text of texts) {
      market.take(frameOf(text));
      const message: unknown = JSON.parse(text);
      if (!mapper.canHandle(message)) continue;
      for (const change of mapper.map(message, OF_V2) ?? []) {
        const book = theirs.get(change.symbol) ?? new OrderBook();
        theirs.set(change.symbol, book);
        book.update(change);
        changes++;
      }
    }
    expect([theirs.size, changes]).toEqual([2, 1018]);
    for (const [symbol, book] of theirs) {
      const ours = market.books.book(BYBIT_INVERSE, symbol)?.book;
      const theirLevels = (side: Iterable<{ readonly price: number; readonly amount: number }>) =>
        Array.from(side, ({ price, amount }) => ({ price, quantity: amount }));
      expect(ours?.bids()).toEqual(theirLevels(book.bids()));
      expect(ours?.asks()).toEqual(theirLevels(book.asks()));
    }
  });

  itWithSharedData('reads the same tickers of contracts', async (folder) => {
    const mapper = normalizeDerivativeTickers('bybit', OF_V5);
    let compared = 0;
    const market = new VenueMarket(bybitFeed);
    for (const message of await collected(folder, 'bybit')) {
      if (!mapper.canHandle(message)) continue;
      market.take(frameOf(message));
      for (const their of mapper.map(message, OF_V5) ?? []) {
        compared++;
        const [{ market: of, symbol } = { market: BYBIT_INVERSE, symbol: '' }] = only(
          decodeBybit(frameOf(message)),
          'ticker',
        );
        const ours = market.tickers.ticker(of, symbol)?.values;
        expect(symbol).toBe(their.symbol);
        // Both keep what a change does not name. For a dated contract they have 0 where there is no funding.
        expect(ours?.get('mark')?.value).toBe(their.markPrice);
        expect(ours?.get('index')?.value).toBe(their.indexPrice);
        expect(ours?.get('last')?.value).toBe(their.lastPrice);
        expect(ours?.get('openInterest')?.value).toBe(their.openInterest);
        expect(ours?.get('funding')?.value || 0).toBe(their.fundingRate || 0);
      }
    }
    // Of the 5, one change names nothing that they keep.
    expect(compared).toBe(4);
  });

  itWithSharedData('reads the same options', async (folder) => {
    const mapper = normalizeOptionsSummary('bybit-options', OF_V5);
    let compared = 0;
    for (const message of await collected(folder, 'bybit-options')) {
      if (!mapper.canHandle(message)) continue;
      const [ours] = only(decodeBybit(frameOf(message)), 'ticker');
      for (const their of mapper.map(message, OF_V5) ?? []) {
        compared++;
        expect(ours).toMatchObject({
          symbol: their.symbol,
          at: their.timestamp.getTime(),
          values: {
            mark: their.markPrice,
            markVolatility: their.markIV,
            delta: their.delta,
            gamma: their.gamma,
            vega: their.vega,
            theta: their.theta,
            forward: their.underlyingPrice,
            openInterest: their.openInterest,
            // 0 is a price to them and nobody's quote to us: an option is not offered for nothing.
            ask: their.bestAskPrice || null,
            askVolatility: their.bestAskIV || null,
            bidVolatility: their.bestBidIV || null,
          },
        });
      }
    }
    expect(compared).toBe(2);
  });
});

describe('ccxt 4.5.84', () => {
  const bybit = new ccxt.bybit();

  itWithSharedData('reads the same tickers and Greeks', async (folder) => {
    let compared = 0;
    for (const message of [
      ...(await collected(folder, 'bybit')),
      ...(await collected(folder, 'bybit-options')),
    ]) {
      if (message.topic?.startsWith('tickers.') !== true || message.data === undefined) continue;
      const [ours] = only(decodeBybit(frameOf(message)), 'ticker');
      const values = ours?.values;
      compared++;
      const { last, bid, ask, bidVolume, askVolume, markPrice, indexPrice } = bybit.parseTicker(
        message.data,
      );
      expect(values?.last).toBe(last);
      expect(values?.mark).toBe(markPrice);
      expect(values?.index).toBe(indexPrice);
      // Quotes of options have the names of requests to it (`bid1Price`), and the socket's (`bidPrice`) not.
      const quotes =
        values?.delta === undefined ? { bid, ask, bidSize: bidVolume, askSize: askVolume } : {};
      expect(values).toMatchObject(JSON.parse(JSON.stringify(quotes)));
      if (values?.delta === undefined) continue;
      const greeks = bybit.parseGreeks(message.data);
      const { delta, gamma, vega, theta, underlyingPrice } = greeks;
      expect(values).toMatchObject({ delta, gamma, vega, theta, forward: underlyingPrice });
    }
    expect(compared).toBe(7);
  });
});
