import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseBook } from '../../../src/engine/orderbook/base-book.ts';
import { depthWithin } from '../../../src/engine/orderbook/depth.ts';
import { imbalanceWithin, topImbalance } from '../../../src/engine/orderbook/imbalance.ts';
import { depthSlope } from '../../../src/engine/orderbook/slope.ts';
import { topOfBook } from '../../../src/engine/orderbook/top-of-book.ts';
import { aBook, ladderOf, linear, other, rates, severalBooks, value } from './books.ts';

// mid 100: 99 and 101 are 100 basis points away, 98 and 103 are 200 and 300
const ladder = ladderOf([
  aBook(
    linear,
    [
      [99, 1],
      [98, 2],
    ],
    [[101, 3]],
  ),
  aBook(
    other,
    [
      [99, 4],
      [97, 8],
    ],
    [[103, 5]],
  ),
]);

describe('by hand', () => {
  test('spread, mid and microprice', () => {
    expect(value(topOfBook(ladder))).toEqual({
      bid: { price: 99, quantity: 5 },
      ask: { price: 101, quantity: 3 },
      mid: 100,
      spread: 2,
      relativeSpread: 0.02,
      // (99 × 3 + 101 × 5) ÷ 8
      microprice: 802 / 8,
    });
  });

  test('depth within 200 basis points, per side and instrument, both ends included', () => {
    const { bids, asks } = value(depthWithin(ladder, 200));
    expect(bids).toEqual({
      quantity: 7,
      value: 99 * 5 + 98 * 2,
      shares: [
        { instrument: linear.id, venue: 'ALPHA', quantity: 3, value: 99 + 2 * 98 },
        { instrument: other.id, venue: 'BETA', quantity: 4, value: 4 * 99 },
      ],
      // its last bid is 98; the other shows one at 97 beyond
      endWithin: [linear.id],
    });
    expect(asks).toMatchObject({ quantity: 3, value: 303, endWithin: [linear.id] });
  });

  test('a side that shows nothing ends within every distance', () => {
    const thin = ladderOf([aBook(linear, [[99, 1]], [[101, 1]]), aBook(other, [[98, 1]], [])]);
    expect(value(depthWithin(thin, 1)).asks).toMatchObject({ quantity: 0, endWithin: [other.id] });
  });

  test('imbalance of the best levels and within a distance', () => {
    expect(value(topImbalance(ladder, 1))).toBeCloseTo((5 - 3) / 8, 12);
    expect(value(topImbalance(ladder, 2))).toBeCloseTo((7 - 8) / 15, 12);
    expect(value(imbalanceWithin(ladder, 200))).toBeCloseTo((7 - 3) / 10, 12);
    expect(imbalanceWithin(ladder, 50)).toMatchObject({ ok: false });
  });

  test('slope: 3 ÷ (2 B³) × Σ quantity × (B² − distance²)', () => {
    const slope = value(depthSlope(ladder, 400));
    const weights = {
      at100: 400 ** 2 - 100 ** 2,
      at200: 400 ** 2 - 200 ** 2,
      at300: 400 ** 2 - 300 ** 2,
    };
    const scale = 3 / (2 * 400 ** 3);
    expect(slope.asks).toBeCloseTo(scale * (3 * weights.at100 + 5 * weights.at300), 12);
    expect(slope.bids).toBeCloseTo(
      scale * (5 * weights.at100 + 2 * weights.at200 + 8 * weights.at300),
      12,
    );
  });

  test('the slope of a book that grows evenly is its growth', () => {
    // a coin every basis point on a mid of 10,000, as fine as a level each
    const side = (away: number): (readonly [number, number])[] =>
      Array.from({ length: 400 }, (_, i) => [10_000 + away * (i + 0.5), 1] as const);
    const even = aBook(linear, side(-1), side(1));
    const slope = value(depthSlope(ladderOf([even]), 200));
    // Σ over midpoints of (B² − x²) is (2/3) B³ + B/12: within a part in 100,000
    expect(slope.asks).toBeCloseTo(1, 4);
    expect(slope.bids).toBeCloseTo(1, 4);
  });
});

test('the depth of a ladder is that of its books in base units added up', () => {
  fc.assert(
    fc.property(severalBooks, fc.integer({ min: 1, max: 2500 }), (books, bps) => {
      const { mid, bids, asks } = value(depthWithin(ladderOf(books), bps));
      const alone = books.map((book) => value(baseBook(book, rates)));
      const within = (side: 'bids' | 'asks', counts: (price: number) => boolean): number =>
        alone
          .flatMap((book) => book[side])
          .filter(({ price }) => counts(price))
          .reduce((all, { quantity }) => all + quantity, 0);
      expect(bids.quantity).toBeCloseTo(
        within('bids', (price) => price >= mid * (1 - bps / 10_000)),
        8,
      );
      expect(asks.quantity).toBeCloseTo(
        within('asks', (price) => price <= mid * (1 + bps / 10_000)),
        8,
      );
    }),
  );
});
