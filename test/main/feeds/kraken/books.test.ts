import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Market } from '../../../../src/engine/values/ids.ts';
import { krakenFeed } from '../../../../src/main/feeds/kraken/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { KRAKEN_FUTURES, KRAKEN_SPOT } from '../../../../src/main/imports/kraken/names.ts';
import { chain, tampered, type Link, type Numbering, type Pair } from '../probes/chains.ts';
import { frameOf } from '../probes/frames.ts';

/** Numbers go up by one, and begin anew with a snapshot alone. */
const byOne: Numbering = { step: () => 1, restart: 1, wholeAtRestart: true };

/** A message of the futures' socket for each level: a link of several becomes as many, numbered on. */
function futuresTexts({ whole, bids, asks, at }: Link, seq: () => number): readonly string[] {
  const rows = (side: readonly Pair[]) =>
    side.filter(([, qty]) => qty > 0).map(([price, qty]) => ({ price, qty }));
  const product = { product_id: 'PI_XBTUSD', timestamp: at };
  if (whole) {
    const sides = { bids: rows(bids), asks: rows(asks) };
    return [JSON.stringify({ feed: 'book_snapshot', ...product, seq: seq(), ...sides })];
  }
  const change =
    (side: string) =>
    ([price, qty]: Pair) =>
      JSON.stringify({ feed: 'book', ...product, side, seq: seq(), price, qty });
  return [...bids.map(change('buy')), ...asks.map(change('sell'))];
}

type Sent = { readonly text: string; readonly id: number; readonly after: Shown };
type Shown = { readonly bids: readonly Pair[]; readonly asks: readonly Pair[] };

/** Messages one by one, each with the book after it, rebuilt here from plain maps. */
function futuresSession(links: readonly Link[]): readonly Sent[] {
  let id = 1_000;
  const sides = { buy: new Map<number, number>(), sell: new Map<number, number>() };
  return links.flatMap((link) =>
    futuresTexts(link, () => ++id).map((text): Sent => {
      type Row = { readonly price: number; readonly qty: number };
      const message: Partial<Row> & { seq: number; side?: 'buy' | 'sell'; bids?: Row[]; asks?: Row[] } =
        JSON.parse(text); // prettier-ignore
      if (message.side === undefined) {
        sides.buy = new Map(message.bids?.map(({ price, qty }) => [price, qty]));
        sides.sell = new Map(message.asks?.map(({ price, qty }) => [price, qty]));
      } else sides[message.side].set(message.price ?? 0, message.qty ?? 0);
      const held = (of: Map<number, number>, up: 1 | -1): readonly Pair[] =>
        [...of].filter(([, qty]) => qty > 0).toSorted(([a], [b]) => up * (a - b));
      const after = { bids: held(sides.buy, -1), asks: held(sides.sell, 1) };
      return { text, id: message.seq, after };
    }),
  );
}

const shownIn = (market: VenueMarket, at: Market, symbol: string): Shown | null => {
  const book = market.books.book(at, symbol);
  if (book?.state !== 'live') return null;
  const pairs = (side: readonly { readonly price: number; readonly quantity: number }[]) =>
    side.map(({ price, quantity }): Pair => [price, quantity]);
  return { bids: pairs(book.book.bids()), asks: pairs(book.book.asks()) };
};

const take = (market: VenueMarket, text: string): number => market.take(frameOf(text)).needs.length;

