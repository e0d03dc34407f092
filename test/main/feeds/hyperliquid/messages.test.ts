import ccxt from 'ccxt';
import { normalizeBookChanges, normalizeDerivativeTickers, normalizeTrades } from 'tardis-dev';
import { describe, expect, it } from 'vitest';
import { decodeHyperliquid } from '../../../../src/main/feeds/hyperliquid/decode.ts';
import { hyperliquidFeed } from '../../../../src/main/feeds/hyperliquid/feed.ts';
import { hyperliquidAccounts } from '../../../../src/main/feeds/hyperliquid/private.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { HYPERLIQUID_MARKET } from '../../../../src/main/imports/hyperliquid/names.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { counted, frameOf, linesOf, only, textAt } from '../probes/frames.ts';
import { expectNothingThrown } from '../probes/hostile.ts';
import { placesIn, replacedAt } from '../probes/mutations.ts';

const NOW = new Date('2025-01-26');

/** Lines of the recording: nanoseconds, a blank, the message. */
async function recorded(folder: string): Promise<readonly unknown[]> {
  const lines = await linesOf(`${folder}ws/hyperliquid_BTC_20250126.log.gz`);
  return lines.map((line): unknown => JSON.parse(line.slice(line.indexOf(' '))));
}

async function collected(folder: string): Promise<readonly unknown[]> {
  const lines = await linesOf(`${folder}messages/tardis/hyperliquid.jsonl`);
  return lines.map((line) => {
    const { message }: { message: unknown } = JSON.parse(line);
    return message;
  });
}

const decodedAt = (folder: string, name: string) =>
  decodeHyperliquid(frameOf(textAt(`${folder}fixtures/nautilus/hyperliquid/${name}.json`)));

describe('the recording of Hyperliquid', () => {
  itWithSharedData('is read whole, and leaves the last book that was sent', async (folder) => {
    const market = new VenueMarket(hyperliquidFeed);
    const messages = await recorded(folder);
    const kinds = messages.flatMap((message) =>
      market.take(frameOf(message)).events.map(({ kind }) => kind),
    );
    // zcat | grep -o '"channel":"[a-zA-Z0-9]*"' | sort | uniq -c: 46 l2Book, 9 trades; grep -o '"tid"': 64.
    expect(counted(kinds)).toEqual({ book: 46, trade: 64 });
    expect([messages.length, market.counts.faults, market.books.gapCount]).toEqual([55, 0, 0]);
    type Side = readonly { readonly px: string; readonly sz: string }[];
    const books = messages.filter(
      (one): one is { data: { levels: readonly [Side, Side]; time: number } } =>
        JSON.stringify(one).startsWith('{"channel":"l2Book"'),
    );
    const newest = books.toSorted((a, b) => a.data.time - b.data.time).at(-1)?.data;
    const pairs = (side: Side = []) =>
      side.map(({ px, sz }) => ({ price: Number(px), quantity: Number(sz) }));
    const ours = market.books.book(HYPERLIQUID_MARKET, 'BTC');
    expect([ours?.state, ours?.at]).toEqual(['live', newest?.time]);
    expect(ours?.book.bids()).toEqual(pairs(newest?.levels[0]));
    expect(ours?.book.asks()).toEqual(pairs(newest?.levels[1]));
  });
});

