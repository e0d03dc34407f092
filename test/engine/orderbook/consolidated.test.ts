import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topOfBook } from '../../../src/engine/orderbook/top-of-book.ts';
import { asset, market } from '../../../src/engine/values/ids.ts';
import { anInstrument } from '../../support/builders.ts';
import {
  aBook,
  inverse,
  ladderOf,
  linear,
  other,
  severalBooks,
  spot,
  tether,
  value,
} from './books.ts';

describe('to one unit', () => {
  test('a linear contract by its multiplier and the rate of its quote currency', () => {
    const { bids, asks } = ladderOf([aBook(tether, [[99, 30]], [[101, 20]])]);
    // 30 contracts of a tenth of a coin; 99 USDT of 1.001 dollars
    expect(bids[0]?.quantity).toBeCloseTo(30 * 0.1, 12);
    expect(bids[0]?.price).toBeCloseTo(99 * 1.001, 12);
    expect(asks[0]?.quantity).toBeCloseTo(2, 12);
  });

  test('an inverse contract by multiplier ÷ price, level by level', () => {
    const { asks } = ladderOf([
      aBook(
        inverse,
        [[99, 1]],
        [
          [100, 5],
          [125, 5],
        ],
      ),
    ]);
    // 5 contracts of 100 dollars: 5 coins at 100, 4 at 125
    expect(asks.map(({ quantity }) => quantity)).toEqual([5, 4]);
  });

  test('without a rate of its quote currency a book is left out with the reason', () => {
    const euro = anInstrument({ symbol: 'BTC-EUR', market: market('E'), quote: asset('EUR') });
    const { bids, leftOut } = ladderOf([aBook(euro, [[99, 1]], [[101, 1]])]);
    expect(bids).toEqual([]);
    expect(leftOut[0]?.message).toBe('order book of BTC-EUR.E is left out: no price of EUR in USD');
  });

  test('quanto contracts are refused', () => {
    const quanto = anInstrument({ symbol: 'Q', payoff: 'quanto' });
    expect(ladderOf([aBook(quanto, [[99, 1]], [[101, 1]])]).leftOut[0]).toMatchObject({
      reason: 'unsupported-instrument',
    });
  });

  test('options are refused where somebody asks for them', () => {
    const option = anInstrument({
      symbol: 'O',
      kind: 'option',
      option: { right: 'call', strike: 100, exercise: 'european' },
    });
    const { leftOut } = ladderOf([aBook(option, [[9, 1]], [[11, 1]])], {
      kinds: new Set(['option']),
    });
    expect(leftOut[0]?.reason).toBe('unsupported-instrument');
  });
});

describe('a broken book is left out, the others stay', () => {
  const sound = aBook(other, [[98, 1]], [[102, 1]]);
  test.each([
    ['a quantity of 0', [[99, 0]], [[101, 1]], /quantity 0 of bid 0/],
    ['a price that is no number', [[99, 1]], [[Number.NaN, 1]], /price NaN of ask 0/],
    ['a negative price', [[-99, 1]], [[101, 1]], /price -99 of bid 0/],
    ['an endless quantity', [[99, 1]], [[101, Infinity]], /quantity Infinity of ask 0/],
    [
      'levels out of order',
      [
        [98, 1],
        [99, 1],
      ],
      [[101, 1]],
      /bid 1 at 99 is better/,
    ],
    ['a bid above the ask', [[102, 1]], [[101, 1]], /is crossed: bid 102, ask 101/],
    ['a bid at the ask', [[101, 1]], [[101, 1]], /is crossed/],
    ['nothing', [], [], /is empty/],
  ] as const)('%s', (_, bids, asks, message) => {
    const { leftOut, sources } = ladderOf([aBook(linear, bids, asks), sound]);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]?.message).toMatch(message);
    expect(sources.map(({ instrument }) => instrument)).toEqual([other.id]);
  });

  test('an instrument given twice counts not at all', () => {
    const twice = [aBook(linear, [[99, 1]], [[101, 1]]), aBook(linear, [[99, 2]], [[101, 2]])];
    expect(ladderOf(twice)).toMatchObject({ bids: [], leftOut: [{ reason: 'conflict' }] });
  });

  test('one side may be empty: there is a ladder, and no mid', () => {
    const ladder = ladderOf([aBook(linear, [[99, 1]], [])]);
    expect(ladder.leftOut).toEqual([]);
    expect(ladder.sources[0]).toMatchObject({ bestAsk: null, lastAsk: null });
    expect(topOfBook(ladder)).toMatchObject({ ok: false });
  });
});

