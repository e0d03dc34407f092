import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDeribit } from '../../../../src/main/feeds/deribit/decode.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { DERIBIT_MARKET } from '../../../../src/main/imports/deribit/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { chain, tampered, type Link, type Numbering, type Pair } from '../probes/chains.ts';
import { frameOf, linesOf, only, received } from '../probes/frames.ts';
import { placesIn, replacedAt } from '../probes/mutations.ts';

type Row = readonly ['new' | 'change' | 'delete', number, number];
type Data = {
  readonly type: 'snapshot' | 'change';
  readonly instrument_name: string;
  readonly change_id: number;
  readonly bids: readonly Row[];
  readonly asks: readonly Row[];
};
type Sides = { readonly bids: readonly Pair[]; readonly asks: readonly Pair[] };

const dataOf = (text: string): Data => {
  const { params }: { params: { data: Data } } = JSON.parse(text);
  return params.data;
};

async function booksIn(folder: string): Promise<readonly string[]> {
  const texts = received(await linesOf(`${folder}ws/cryptofeed/DERIBIT.ws.1.0.log`));
  return texts.filter((text) => text.includes('"channel":"book.'));
}

/** A book from its texts by words alone: "new" must be new, "change" and "delete" must be there. */
function rebuilt(texts: readonly string[], symbol: string): Sides {
  const [bids, asks] = [new Map<number, number>(), new Map<number, number>()];
  for (const data of texts.map(dataOf).filter((one) => one.instrument_name === symbol)) {
    if (data.type === 'snapshot') for (const side of [bids, asks]) side.clear();
    for (const [side, rows] of [[bids, data.bids], [asks, data.asks]] as const) {
      for (const [word, price, amount] of rows) {
        expect(side.has(price)).toBe(word !== 'new');
        if (word === 'delete') side.delete(price);
        else side.set(price, amount);
      }
    }
  } // prettier-ignore
  return {
    bids: [...bids].toSorted(([a], [b]) => b - a),
    asks: [...asks].toSorted(([a], [b]) => a - b),
  };
}

function shownIn(market: VenueMarket, symbol: string): Sides | null {
  const book = market.books.book(DERIBIT_MARKET, symbol);
  if (book?.state !== 'live') return null;
  const pairs = (side: readonly { readonly price: number; readonly quantity: number }[]) =>
    side.map(({ price, quantity }): Pair => [price, quantity]);
  return { bids: pairs(book.book.bids()), asks: pairs(book.book.asks()) };
}

const take = (market: VenueMarket, text: string): number => market.take(frameOf(text)).needs.length;

function after(texts: readonly string[]): VenueMarket {
  const market = new VenueMarket(deribitFeed);
  for (const text of texts) take(market, text);
  return market;
}

/** The instrument that changes most in the recording: 31 of its 46 books, by grep -c. */
const BUSY = 'BTC-24SEP21-8000-P';