describe('ccxt 4.5.84', () => {
  const theirs = new ccxt.hyperliquid();

  itWithSharedData('reads the same trades, and funding of an hour', async (folder) => {
    let compared = 0;
    for (const message of [...(await recorded(folder)), ...(await collected(folder))]) {
      const ours = decodeHyperliquid(frameOf(message));
      const { channel, data }: { channel: string; data: unknown } = JSON.parse(JSON.stringify(message)); // prettier-ignore
      if (channel === 'trades' && Array.isArray(data)) {
        const trades = data.map((row: object) => theirs.parseTrade(row));
        expect(
          only(ours, 'trade').map(({ side, price, quantity, at, id }) => [side, price, quantity, at, id]),
        ).toEqual(
          trades.map(({ side, price, amount, timestamp, id }) => [side, price, amount, timestamp, id]),
        ); // prettier-ignore
        compared += trades.length;
      }
      if (channel !== 'activeAssetCtx') continue;
      const context: { coin: string; ctx: object } = JSON.parse(JSON.stringify(data));
      const row = { name: context.coin, ...context.ctx };
      const { fundingRate, markPrice, indexPrice, interval } = theirs.parseFundingRate(row);
      const [ticker] = only(ours, 'ticker');
      expect(ticker?.values).toMatchObject({
        funding: fundingRate,
        mark: markPrice,
        index: indexPrice,
        fundingHours: Number(interval?.replace('h', '')),
      });
      // They take what a sale of some size would get for the best price: `impactPxs` are no quotes.
      expect(theirs.parseTicker(row).bid).toBe(0.199517);
      expect(ticker?.values).not.toHaveProperty('bid');
      compared++;
    }
    expect(compared).toBe(64 + 6 + 1);
  });
});

describe('tardis-dev 13.35.3', () => {
  for (const [name, source] of [
    ['recorded', recorded],
    ['collected', collected],
  ] as const) {
    itWithSharedData(`gives the same books and trades of what was ${name}`, async (folder) => {
      const books = normalizeBookChanges('hyperliquid', NOW);
      const trades = normalizeTrades('hyperliquid', NOW);
      let compared = 0;
      for (const message of await source(folder)) {
        const ours = decodeHyperliquid(frameOf(message));
        if (books.canHandle(message)) {
          for (const their of books.map(message, NOW) ?? []) {
            const [book] = only(ours, 'book');
            const levels = (side: readonly { readonly price: number; readonly amount: number }[]) =>
              side.map(({ price, amount }) => ({ price, quantity: amount }));
            expect([book?.symbol, book?.at]).toEqual([their.symbol, their.timestamp.getTime()]);
            expect([book?.bids, book?.asks]).toEqual([levels(their.bids), levels(their.asks)]);
            compared++;
          }
        }
        if (trades.canHandle(message)) {
          // The first message of a coin tells of past trades: they leave it out, and read it the second time.
          Array.from(trades.map(message, NOW) ?? []);
          const theirs = [...(trades.map(message, NOW) ?? [])];
          expect(
            only(ours, 'trade').map(({ symbol, price, quantity, side, at }) => [
              symbol,
              price,
              quantity,
              side,
              at,
            ]),
          ).toEqual(
            theirs.map(({ symbol, price, amount, side, timestamp }) => [
              symbol,
              price,
              amount,
              side,
              timestamp.getTime(),
            ]),
          );
          compared += theirs.length;
        }
      }
      expect(compared).toBe(name === 'recorded' ? 46 + 64 : 2 + 6);
    });
  }

  itWithSharedData('gives the same mark, oracle, open interest and funding', async (folder) => {
    const mapper = normalizeDerivativeTickers('hyperliquid', NOW);
    let compared = 0;
    for (const message of await collected(folder)) {
      if (!mapper.canHandle(message)) continue;
      for (const their of mapper.map(message, NOW) ?? []) {
        const [ticker] = only(decodeHyperliquid(frameOf(message)), 'ticker');
        expect(ticker).toMatchObject({
          symbol: their.symbol,
          at: null,
          values: {
            mark: their.markPrice,
            index: their.indexPrice,
            openInterest: their.openInterest,
            funding: their.fundingRate,
            // hyperliquid.gitbook.io, "Funding": paid every hour.
            fundingHours: 1,
          },
        });
        compared++;
      }
    }
    expect(compared).toBe(1);
  });
});

