import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import { derivativeBooks, spotBooks } from '../../../../src/main/feeds/binance/book-rules.ts';
import { binanceFeed } from '../../../../src/main/feeds/binance/feed.ts';
import type { SyncedBook } from '../../../../src/main/feeds/books/synced-book.ts';
import type { BookEvent } from '../../../../src/main/feeds/events.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { depthOf, frameOf, linesOf, PlainBook, type DepthMessage } from './recorded.ts';

const update = (first: number, last: number, previous: number | null = null): BookEvent => ({
  kind: 'book',
  market: market('BINANCE-SPOT'),
  symbol: 'BTCUSDT',
  at: null,
  action: 'update',
  bids: [],
  asks: [],
  first,
  last,
  previous,
  checksum: null,
});

/** developers.binance.com, "How to manage a local order book correctly": of spot, and of the futures. */
describe('the rules of the documentation', () => {
  it.each([
    // Spot: drop u <= lastUpdateId; the first event has U <= lastUpdateId + 1 <= u.
    [update(90, 100), 100, 'old'],
    [update(90, 101), 100, 'next'],
    [update(101, 105), 100, 'next'],
    [update(102, 105), 100, 'gap'],
  ] as const)('spot splices %j on %i: %s', (event, snapshot, sequence) => {
    expect(spotBooks.splices?.(event, snapshot)).toBe(sequence);
    expect(spotBooks.follows(event, snapshot, null)).toBe(sequence);
  });

  it.each([
    // Futures: drop u < lastUpdateId; the first event has U <= lastUpdateId <= u.
    [update(90, 99, 80), 100, 'old'],
    [update(90, 100, 80), 100, 'next'],
    [update(100, 105, 80), 100, 'next'],
    // Nothing of this symbol happened between 95 and 103: the book of 100 is that of 95.
    [update(103, 105, 95), 100, 'next'],
    [update(103, 105, 101), 100, 'gap'],
  ] as const)('futures splice %j on %i: %s', (event, snapshot, sequence) => {
    expect(derivativeBooks.splices?.(event, snapshot)).toBe(sequence);
  });

  it.each([
    [update(103, 105, 100), 100, 'next'],
    [update(90, 100, 80), 100, 'old'],
    [update(101, 105, 99), 100, 'gap'],
  ] as const)('futures follow %j upon %i: %s', (event, last, sequence) => {
    expect(derivativeBooks.follows(event, last, null)).toBe(sequence);
  });
});

const COINM = market('BINANCE-COINM');
const SYMBOL = 'BTCUSD_PERP';
const REST = 'https://dapi.binance.com/dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000';

/** The changes of a recorded book, and the book after each of them by plain maps. */
type Story = {
  readonly texts: readonly string[];
  readonly ids: readonly number[];
  readonly whole: DepthMessage;
  readonly after: ReadonlyMap<number, PlainBook['levels']>;
};

function storyOf(folder: string, count: number): Story {
  const lines = linesOf(join(folder, 'ws/binance-3venues-20240808/coinm_btcusd_perp.log.gz'));
  const texts = lines.filter((line) => line.includes('"depthUpdate"'));
  const answer = lines.map(depthOf).find((message) => message?.lastUpdateId !== undefined);
  const whole = answer ?? {};
  const first = texts.findIndex((text) => (depthOf(text)?.u ?? 0) >= (whole.lastUpdateId ?? 0));
  const told = texts.slice(first, first + count);
  const plain = new PlainBook();
  plain.apply(whole);
  const after = new Map<number, PlainBook['levels']>();
  after.set(whole.lastUpdateId ?? 0, plain.levels);
  const ids = told.map((text) => {
    const message = depthOf(text) ?? {};
    plain.apply(message);
    after.set(message.u ?? 0, plain.levels);
    return message.u ?? 0;
  });
  return { texts: told, ids, whole, after };
}

/** The venue's answer when its book had this id. */
function answerAt({ after }: Story, id: number): string {
  const levels = after.get(id);
  return JSON.stringify({
    lastUpdateId: id,
    symbol: SYMBOL,
    pair: 'BTCUSD',
    bids: levels?.bids.map((row) => row.map(String)),
    asks: levels?.asks.map((row) => row.map(String)),
  });
}

