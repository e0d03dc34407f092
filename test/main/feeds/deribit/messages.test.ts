import {
  normalizeBookChanges,
  normalizeDerivativeTickers,
  normalizeOptionsSummary,
  normalizeTrades,
} from 'tardis-dev';
import { describe, expect, it } from 'vitest';
import { decodeDeribit } from '../../../../src/main/feeds/deribit/decode.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import { replayed } from '../../../../src/main/feeds/replay/replayed.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, linesOf, only, received, textAt } from '../probes/frames.ts';
import { expectNothingThrown } from '../probes/hostile.ts';
import { placesIn, replacedAt } from '../probes/mutations.ts';

const NOW = new Date('2024-03-09');
const SOCKET = 'ws/cryptofeed/DERIBIT.ws.1.0.log';

async function collected(folder: string): Promise<readonly unknown[]> {
  const lines = await linesOf(`${folder}messages/tardis/deribit.jsonl`);
  return lines.map((line) => {
    const { message }: { message: unknown } = JSON.parse(line);
    return message;
  });
}

const textsAt = async (folder: string): Promise<readonly string[]> =>
  received(await linesOf(`${folder}${SOCKET}`));

const fixture = (folder: string, name: string): string =>
  textAt(`${folder}fixtures/nautilus/deribit/${name}.json`);

/** Null where there is nothing, as ours says it; theirs leaves it out or says 0. */
const orNone = (value: number | null | undefined): number | null =>
  value === undefined || value === 0 ? null : value;

describe('the recording of Deribit', () => {
  // Counted with grep: 1 answer, 89 tickers, 46 books of which 10 are snapshots.
  itWithSharedData('is read whole, without a gap', async (folder) => {
    const { market, kinds } = await replayed(deribitFeed, [`${folder}${SOCKET}`], { until: null });
    expect(Object.fromEntries(kinds)).toEqual({ control: 1, ticker: 89, book: 46 });
    expect([market.counts.faults, market.books.gapCount]).toEqual([0, 0]);
  });

  // grep -o '"contract_size"' | wc -l
  itWithSharedData('lists its contracts with their sizes', async (folder) => {
    const listing = [`${folder}ws/cryptofeed/DERIBIT.0.log`];
    const { market, kinds } = await replayed(deribitFeed, listing, { until: null });
    expect(kinds.get('contract')).toBe(1017);
    expect(market.contracts.get('BTC-24SEP21-40000-P.DERIBIT')).toMatchObject({
      multiplier: '1',
      strike: '40000',
      right: 'put',
      settlement: 'BTC',
      expiry: Date.UTC(2021, 8, 24, 8),
    });
    // Its amounts are dollars, not contracts of 10.
    expect(market.contracts.get('BTC-PERPETUAL.DERIBIT')).toMatchObject({
      multiplier: '1',
      payoff: 'inverse',
    });
  });
});

describe('the messages that tardis-dev collected', () => {
  // Counted by channel with Python: 1 quote, tickers of 2 futures and 5 options, 4 books,
  // 3 messages of trades with 4 rows; the tickers of 3 combinations are left out.
  itWithSharedData('are read without a fault', async (folder) => {
    const decoded = (await collected(folder)).map((message) => decodeDeribit(frameOf(message)));
    expect(decoded.flatMap(({ faults }) => faults)).toEqual([]);
    expect(counted(decoded.flatMap(({ events }) => events.map(({ kind }) => kind)))).toEqual({
      ticker: 8,
      book: 4,
      trade: 4,
    });
  });

  itWithSharedData('tell that an option has expired', async (folder) => {
    const [expired] = (await collected(folder)).filter((message) =>
      JSON.stringify(message).includes('"expired"'),
    );
    expect(only(decodeDeribit(frameOf(expired)), 'ticker')).toMatchObject([
      {
        symbol: 'BTC-8JUN20-8750-P',
        values: { mark: 0, ask: null, askVolatility: null, estimatedSettlement: null },
      },
    ]);
  });
});