describe('messages of Hyperliquid', () => {
  itWithSharedData('of spot pairs and of mids change nothing', async (folder) => {
    const { events, faults } = decodedAt(folder, 'ws_allmids');
    expect([events, faults]).toEqual([[], []]);
    const kinds = (await collected(folder)).map((message) =>
      decodeHyperliquid(frameOf(message)).events.map(({ kind }) => kind),
    );
    // Lines 8 and 9 are of the spot pairs `@2` and `@162`.
    expect([kinds[7], kinds[8]]).toEqual([[], []]);
  });

  itWithSharedData('that answer requests list contracts and books', (folder) => {
    const listed = only(decodedAt(folder, 'http_meta_perp_sample'), 'contract');
    expect(listed.map(({ contract: one }) => [one.symbol, one.quote, one.settlement, one.payoff])).toEqual([
      ['BTC', 'USD', 'USDC', 'linear'],
      ['ETH', 'USD', 'USDC', 'linear'],
      ['ATOM', 'USD', 'USDC', 'linear'],
    ]); // prettier-ignore
    for (const name of ['http_l2_book_btc', 'http_l2_book_snapshot']) {
      const { events, faults } = decodedAt(folder, name);
      expect([events.map(({ kind }) => kind), faults]).toEqual([['book'], []]);
    }
    // Of all dexes only the first is margined in USDC.
    const all = only(decodedAt(folder, 'http_all_perp_metas_non_usdc_collateral'), 'contract');
    expect(all.map(({ contract }) => contract.symbol)).toEqual(['BTC']);
  });

  // hyperliquid.gitbook.io, "Info endpoint / Perpetuals": metaAndAssetCtxs, its example.
  it('give the contexts of contracts in the order of the list', () => {
    const context = { dayNtlVlm: '1169046.29406', funding: '0.0000125', markPx: '14.3161', midPx: '14.314', openInterest: '688.11', oraclePx: '14.32', premium: '0.00031774', prevDayPx: '15.322' }; // prettier-ignore
    const universe = [{ name: 'BTC', szDecimals: 5 }, { name: 'kPEPE' }, { name: 'OLD', isDelisted: true }]; // prettier-ignore
    const { events, faults } = decodeHyperliquid(
      frameOf([
        { universe },
        [{ ...context, markPx: '104000' }, context, { ...context, markPx: 'x' }],
      ]),
    );
    const contracts = only({ events, faults }, 'contract').map(({ contract }) => contract.symbol);
    expect(contracts).toEqual(['BTC']);
    const tickers = only({ events, faults }, 'ticker');
    expect(tickers.map(({ symbol, values }) => [symbol, values.mark])).toEqual([
      ['BTC', 104000],
      ['kPEPE', 14.3161],
      ['OLD', undefined],
    ]);
    expect(faults.map(({ field }) => field)).toEqual(['[1][2].markPx']);
  });

  it.each([
    [{ channel: 'pong' }, 'alive'],
    [{ channel: 'subscriptionResponse', data: { method: 'subscribe' } }, 'answered'],
    [{ channel: 'error', data: 'Invalid subscription' }, 'refused'],
  ])('%j are words', (message, word) => {
    expect(decodeHyperliquid(frameOf(message)).events).toMatchObject([{ word }]);
  });

  it('break a book, and never the half of it', () => {
    const level = (px: unknown, sz: unknown = '1') => ({ px, sz, n: 1 });
    const book = (bids: unknown, asks: unknown = [level('2')]) =>
      decodeHyperliquid(
        frameOf({ channel: 'l2Book', data: { coin: 'BTC', time: 1_730_160_007_687, levels: [bids, asks] } }),
      ); // prettier-ignore
    expect(book([level('1')]).events.map(({ kind }) => kind)).toEqual(['book']);
    for (const wrong of [[level('0')], [level('1', '-1')], [7], 'x', undefined, [level(null)]]) {
      const { events, faults } = book(wrong);
      expect(events.map(({ kind }) => kind)).toEqual(['broken-book']);
      expect(faults.length).toBeGreaterThan(0);
    }
    const { faults } = decodeHyperliquid(frameOf({ channel: 'l2Book', data: { levels: [] } }));
    expect(faults[0]?.field).toBe('');
  });

  it('do not go back to a book that comes late', () => {
    const market = new VenueMarket(hyperliquidFeed);
    const book = (time: number, px: string) =>
      frameOf({ channel: 'l2Book', data: { coin: 'BTC', time, levels: [[{ px, sz: '1' }], []] } });
    for (const [i, px] of ['1', '2', '3'].entries()) {
      market.take(book(1_730_160_007_000 + i, px));
    }
    market.take(book(1_730_160_007_000, '1'));
    expect(market.books.book(HYPERLIQUID_MARKET, 'BTC')?.book.bestBid?.price).toBe(3);
    expect(market.books.gapCount).toBe(0);
  });
});