describe('the books of the recording', () => {
  itWithSharedData('are those that a rebuild from the texts gives', async (folder) => {
    const texts = await booksIn(folder);
    const market = after(texts);
    const symbols = [...new Set(texts.map((text) => dataOf(text).instrument_name))];
    expect(symbols).toHaveLength(10);
    for (const symbol of symbols) expect(shownIn(market, symbol)).toEqual(rebuilt(texts, symbol));
    expect([market.books.gapCount, market.counts.faults]).toEqual([0, 0]);
  });

  itWithSharedData(
    'are withdrawn where any message is cut out, and come back whole',
    async (folder) => {
      const texts = (await booksIn(folder)).filter((text) => text.includes(BUSY));
      const [whole = '', ...changes] = texts;
      expect(changes).toHaveLength(30);
      for (const [i] of changes.slice(0, -1).entries()) {
        const market = after([whole, ...changes.slice(0, i)]);
        expect(take(market, changes[i + 1] ?? '')).toBe(1);
        expect(shownIn(market, BUSY)).toBeNull();
        // It is asked for once, however many messages follow.
        for (const text of changes.slice(i + 2)) expect(take(market, text)).toBe(0);
        expect(market.books.gapCount).toBe(1);
        expect(take(market, whole)).toBe(0);
        expect(shownIn(market, BUSY)).toEqual(rebuilt([whole], BUSY));
      }
    },
  );

  itWithSharedData('take each message once, however often and late it comes', async (folder) => {
    const texts = await booksIn(folder);
    const twice = after([...texts.flatMap((text) => [text, text]), ...texts]);
    expect([twice.books.gapCount, twice.counts.faults]).toEqual([0, 0]);
    expect(shownIn(twice, BUSY)).toEqual(rebuilt(texts, BUSY));
  });

  itWithSharedData(
    'are in doubt after a text that is no message, until their next one',
    async (folder) => {
      const texts = (await booksIn(folder)).filter((text) => text.includes(BUSY));
      const unread = [
        texts[3]?.slice(0, 90) ?? '',
        '[]',
        '{"jsonrpc":"2.0","method":"subscription"}',
        '{"jsonrpc":"2.0","method":"subscription","params":{"data":{}}}',
        '{"jsonrpc":"2.0","method":"subscription","params":{"channel":7,"data":{}}}',
      ];
      for (const text of unread) {
        const market = after([...texts.slice(0, 3), text]);
        expect(market.books.book(DERIBIT_MARKET, BUSY)?.state).toBe('doubtful');
        take(market, texts[3] ?? '');
        expect(shownIn(market, BUSY)).toEqual(rebuilt(texts.slice(0, 4), BUSY));
      }
    },
  );
});

describe('a message of the recording with one value that cannot be read', () => {
  itWithSharedData('changes its book whole or not at all', async (folder) => {
    const texts = (await booksIn(folder)).filter((text) => text.includes(BUSY)).slice(0, 12);
    let broken = 0;
    for (const text of texts) {
      const message: unknown = JSON.parse(text);
      const [whole] = only(decodeDeribit(frameOf(text)), 'book');
      for (const place of placesIn(message)) {
        const { events, faults } = decodeDeribit(frameOf(replacedAt(message, place, 'none such')));
        for (const event of events) {
          if (event.kind === 'broken-book') broken++;
          if (event.kind !== 'book') continue;
          expect([event.symbol, event.bids, event.asks]).toEqual([BUSY, whole?.bids, whole?.asks]);
        }
        // What cannot be told whose it is may be of any book.
        if (events.length === 0) expect(faults.map(({ field }) => field)).toContain('');
      }
    }
    expect(broken).toBeGreaterThan(100);
  });
});

/** Ids go up by any step; they begin anew with a whole book, as after a restart of the venue. */
const numbering: Numbering = { step: (by) => by, restart: 3, wholeAtRestart: true };

const rows = (pairs: readonly Pair[]): readonly Row[] =>
  pairs.map(([price, size]) => [size === 0 ? 'delete' : 'change', price, size]);

const text = (
  { whole, bids, asks, id, previous, at, after: held }: Link,
  channel = 'book.BTC-PERPETUAL.100ms',
): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    method: 'subscription',
    params: {
      channel,
      data: {
        type: whole ? 'snapshot' : 'change',
        timestamp: at,
        instrument_name: 'BTC-PERPETUAL',
        change_id: id,
        ...(whole ? {} : { prev_change_id: previous }),
        bids: rows(whole ? held.bids : bids),
        asks: rows(whole ? held.asks : asks),
      },
    },
  });

/** Takes all; a book that is shown must be one that the venue had, whole. */
function checked(sent: readonly Link[]): VenueMarket {
  const market = new VenueMarket(deribitFeed);
  for (const link of sent) {
    take(market, text(link));
    const shown = shownIn(market, 'BTC-PERPETUAL');
    if (shown === null) continue;
    const at = market.books.book(DERIBIT_MARKET, 'BTC-PERPETUAL')?.at;
    expect(shown).toEqual(sent.find((one) => one.at === at)?.after);
  }
  return market;
}

