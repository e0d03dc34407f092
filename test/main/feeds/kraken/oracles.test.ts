import ccxt from 'ccxt';
import { normalizeBookChanges, normalizeDerivativeTickers, normalizeTrades } from 'tardis-dev';
import { describe, expect } from 'vitest';
import { decodeKraken } from '../../../../src/main/feeds/kraken/decode.ts';
import { krakenFeed } from '../../../../src/main/feeds/kraken/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, linesOf, only, textAt } from '../probes/frames.ts';

const NOW = new Date('2024-01-01');

async function collected(folder: string): Promise<readonly unknown[]> {
  const lines = await linesOf(`${folder}messages/tardis/kraken-futures.jsonl`);
  return lines.map((line) => {
    const { message }: { message: unknown } = JSON.parse(line);
    return message;
  });
}

describe('messages collected by tardis-dev', () => {
  itWithSharedData('are read without a fault', async (folder) => {
    const market = new VenueMarket(krakenFeed);
    const messages = await collected(folder);
    const events = messages.flatMap((message) => market.take(frameOf(message)).events);
    // grep -o '"feed":"[a-z_]*"' | sort | uniq -c of the file: 3 book, 1 book_snapshot, 7 ticker, 4 trade.
    expect(counted(events.map(({ kind }) => kind))).toEqual({ book: 4, ticker: 7, trade: 4 });
    expect([messages.length, market.counts.faults]).toEqual([15, 0]);
  });

  itWithSharedData('give the same books and trades as theirs', async (folder) => {
    const books = normalizeBookChanges('cryptofacilities', NOW);
    const trades = normalizeTrades('cryptofacilities', NOW);
    let compared = 0;
    for (const message of await collected(folder)) {
      const ours = decodeKraken(frameOf(message));
      if (books.canHandle(message)) {
        const [theirs] = books.map(message, NOW) ?? [];
        const [book] = only(ours, 'book');
        const levels = (
          side: readonly { readonly price: number; readonly amount: number }[] = [],
        ) => side.map(({ price, amount }) => ({ price, quantity: amount }));
        expect([book?.symbol, book?.action === 'snapshot', book?.bids, book?.asks]).toEqual([
          theirs?.symbol,
          theirs?.isSnapshot,
          levels(theirs?.bids),
          levels(theirs?.asks),
        ]);
        // Where a message has no time they take that of its arrival, we say that there is none.
        expect(book?.at ?? NOW.getTime()).toBe(theirs?.timestamp.getTime());
        compared++;
      }
      if (trades.canHandle(message)) {
        const [theirs] = trades.map(message, NOW) ?? [];
        const [trade] = only(ours, 'trade');
        expect(trade).toMatchObject({
          symbol: theirs?.symbol,
          price: theirs?.price,
          quantity: theirs?.amount,
          side: theirs?.side,
          at: theirs?.timestamp.getTime(),
          id: theirs?.id ?? null,
        });
        compared++;
      }
    }
    expect(compared).toBe(8);
  });

  itWithSharedData('give the same marks, indices and funding', async (folder) => {
    let compared = 0;
    for (const message of await collected(folder)) {
      // A mapper for each: it keeps what earlier messages said.
      const mapper = normalizeDerivativeTickers('cryptofacilities', NOW);
      if (!mapper.canHandle(message)) continue;
      const [theirs] = mapper.map(message, NOW) ?? [];
      const [ticker] = only(decodeKraken(frameOf(message)), 'ticker');
      // A contract that nobody trades yet has no next funding: they leave the whole message out.
      if (theirs === undefined) {
        expect(ticker?.values).toMatchObject({
          mark: 1.3336,
          index: 1.3336,
          bid: null,
          last: null,
        });
        expect(ticker?.values).not.toHaveProperty('nextFunding');
        continue;
      }
      compared++;
      expect({
        symbol: ticker?.symbol,
        mark: ticker?.values.mark,
        index: ticker?.values.index,
        last: ticker?.values.last,
        openInterest: ticker?.values.openInterest,
        funding: ticker?.values.funding,
        next: ticker?.values.nextFunding,
        at: ticker?.at,
      }).toEqual({
        symbol: theirs.symbol,
        mark: theirs.markPrice,
        index: theirs.indexPrice,
        last: theirs.lastPrice,
        openInterest: theirs.openInterest,
        funding: theirs.fundingRate,
        next: theirs.fundingTimestamp?.getTime(),
        at: theirs.timestamp.getTime(),
      });
    }
    expect(compared).toBe(6);
  });
});

describe('ccxt 4.5.84', () => {
  itWithSharedData('lists the same contracts', async (folder) => {
    const text = textAt(`${folder}fixtures/nautilus/kraken/http_futures_instruments.json`);
    const exchange = new ccxt.krakenfutures();
    const answer: unknown = JSON.parse(text);
    Object.assign(exchange, { publicGetInstruments: () => Promise.resolve(answer) });
    const markets = await exchange.fetchMarkets();
    const ours = only(decodeKraken(frameOf(text)), 'contract').map(({ contract }) => contract);
    expect(markets.map((one) => one?.id)).toEqual(ours.map(({ symbol }) => symbol));
    for (const [i, contract] of ours.entries()) {
      const theirs = markets[i];
      expect({
        inverse: contract.payoff === 'inverse',
        settle: contract.settlement,
        quote: contract.quote,
        size: Number(contract.multiplier),
        perpetual: contract.instrumentKind === 'perpetual',
      }).toEqual({
        inverse: theirs?.inverse,
        settle: theirs?.settle,
        quote: theirs?.quote,
        size: theirs?.contractSize,
        perpetual: theirs?.swap,
      });
    }
  });

  itWithSharedData('reads the same quotes', (folder) => {
    const text = textAt(`${folder}fixtures/nautilus/kraken/http_futures_tickers.json`);
    const { tickers }: { tickers: readonly object[] } = JSON.parse(text);
    const ours = only(decodeKraken(frameOf(text)), 'ticker');
    for (const [i, row] of tickers.entries()) {
      const theirs = new ccxt.krakenfutures().parseTicker(row);
      const values = ours[i]?.values;
      expect([values?.bid, values?.ask, values?.bidSize, values?.askSize, values?.last]).toEqual([
        theirs.bid,
        theirs.ask,
        theirs.bidVolume,
        theirs.askVolume,
        theirs.last,
      ]);
    }
  });
});