const levelsOf = ({ book }: SyncedBook): unknown => ({
  bids: book.bids().map(({ price, quantity }) => [price, quantity]),
  asks: book.asks().map(({ price, quantity }) => [price, quantity]),
});

class Desk {
  readonly market = new VenueMarket(binanceFeed);
  readonly #story: Story;

  constructor(story: Story) {
    this.#story = story;
  }

  get book(): SyncedBook {
    const book = this.market.books.book(COINM, SYMBOL);
    if (book === undefined) throw new Error('there is no book');
    return book;
  }

  /** @returns whether a whole book has to be asked for */
  send(text: string): boolean {
    return this.market.take(frameOf(text)).needs.length > 0;
  }

  answer(id: number): boolean {
    return this.market.take(frameOf(answerAt(this.#story, id), REST)).needs.length > 0;
  }

  /** A book that is shown is the venue's at the id it has. */
  isRight(): void {
    if (this.market.books.book(COINM, SYMBOL)?.state !== 'live') return;
    expect(levelsOf(this.book)).toEqual(this.#story.after.get(this.book.last ?? 0));
  }
}

describe('a recorded book', () => {
  itWithSharedData('is asked for once, and spliced however late the answer is', (folder) => {
    const story = storyOf(folder, 60);
    const desk = new Desk(story);
    expect(desk.send(story.texts[0] ?? '')).toBe(true);
    for (const text of story.texts.slice(1, 40)) expect(desk.send(text)).toBe(false);
    expect(desk.book.state).toBe('syncing');
    expect(desk.answer(story.ids[20] ?? 0)).toBe(false);
    expect(desk.book.state).toBe('live');
    expect(desk.book.last).toBe(story.ids[39]);
    desk.isRight();
  });

  itWithSharedData(
    'is withdrawn where a message is cut out, and whole again by an answer',
    (folder) => {
      const story = storyOf(folder, 60);
      const desk = new Desk(story);
      desk.answer(story.whole.lastUpdateId ?? 0);
      for (const text of story.texts.slice(0, 30)) desk.send(text);
      desk.isRight();
      expect(desk.send(story.texts[31] ?? '')).toBe(true);
      expect(desk.book.state).toBe('withdrawn');
      for (const text of story.texts.slice(32, 45)) desk.send(text);
      // An answer from before what was lost does not mend it.
      expect(desk.answer(story.ids[29] ?? 0)).toBe(true);
      expect(desk.book.state).toBe('withdrawn');
      expect(desk.answer(story.ids[38] ?? 0)).toBe(false);
      expect(desk.book.state).toBe('live');
      expect(desk.book.last).toBe(story.ids[44]);
      desk.isRight();
    },
  );

  itWithSharedData('takes no notice of duplicates', (folder) => {
    const story = storyOf(folder, 60);
    const desk = new Desk(story);
    desk.answer(story.whole.lastUpdateId ?? 0);
    for (const text of story.texts) {
      desk.send(text);
      desk.send(text);
    }
    for (const text of story.texts.slice(20)) desk.send(text);
    expect(desk.market.books.gapCount).toBe(0);
    expect(desk.book.last).toBe(story.ids.at(-1));
    desk.isRight();
  });

  itWithSharedData('goes on from a newer answer, and ignores an older one', (folder) => {
    const story = storyOf(folder, 60);
    const desk = new Desk(story);
    desk.answer(story.whole.lastUpdateId ?? 0);
    for (const text of story.texts.slice(0, 20)) desk.send(text);
    desk.answer(story.ids[10] ?? 0);
    expect(desk.book.last).toBe(story.ids[19]);
    desk.answer(story.ids[25] ?? 0);
    expect(desk.book.last).toBe(story.ids[25]);
    for (const text of story.texts.slice(20)) desk.send(text);
    expect(desk.market.books.gapCount).toBe(0);
    expect(desk.book.last).toBe(story.ids.at(-1));
    desk.isRight();
  });

  itWithSharedData('is never shown wrong, whatever is lost, doubled, swapped or late', (folder) => {
    const story = storyOf(folder, 80);
    const fault = fc.record({
      at: fc.integer({ min: 0, max: 79 }),
      what: fc.constantFrom('drop', 'double', 'swap', 'replay', 'garble', 'truncate'),
    });
    let live = 0;
    fc.assert(
      fc.property(
        fc.array(fault, { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        (faults, delay) => {
          const desk = new Desk(story);
          const order = [...story.texts.keys()];
          for (const { at, what } of faults) {
            if (what === 'drop') order.splice(at, 1);
            if (what === 'double') order.splice(at, 0, order[at] ?? 0);
            if (what === 'swap') order.splice(at, 2, order[at + 1] ?? 0, order[at] ?? 0);
            if (what === 'replay') order.push(...order.slice(at, at + 5));
          }
          const broken = new Map(faults.map(({ at, what }) => [at, what]));
          let due = -1;
          for (const [step, i] of order.entries()) {
            const text = story.texts[i] ?? '';
            const what = broken.get(i);
            const sent =
              what === 'garble'
                ? text.replace(/\["(\d)/, '["x$1')
                : what === 'truncate'
                  ? text.slice(0, text.length / 2)
                  : text;
            if (desk.send(sent)) due = step + delay;
            desk.isRight();
            if (due >= 0 && step >= due) {
              due = -1;
              if (desk.answer(story.ids[Math.max(...order.slice(0, step + 1))] ?? 0))
                due = step + delay;
              desk.isRight();
            }
          }
          if (desk.book.state === 'live') live++;
        },
      ),
      { numRuns: 25 },
    );
    expect(live).toBeGreaterThan(8);
  });
});

describe('a message that cannot be read', () => {
  const endpoint = 'wss://dstream.binance.com/stream';
  const send = (data: unknown, stream = 'btcusd_perp@depth@100ms') =>
    binanceFeed.decode(frameOf(JSON.stringify({ stream, data }), endpoint));
  const whole = { e: 'depthUpdate', E: 1_723_161_257_440, T: 1_723_161_257_432, s: SYMBOL, U: 5, u: 9, pu: 4, b: [['1', '2']], a: [['3', '4']] }; // prettier-ignore

  it.each([
    [{ ...whole, b: [['1', '-2']] }, 'data.b'],
    [{ ...whole, b: [['1']] }, 'data.b'],
    [{ ...whole, a: [['NaN', '2']] }, 'data.a'],
    [{ ...whole, a: [['1e400', '2']] }, 'data.a'],
    [{ ...whole, a: 'none' }, 'data.a'],
    [{ ...whole, b: undefined }, 'data.b'],
    [{ ...whole, u: undefined }, 'data.u'],
    [{ ...whole, U: '5.5' }, 'data.U'],
    [{ ...whole, pu: undefined }, 'data.pu'],
    [{ ...whole, s: 'ETHUSD_PERP' }, 'data.s'],
    [{ ...whole, s: undefined }, 'data.s'],
    [{ ...whole, s: 'BTCUSDT' }, 'data.s'],
    [{ ...whole, e: 'depthUpdates' }, 'e'],
    [{ ...whole, e: 'kline' }, 'e'],
  ])('breaks the book whose it is: %j', (data, field) => {
    const { events, faults } = send(data);
    expect(events).toEqual([{ kind: 'broken-book', market: COINM, symbol: SYMBOL }]);
    expect(faults[0]?.field).toBe(field);
  });

  it.each([
    '',
    '{"stream":"btcusd_perp@depth@100ms","data":{"e":"dep',
    '[1,2]',
    '7',
    'null',
    '{"x":1}',
    '{"e":"depthUpdate","U":1,"u":2}',
    '{"lastUpdateId":5,"bids":[],"asks":[]}',
  ])('makes every book doubtful where it names none: %s', (text) => {
    const { events, faults } = binanceFeed.decode(frameOf(text));
    expect(events).toEqual([]);
    expect(
      text === '[1,2]' ? faults.length : faults.some(({ field }) => field === ''),
    ).toBeTruthy();
  });

  it('keeps the book where only its time is wrong', () => {
    const { events, faults } = send({ ...whole, T: 5 });
    expect(events).toMatchObject([{ kind: 'book', at: null, last: 9 }]);
    expect(faults.map(({ field }) => field)).toEqual(['data.T']);
    expect(send(whole).events).toMatchObject([{ at: instant(1_723_161_257_432) }]);
  });
});