describe('whatever comes from Hyperliquid', () => {
  const T = 1_730_160_007_687;
  const level = { px: '1', sz: '2', n: 3 };
  const context = { funding: '0.1', openInterest: '2', oraclePx: '3', markPx: '4' };
  const messages = [
    { channel: 'l2Book', data: { coin: 'BTC', time: T, levels: [[level], [{ ...level, px: '5' }]] } },
    { channel: 'bbo', data: { coin: 'BTC', time: T, bbo: [level, null] } },
    { channel: 'activeAssetCtx', data: { coin: 'BTC', ctx: context } },
    { channel: 'trades', data: [{ coin: 'BTC', side: 'A', px: '1', sz: '2', time: T, tid: 3 }] },
    { universe: [{ name: 'BTC' }] },
    [{ universe: [{ name: 'BTC' }] }, [context]],
    { channel: 'error', data: 'no' },
  ].map((message) => JSON.stringify(message)); // prettier-ignore

  it('is told as events and named faults, never thrown', () => {
    expectNothingThrown(decodeHyperliquid, messages);
  });

  it('does not change what other fields of a ticker say', () => {
    let changes = 0;
    for (const text of messages) {
      const whole: unknown = JSON.parse(text);
      const [before] = only(decodeHyperliquid(frameOf(whole)), 'ticker');
      if (before === undefined) continue;
      for (const place of placesIn(whole)) {
        const changed = decodeHyperliquid(frameOf(replacedAt(whole, place, 'no such value')));
        for (const { symbol, values } of only(changed, 'ticker')) {
          if (symbol !== before.symbol) continue;
          changes++;
          for (const [field, value] of Object.entries(values)) {
            expect([field, value]).toEqual(
              Object.entries(before.values).find(([name]) => name === field),
            );
          }
        }
      }
    }
    expect(changes).toBeGreaterThan(10);
  });
});

describe('an account on Hyperliquid', () => {
  const address = '0x31ca8395cf837de08b24da3f660e77761dfb974b';
  const [question] = hyperliquidAccounts.questions({ address }, instant(0), {});

  // hyperliquid.gitbook.io, "Info endpoint / Perpetuals": clearinghouseState.
  it('is asked for by its address alone', () => {
    expect(question?.request.url).toBe('https://api.hyperliquid.xyz/info');
    expect(JSON.parse(question?.request.body ?? '')).toEqual({
      type: 'clearinghouseState',
      user: address,
    });
    expect(hyperliquidAccounts.permission).toBeNull();
    expect(hyperliquidAccounts.refusal('Failed to deserialize')).not.toBeNull();
  });

  itWithSharedData('is read by the format that the question names', async (folder) => {
    const file = 'http_clearinghouse_state_negative_total_raw_usd.json';
    const text = textAt(`${folder}fixtures/nautilus/hyperliquid/${file}`);
    const read = await readText(text, { format: question?.format ?? null });
    expect([read.format, read.failures]).toEqual([question?.format, []]);
    expect(of(read, 'figure')[0]).toMatchObject({ name: 'equity', value: '1736.030875' });
    expect(hyperliquidAccounts.refusal(JSON.parse(text))).toBeNull();
  });
});