describe('a book of Kraken Futures', () => {
  it('is never live and wrong, whatever is lost, doubled, swapped, replayed or late', () => {
    const faults = fc.array(
      fc.tuple(fc.constantFrom('drop', 'twice', 'swap', 'late'), fc.nat(), fc.nat({ max: 5 })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(chain({ ...byOne, restart: 0 }), faults, (links, tampering) => {
        const whole = futuresSession(links.filter(({ whole: one }, i) => i === 0 || !one));
        const sent = [...whole];
        for (const [fault, at, by] of tampering) {
          const i = at % sent.length;
          const message = sent[i];
          if (message === undefined) continue;
          if (fault !== 'twice') sent.splice(i, 1);
          if (fault !== 'drop') sent.splice(fault === 'swap' ? i + 1 : i + by, 0, message);
        }
        const market = new VenueMarket(krakenFeed);
        for (const { text } of sent) {
          take(market, text);
          const shown = shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD');
          const last = market.books.book(KRAKEN_FUTURES, 'PI_XBTUSD')?.last;
          if (shown !== null) expect(shown).toEqual(whole.find(({ id }) => id === last)?.after);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is asked for anew only where something was lost, and is whole again after its snapshot', () => {
    fc.assert(
      fc.property(chain({ ...byOne, restart: 0 }), fc.nat(), (links, cut) => {
        const sent = futuresSession(links.filter(({ whole: one }, i) => i === 0 || !one));
        const twice = new VenueMarket(krakenFeed);
        for (const { text } of sent.flatMap((one) => [one, one])) take(twice, text);
        expect([twice.books.gapCount, twice.counts.faults]).toEqual([0, 0]);
        expect(shownIn(twice, KRAKEN_FUTURES, 'PI_XBTUSD')).toEqual(sent.at(-1)?.after);
        if (sent.length < 3) return;
        const lost = 1 + (cut % (sent.length - 2));
        const market = new VenueMarket(krakenFeed);
        let asked = 0;
        for (const [i, { text }] of sent.entries()) if (i !== lost) asked += take(market, text);
        expect([asked, market.books.gapCount]).toEqual([1, 1]);
        expect(shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD')).toBeNull();
        const { after } = sent.at(-1) ?? { after: { bids: [], asks: [] } };
        const levels = (side: readonly Pair[]) => side.map(([price, qty]) => ({ price, qty }));
        const snapshot = { feed: 'book_snapshot', product_id: 'PI_XBTUSD', seq: 90_000, timestamp: 1_800_000_000_000, bids: levels(after.bids), asks: levels(after.asks) }; // prettier-ignore
        take(market, JSON.stringify(snapshot));
        expect(shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD')).toEqual(after);
        expect(market.books.gaps.at(-1)?.until).not.toBeNull();
      }),
    );
  });

  it('waits for its snapshot, and does not go back to one that comes late', () => {
    const market = new VenueMarket(krakenFeed);
    const change = (seq: number, price: number) => JSON.stringify({ feed: 'book', product_id: 'PI_XBTUSD', side: 'buy', seq, price, qty: 1, timestamp: 1_612_269_825_000 + seq }); // prettier-ignore
    const whole = (seq: number) => JSON.stringify({ feed: 'book_snapshot', product_id: 'PI_XBTUSD', seq, timestamp: 1_612_269_825_000 + seq, bids: [{ price: 10, qty: 5 }], asks: [{ price: 20, qty: 5 }] }); // prettier-ignore
    expect(take(market, change(7, 11))).toBe(1);
    expect(shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD')).toBeNull();
    for (const text of [whole(8), change(9, 12), whole(8)]) take(market, text);
    expect(shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD')?.bids).toEqual([[12, 1], [10, 5]]); // prettier-ignore
    // Newer deltas had come before a snapshot that is older than they are: it does not connect.
    take(market, change(11, 13));
    take(market, whole(9));
    expect(take(market, change(12, 14))).toBe(1);
    expect(shownIn(market, KRAKEN_FUTURES, 'PI_XBTUSD')).toBeNull();
  });
});

const DEPTH = 10;

/** A price or quantity as Kraken sends it: with all its decimals. */
const fixed = (value: number, places: number): string => value.toFixed(places);

/** The checksum by another way than ours: whole numbers of ticks and lots instead of digits. */
function checksumOf({ bids, asks }: Shown): number {
  const part = ([price, qty]: Pair): string => `${Math.round(price * 10)}${Math.round(qty * 1e8)}`;
  return crc32([...asks, ...bids].map(part).join(''));
}

const topOf = ({ bids, asks }: Shown): Shown => ({
  bids: bids.slice(0, DEPTH),
  asks: asks.slice(0, DEPTH),
});

/** What leaves the ten best is not sent, what comes back into them is: as the venue does. */
function spotText(link: Link, before: Shown): string {
  const after = topOf(link.after);
  const changed = (now: readonly Pair[], past: readonly Pair[], rows: readonly Pair[]): readonly Pair[] =>
    link.whole
      ? now
      : [
          ...rows.filter(([price, qty]) => qty === 0 && !now.some(([one]) => one === price) && past.some(([one]) => one === price)),
          ...now.filter(([price, qty]) => !past.some((one) => one[0] === price && one[1] === qty)),
        ]; // prettier-ignore
  const side = (rows: readonly Pair[]): string =>
    rows.map(([price, qty]) => `{"price":${fixed(price, 1)},"qty":${fixed(qty, 8)}}`).join(',');
  const bids = side(changed(after.bids, before.bids, link.bids));
  const asks = side(changed(after.asks, before.asks, link.asks));
  return `{"channel":"book","type":"${link.whole ? 'snapshot' : 'update'}","data":[{"symbol":"BTC/USD","bids":[${bids}],"asks":[${asks}],"checksum":${checksumOf(after)},"timestamp":"${new Date(link.at).toISOString()}"}]}`;
}

function spotSession(links: readonly Link[]): ReadonlyMap<Link, string> {
  let before: Shown = { bids: [], asks: [] };
  return new Map(
    links.map((link) => {
      const text = spotText(link, before);
      before = topOf(link.after);
      return [link, text] as const;
    }),
  );
}

describe('a spot book of Kraken', () => {
  it('equals the venue’s ten best after every message', () => {
    fc.assert(
      fc.property(chain(byOne), (links) => {
        const market = new VenueMarket(krakenFeed);
        for (const [link, text] of spotSession(links)) {
          expect(take(market, text)).toBe(0);
          expect(shownIn(market, KRAKEN_SPOT, 'BTC/USD')).toEqual(topOf(link.after));
        }
        expect([market.books.gapCount, market.counts.faults]).toEqual([0, 0]);
      }),
    );
  });

  it('shows nothing that its checksum does not confirm', () => {
    fc.assert(
      fc.property(tampered(byOne), (sent) => {
        const texts = spotSession(sent.toSorted((a, b) => a.at - b.at));
        const market = new VenueMarket(krakenFeed);
        for (const link of sent) {
          take(market, texts.get(link) ?? '');
          const shown = shownIn(market, KRAKEN_SPOT, 'BTC/USD');
          if (shown === null) continue;
          const last = market.books.book(KRAKEN_SPOT, 'BTC/USD')?.at;
          expect(checksumOf(shown)).toBe(checksumOf(topOf(sent.find(({ at }) => at === last)?.after ?? shown))); // prettier-ignore
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is asked for anew where a message was lost that changed it', () => {
    const market = new VenueMarket(krakenFeed);
    const link = (at: number, whole: boolean, bids: readonly Pair[], held: readonly Pair[]): Link => ({ whole, bids, asks: [], id: 0, previous: 0, at: 1_700_000_000_000 + at, after: { bids: held, asks: [[20, 1]] } }); // prettier-ignore
    const first = { ...link(0, true, [[10, 1]], [[10, 1]]), asks: [[20, 1]] as const };
    const lost = link(1, false, [[11, 2]], [[11, 2], [10, 1]]); // prettier-ignore
    const next = link(2, false, [[10, 3]], [[11, 2], [10, 3]]); // prettier-ignore
    const texts = spotSession([first, lost, next]);
    expect(take(market, texts.get(first) ?? '')).toBe(0);
    expect(take(market, texts.get(next) ?? '')).toBe(1);
    expect(market.books.gaps[0]?.reason).toContain('checksum');
    expect(shownIn(market, KRAKEN_SPOT, 'BTC/USD')).toBeNull();
  });

  it('forgets what falls below the ten best, and learns it anew when it comes back', () => {
    const market = new VenueMarket(krakenFeed);
    const ten = Array.from({ length: 10 }, (_, i): Pair => [100 - i, 1 + i]);
    const link = (at: number, whole: boolean, bids: readonly Pair[], held: readonly Pair[]): Link => ({ whole, bids, asks: [], id: 0, previous: 0, at: 1_700_000_000_000 + at, after: { bids: held, asks: [] } }); // prettier-ignore
    const better: Pair = [101, 7];
    const changed: readonly Pair[] = [...ten.slice(0, 9), [91, 33]];
    const links = [
      link(0, true, ten, ten),
      link(1, false, [better], [better, ...ten]),
      // The quantity at 91 changes where nobody sees it; taking out the best brings it back.
      link(2, false, [[101, 0]], changed),
    ];
    const shown = [...spotSession(links)].map(([, text]) => {
      expect(take(market, text)).toBe(0);
      return shownIn(market, KRAKEN_SPOT, 'BTC/USD')?.bids;
    });
    expect(shown).toEqual([ten, [better, ...ten.slice(0, 9)], changed]);
  });
});