describe('a book of Deribit', () => {
  it('is never live and wrong, whatever is lost, doubled, swapped, replayed or late', () => {
    fc.assert(
      fc.property(tampered(numbering), (sent) => void checked(sent)),
      { numRuns: 1000 },
    );
  });

  it('is asked for anew only where something was lost', () => {
    fc.assert(
      fc.property(chain(numbering), (links) => {
        const market = checked(links.flatMap((link) => [link, link]));
        expect([market.books.gapCount, market.counts.faults]).toEqual([0, 0]);
        expect(shownIn(market, 'BTC-PERPETUAL')).toEqual(links.at(-1)?.after);
      }),
    );
  });

  const T = 1_700_000_000_000;
  const link = (id: number, previous: number, bids: readonly Pair[], whole = false): Link => ({
    whole,
    bids,
    asks: [],
    id,
    previous,
    at: T + id,
    after: { bids: whole ? bids : [], asks: [] },
  });
  const first = text(link(10, 0, [[100, 1]], true));
  const second = text(link(15, 10, [[99, 2]]));
  const third = text(link(20, 15, [[100, 0]]));
  const bidsAfter = (...texts: readonly string[]) => shownIn(after(texts), 'BTC-PERPETUAL')?.bids;

  it('does not begin with changes that came before its snapshot, nor goes back to a slow one', () => {
    expect(bidsAfter(second)).toBeUndefined();
    expect(bidsAfter(second, first, second, third)).toEqual([[99, 2]]);
    const slow = text(link(12, 0, [[50, 1]], true));
    expect(bidsAfter(first, second, third, slow)).toEqual([[99, 2]]);
  });

  // As an instrument is that was just listed: tardis-dev's collection has its first change, after id 0.
  it('may be empty at first, of id 0', () => {
    expect(bidsAfter(text(link(0, 0, [], true)), text(link(14_617_771_529, 0, [[0.019, 93]])))).toEqual(
      [[0.019, 93]],
    ); // prettier-ignore
  });

  it('holds all that a grouped channel tells, each message anew', () => {
    const grouped = (id: number, bids: readonly Pair[]): string =>
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'subscription',
        params: {
          channel: 'book.BTC-PERPETUAL.none.10.100ms',
          data: { timestamp: T + id, instrument_name: 'BTC-PERPETUAL', change_id: id, bids, asks: [] },
        },
      }); // prettier-ignore
    expect(bidsAfter(grouped(1, [[5, 1]]), grouped(7, [[6, 1], [5, 3]]), grouped(1, [[5, 1]]))).toEqual(
      [[6, 1], [5, 3]],
    ); // prettier-ignore
  });

  // docs.deribit.com, "book.(instrument_name)": the word says what happens to the level.
  it('goes by the word of a level, whatever amount comes with "delete"', () => {
    for (const amount of [0, 7, null]) {
      const gone = third.replace('["delete",100,0]', JSON.stringify(['delete', 100, amount]));
      expect(gone.includes(`["delete",100,${amount}]`)).toBe(true);
      expect(bidsAfter(first, second, gone)).toEqual([[99, 2]]);
    }
    expect(bidsAfter(first, second.replace('"change",99', '"moved",99'))).toBeUndefined();
  });

  // Whose change it was is not known: any book may lack it, and its next message tells.
  it('is in doubt after a message whose channel and body name two instruments', () => {
    const market = after([first]);
    take(market, text(link(15, 10, [[99, 2]]), 'book.ETH-PERPETUAL.100ms'));
    expect(market.faults).toMatchObject([{ reason: 'conflict', field: '' }]);
    expect(shownIn(market, 'BTC-PERPETUAL')).toBeNull();
    expect(market.books.book(DERIBIT_MARKET, 'ETH-PERPETUAL')).toBeUndefined();
    take(market, third);
    expect(market.books.gapCount).toBe(1);
  });
});
