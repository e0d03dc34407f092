import ccxt from 'ccxt';
import { normalizeBookChanges, normalizeOptionsSummary, OrderBook } from 'tardis-dev';
import { describe, expect } from 'vitest';
import { decodeOkx } from '../../../../src/main/feeds/okx/decode.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { OKX_MARKET } from '../../../../src/main/imports/okx/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, only, received } from '../probes/frames.ts';

/** Days by which tardis-dev takes the channels of v5; of the first it has `books`, else `books-l2-tbt`. */
const NOW = new Date('2023-03-01');
const DAY = new Date('2022-01-01');

type Push = {
  readonly arg?: { readonly channel: string };
  readonly data?: readonly Record<string, string>[];
};

async function collected(folder: string): Promise<readonly Push[]> {
  const lines = await linesOf(`${folder}messages/tardis/okx.jsonl`);
  return lines.map((line) => {
    const { message }: { message: Push } = JSON.parse(line);
    return message;
  });
}

describe('tardis-dev 13.35.3', () => {
  itWithSharedData('leaves the same books', async (folder) => {
    const texts = received(await linesOf(`${folder}ws/cryptofeed/OKX.ws.1.0.log`));
    const market = new VenueMarket(okxFeed);
    const mapper = normalizeBookChanges('okex', NOW);
    const theirs = new Map<string, OrderBook>();
    for (const text of texts) {
      market.take(frameOf(text));
      const message: unknown = JSON.parse(text);
      if (!mapper.canHandle(message)) continue;
      for (const change of mapper.map(message, NOW) ?? []) {
        const book = theirs.get(change.symbol) ?? new OrderBook();
        theirs.set(change.symbol, book);
        book.update(change);
      }
    }
    expect([...theirs.keys()].toSorted()).toEqual(['BTC-USD-220527', 'BTC-USDT', 'UNI-USD-SWAP']);
    for (const [symbol, book] of theirs) {
      const ours = market.books.book(OKX_MARKET, symbol)?.book;
      const levels = (side: Iterable<{ readonly price: number; readonly amount: number }>) =>
        Array.from(side, ({ price, amount }) => ({ price, quantity: amount }));
      const plain = (side: readonly { readonly price: number; readonly quantity: number }[] = []) =>
        side.map(({ price, quantity }) => ({ price, quantity }));
      expect(plain(ours?.bids())).toEqual(levels(book.bids()));
      expect(plain(ours?.asks())).toEqual(levels(book.asks()));
    }
  });

  itWithSharedData('reads the same volatilities, and gives the coin’s Greeks', async (folder) => {
    const mapper = normalizeOptionsSummary('okex-options', DAY);
    let compared = 0;
    for (const message of await collected(folder)) {
      // Its summaries need the index of before; each message is shown to both.
      if (!mapper.canHandle(message)) continue;
      const theirs = [...(mapper.map(message, DAY) ?? [])];
      if (message.arg?.channel !== 'opt-summary') continue;
      const ours = only(decodeOkx(frameOf(message)), 'ticker');
      expect(theirs).toHaveLength(ours.length);
      for (const [i, { symbol, at, values }] of ours.entries()) {
        const their = theirs[i];
        compared++;
        expect(their).toMatchObject({
          symbol,
          markIV: values.markVolatility,
          // Without suffix the venue's Greeks are of the coin: here they have names of their own.
          delta: values.coinDelta,
          gamma: values.coinGamma,
        });
        expect(their?.timestamp.getTime()).toBe(at);
        // The venue's bound of 5 is a volatility to them, no quote to us.
        expect(values.askVolatility).toBe(their?.bestAskIV === 5 ? null : their?.bestAskIV);
        expect(values.bidVolatility).toBe(their?.bestBidIV ?? null);
      }
    }
    expect(compared).toBe(3);
  });
});

describe('ccxt 4.5.84', () => {
  const okx = new ccxt.okx();

  itWithSharedData('reads the same tickers, Greeks and funding', async (folder) => {
    const seen = { tickers: 0, greeks: 0, funding: 0 };
    for (const message of await collected(folder)) {
      const ours = only(decodeOkx(frameOf(message)), 'ticker');
      for (const [i, row] of (message.data ?? []).entries()) {
        const values = ours[i]?.values;
        if (message.arg?.channel === 'tickers') {
          const { bid, ask, last, bidVolume, askVolume, timestamp } = okx.parseTicker(row);
          expect(ours[i]?.at).toBe(timestamp);
          expect(values).toMatchObject({
            bid: bid ?? null,
            ask: ask ?? null,
            last: last ?? null,
            bidSize: bidVolume ?? null,
            askSize: askVolume ?? null,
          });
          seen.tickers++;
        } else if (message.arg?.channel === 'opt-summary') {
          // Their delta is the coin's (its known difference 2), the volatility a fraction as here.
          const { delta, gamma, markImpliedVolatility } = okx.parseGreeks(row);
          expect(values).toMatchObject({
            coinDelta: delta,
            coinGamma: gamma,
            markVolatility: markImpliedVolatility,
          });
          expect(values?.delta).not.toBe(delta);
          seen.greeks++;
        } else if (message.arg?.channel === 'funding-rate') {
          const { fundingRate, fundingTimestamp } = okx.parseFundingRate(row);
          expect(values).toMatchObject({ nextFunding: fundingTimestamp });
          expect(values?.funding).toBe(fundingRate);
          seen.funding++;
        }
      }
    }
    expect(seen).toEqual({ tickers: 5, greeks: 3, funding: 2 });
  });

  itWithSharedData(
    'lists the same contracts, but for the multiplier of options',
    async (folder) => {
      const texts = await linesOf(`${folder}ws/cryptofeed/OKX.0.first5.log.gz`);
      let compared = 0;
      for (const line of texts) {
        const text = line.slice(line.indexOf('{'));
        const { data }: { data: readonly Record<string, string>[] } = JSON.parse(text);
        const contracts = only(decodeOkx(frameOf(text)), 'contract').map((one) => one.contract);
        for (const [i, row] of data.entries()) {
          const their = okx.parseMarket(row);
          const our = contracts[i];
          compared++;
          expect(our?.symbol).toBe(their?.id);
          if (our === undefined || their === undefined || our.instrumentKind === 'spot') continue;
          // ccxt leaves ctMult out (its known difference 3): the venue's own facts are the product.
          const multiplier = Number(row['ctVal']) * Number(row['ctMult']);
          expect(Number(our.multiplier)).toBeCloseTo(multiplier, 12);
          expect(their.contractSize).toBe(Number(row['ctVal']));
          expect(our.payoff === 'inverse').toBe(their.inverse);
          expect([our.settlement, our.expiry]).toEqual([their.settle, their.expiry ?? null]);
          if (our.strike !== null) expect(Number(our.strike)).toBe(their.strike);
          expect(our.right).toBe(their.optionType ?? null);
        }
      }
      expect(compared).toBe(1479);
    },
  );
});