describe('tardis-dev 13.35.3', () => {
  for (const source of ['recorded', 'collected'] as const) {
    const messagesOf = async (folder: string): Promise<readonly unknown[]> =>
      source === 'collected'
        ? collected(folder)
        : (await textsAt(folder)).map((text): unknown => JSON.parse(text));

    itWithSharedData(`gives the same books and trades of what was ${source}`, async (folder) => {
      const books = normalizeBookChanges('deribit', NOW);
      const trades = normalizeTrades('deribit', NOW);
      let compared = 0;
      for (const message of await messagesOf(folder)) {
        const ours = decodeDeribit(frameOf(message));
        if (books.canHandle(message)) {
          for (const their of books.map(message, NOW) ?? []) {
            const [book] = only(ours, 'book');
            const levels = (side: readonly { readonly price: number; readonly amount: number }[]) =>
              side.map(({ price, amount }) => ({ price, quantity: amount }));
            expect([book?.symbol, book?.at]).toEqual([their.symbol, their.timestamp.getTime()]);
            // They take a change after change 0 for a whole book; what says "change" is none to us,
            // and the book is withdrawn until one comes that says so.
            const isFirst = JSON.stringify(message).includes('"type":"change"');
            expect(book?.action).toBe(their.isSnapshot && !isFirst ? 'snapshot' : 'update');
            expect([book?.bids, book?.asks]).toEqual([levels(their.bids), levels(their.asks)]);
            compared++;
          }
        }
        if (trades.canHandle(message)) {
          const theirs = [...(trades.map(message, NOW) ?? [])];
          expect(
            only(ours, 'trade').map(({ id, price, quantity, side }) => [id, price, quantity, side]),
          ).toEqual(theirs.map(({ id, price, amount, side }) => [id, price, amount, side]));
          compared += theirs.length;
        }
      }
      expect(compared).toBeGreaterThan(source === 'recorded' ? 40 : 5);
    });

    itWithSharedData(`gives the same options and futures of what was ${source}`, async (folder) => {
      const options = normalizeOptionsSummary('deribit', NOW);
      const futures = normalizeDerivativeTickers('deribit', NOW);
      let compared = 0;
      for (const message of await messagesOf(folder)) {
        const [ticker] = only(decodeDeribit(frameOf(message)), 'ticker');
        // Structured trades and combinations are not held: nothing is read of them.
        if (ticker === undefined) continue;
        if (options.canHandle(message)) {
          for (const their of options.map(message, NOW) ?? []) {
            const { values } = ticker;
            const percent = (x: number | undefined) => (orNone(x) === null ? null : (x ?? 0) / 100);
            expect([values.mark, values.forward]).toEqual([their.markPrice, their.underlyingPrice]);
            expect(values.markVolatility).toBe(percent(their.markIV));
            expect(values.bidVolatility).toBe(percent(their.bestBidIV));
            // The venue's bound of 500 for a side that nobody quotes is a volatility to them.
            const isQuoted = orNone(their.bestAskPrice) !== null;
            expect(values.askVolatility).toBe(isQuoted ? percent(their.bestAskIV) : null);
            expect([values.bid, values.ask]).toEqual([
              orNone(their.bestBidPrice),
              orNone(their.bestAskPrice),
            ]);
            const { delta, gamma, vega, theta, rho } = values;
            expect({ delta, gamma, vega, theta, rho }).toEqual({
              delta: their.delta,
              gamma: their.gamma,
              vega: their.vega,
              theta: their.theta,
              rho: their.rho,
            });
            compared++;
          }
        } else if (futures.canHandle(message)) {
          for (const their of futures.map(message, NOW) ?? []) {
            expect(ticker.values).toMatchObject({
              mark: their.markPrice,
              index: their.indexPrice,
              openInterest: their.openInterest,
            });
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(source === 'recorded' ? 80 : 4);
    });
  }
});

describe('messages of Deribit', () => {
  itWithSharedData('as documented: quotes, volatility index, refusals, questions', (folder) => {
    const events = (name: string) => decodeDeribit(frameOf(fixture(folder, name))).events;
    expect(events('ws_quote')).toMatchObject([
      { kind: 'ticker', symbol: 'BTC-PERPETUAL', values: { bid: 92288, ask: 92288.5, bidSize: 133440, askSize: 99470 } },
    ]); // prettier-ignore
    expect(events('ws_volatility_index')).toMatchObject([{ asset: 'BTC', value: 1.2936 }]);
    expect(events('ws_error')).toMatchObject([{ word: 'refused' }]);
    expect(events('ws_test_request')).toMatchObject([{ word: 'asked' }]);
    expect(events('ws_book_grouped_snapshot')).toMatchObject([{ action: 'snapshot' }]);
  });

  itWithSharedData('never throw, whatever they hold', async (folder) => {
    const texts = [
      ...(await textsAt(folder)).slice(1, 60).filter((text) => text.length < 1_500),
      ...(await collected(folder)).map((message) => JSON.stringify(message)),
      ...[
        'ws_quote',
        'ws_volatility_index',
        'ws_trades',
        'ws_book_delta',
        'http_get_order_book',
      ].map((name) => fixture(folder, name)),
    ];
    expectNothingThrown(decodeDeribit, texts);
  });

  itWithSharedData('with one field that cannot be read lose that field alone', async (folder) => {
    let changed = 0;
    for (const text of [...(await textsAt(folder)).slice(1, 12), fixture(folder, 'ws_quote')]) {
      const message: unknown = JSON.parse(text);
      const [event] = only(decodeDeribit(frameOf(message)), 'ticker');
      if (event === undefined) continue;
      for (const place of placesIn(message)) {
        // What names the contract or holds many fields is more than one field.
        const name = place.at(-1);
        if (place.length < 3 || name === 'instrument_name' || name === 'greeks') continue;
        const { events, faults } = decodeDeribit(
          frameOf(replacedAt(message, place, 'no such value')),
        );
        const [now] = events;
        if (now?.kind !== 'ticker') continue;
        const kept = new Map(Object.entries(now.values));
        const lost = Object.entries(event.values).filter(([field]) => !kept.has(field));
        expect(lost.length).toBeLessThanOrEqual(1);
        for (const [field, value] of Object.entries(event.values)) {
          if (kept.has(field)) expect(kept.get(field)).toBe(value);
        }
        if (lost.length > 0) expect(faults).toHaveLength(1);
        changed += lost.length;
      }
    }
    expect(changed).toBeGreaterThan(100);
  });

  it('a change that does not say what it follows is no whole book', () => {
    const change = {
      type: 'change',
      instrument_name: 'BTC-PERPETUAL',
      timestamp: 1_700_000_000_000,
      change_id: 12,
      bids: [['new', 100, 1]],
      asks: [],
    };
    for (const data of [
      change,
      { ...change, prev_change_id: null },
      { ...change, prev_change_id: '1x' },
      { ...change, type: undefined, prev_change_id: '1x' },
    ]) {
      const params = { channel: 'book.BTC-PERPETUAL.100ms', data };
      const { events, faults } = decodeDeribit(frameOf({ jsonrpc: '2.0', method: 'subscription', params })); // prettier-ignore
      expect(events).toEqual([{ kind: 'broken-book', market: 'DERIBIT', symbol: 'BTC-PERPETUAL' }]);
      expect(faults.length).toBeGreaterThan(0);
    }
  });

  const notification = (channel: string, data: unknown): string =>
    JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });
  const told = (channel: string, data: unknown) =>
    decodeDeribit(frameOf(notification(channel, data)));

  it('that name another instrument than their channel change neither', () => {
    // The second begins like the first, and is another contract.
    for (const [channel, symbol] of [
      ['ticker.BTC-PERPETUAL.100ms', 'ETH-PERPETUAL'],
      ['ticker.BTC-24SEP21-8000-P.raw', 'BTC-24SEP21'],
      ['quote.BTC-24SEP21', 'BTC-24SEP21-8000-P'],
    ] as const) {
      const { events, faults } = told(channel, { instrument_name: symbol, mark_price: 5 });
      expect(events).toEqual([]);
      expect(faults).toMatchObject([{ reason: 'conflict', field: 'params.data.instrument_name' }]);
    }
  });

  it('say what is missing of an index, a trade or the Greeks', () => {
    const name = { index_name: 'btc_usd', timestamp: 1_700_000_000_000 };
    const option = { instrument_name: 'BTC-24SEP21-8000-P' };
    const trade = {
      ...option,
      timestamp: 1_700_000_000_000,
      price: 5,
      amount: 1,
      direction: 'buy',
    };
    const trades = 'trades.BTC-24SEP21-8000-P.raw';
    for (const [channel, data, field] of [
      ['deribit_price_index.btc_usd', name, 'price'],
      ['deribit_price_index.btc_usd', { ...name, price: null }, 'price'],
      ['deribit_volatility_index.btc_usd', name, 'volatility'],
      ['ticker.BTC-24SEP21-8000-P.raw', { ...option, greeks: [0.5] }, 'greeks'],
      [trades, [{ ...trade, price: undefined }], '[0].price'],
      [trades, [{ ...trade, amount: null }], '[0].amount'],
      [trades, [{ ...trade, timestamp: '' }], '[0].timestamp'],
      [trades, [{ ...trade, direction: 'zero' }], '[0].direction'],
    ] as const) {
      const { faults } = told(channel, data);
      const where = field.startsWith('[') ? `params.data${field}` : `params.data.${field}`;
      expect(faults.map((one) => one.field)).toEqual([where]);
    }
  });

  // They trade at the difference of two prices: one in the collection was last at -13.5.
  it('of combinations are left out, at whatever price', () => {
    const combination = { instrument_name: 'BTC-FS-19MAY26_PERP', timestamp: 1_700_000_000_000 };
    const trade = { ...combination, price: -13.5, amount: 10, direction: 'sell' };
    expect(told('trades.future_combo.BTC.100ms', [trade])).toEqual({ events: [], faults: [] });
    const data = { ...combination, mark_price: -12.1, best_bid_price: -14, best_ask_price: -12 };
    expect(told('ticker.BTC-FS-19MAY26_PERP.100ms', data)).toEqual({ events: [], faults: [] });
  });
});