test('a level says what each instrument gives of it', () => {
  const { bids } = ladderOf([
    aBook(
      linear,
      [
        [99, 1],
        [98, 4],
      ],
      [[101, 1]],
    ),
    aBook(other, [[99, 2]], [[101, 1]]),
  ]);
  expect(bids).toEqual([
    {
      price: 99,
      quantity: 3,
      shares: [
        { instrument: linear.id, venue: 'ALPHA', quantity: 1 },
        { instrument: other.id, venue: 'BETA', quantity: 2 },
      ],
    },
    { price: 98, quantity: 4, shares: [{ instrument: linear.id, venue: 'ALPHA', quantity: 4 }] },
  ]);
});

test('the kinds that are asked for are merged', () => {
  const both = [aBook(linear, [[99, 1]], [[101, 1]]), aBook(spot, [[98, 1]], [[102, 1]])];
  const of = ladderOf(both, { kinds: new Set(['spot']) });
  expect(of.sources.map(({ kind }) => kind)).toEqual(['spot']);
});

describe('a crossed ladder', () => {
  const crossed = ladderOf([
    aBook(
      linear,
      [
        [103, 2],
        [101, 3],
      ],
      [[104, 1]],
    ),
    aBook(
      other,
      [[99, 1]],
      [
        [100, 4],
        [102, 5],
      ],
    ),
  ]);

  test('is left as it is, with the size of the crossing', () => {
    // bids 103×2, 101×3 meet asks 100×4, 102×5: 2 at 103−100, 2 at 101−100; 101 < 102 ends it
    expect(crossed.crossing).toEqual({
      bid: 103,
      ask: 100,
      width: 3,
      fraction: 3 / 101.5,
      quantity: 4,
      value: 2 * 3 + 2 * 1,
    });
    expect(value(topOfBook(crossed))).toMatchObject({ mid: 101.5, spread: -3 });
  });

  test('what touches beyond the crossing is not counted', () => {
    const touching = ladderOf([
      aBook(linear, [[103, 2]], [[104, 1]]),
      aBook(
        other,
        [[99, 1]],
        [
          [101, 1],
          [103, 5],
        ],
      ),
    ]);
    // 1 at 103 − 101; the other 103 meets an ask of 103
    expect(touching.crossing).toMatchObject({ quantity: 1, value: 2 });
  });

  test('a touch is no crossing', () => {
    const touching = [aBook(linear, [[100, 1]], [[101, 1]]), aBook(other, [[99, 1]], [[100, 1]])];
    expect(ladderOf(touching).crossing).toBeNull();
  });
});

describe('books that are not of one time', () => {
  const books = [
    aBook(linear, [[99, 1]], [[101, 1]], 0),
    aBook(other, [[99, 1]], [[101, 1]], 1000),
    aBook(spot, [[99, 1]], [[101, 1]], 1001),
  ];

  test('are marked with how far they are behind the newest', () => {
    expect(
      ladderOf(books).sources.map(({ instrument, behind, late }) => [instrument, behind, late]),
    ).toEqual([
      [linear.id, 0, false],
      [other.id, 1000, false],
      [spot.id, 1001, true],
    ]);
  });

  test('are left out with the reason where asked', () => {
    const { sources, leftOut } = ladderOf(books, { late: 'left out' });
    expect(sources).toHaveLength(2);
    expect(leftOut[0]?.message).toBe(
      `order book of ${spot.id} is 1001 ms behind the newest, more than 1000`,
    );
  });
});

test('in whatever order books come, the ladder is the same', () => {
  fc.assert(
    fc.property(severalBooks, fc.integer({ min: 0, max: 3 }), (books, turn) => {
      const turned = [...books.slice(turn), ...books.slice(0, turn)].toReversed();
      expect(ladderOf(turned)).toEqual(ladderOf(books));
    }),
  );
});

test('a level split in two changes nothing', () => {
  fc.assert(
    fc.property(severalBooks, (books) => {
      // halves are exact
      const split = books.map((book) => ({
        ...book,
        bids: book.bids.flatMap(({ price, quantity }) => [
          { price, quantity: quantity / 2 },
          { price, quantity: quantity / 2 },
        ]),
      }));
      expect(ladderOf(split)).toEqual(ladderOf(books));
    }),
  );
});
