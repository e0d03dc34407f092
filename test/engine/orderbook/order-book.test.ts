import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderBook, type Level } from '../../../src/engine/orderbook/order-book.ts';

const level = fc.record({
  price: fc.integer({ min: 1, max: 40 }).map((ticks) => ticks / 2),
  quantity: fc.integer({ min: 0, max: 5 }),
});

/** The same book as plain maps, sorted when asked. */
function byMaps(changes: readonly (readonly Level[])[], better: (a: number, b: number) => number) {
  const map = new Map<number, number>();
  for (const levels of changes) {
    for (const { price, quantity } of levels) {
      if (quantity === 0) map.delete(price);
      else map.set(price, quantity);
    }
  }
  return [...map].toSorted(([a], [b]) => better(a, b));
}

const pairs = (levels: readonly Level[]) => levels.map(({ price, quantity }) => [price, quantity]);

describe('OrderBook', () => {
  it('holds what plain maps of its changes hold, best first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(level), fc.array(level)), { maxLength: 30 }),
        (changes) => {
          const book = new OrderBook();
          for (const [bids, asks] of changes) book.apply(bids, asks);
          expect(pairs(book.bids())).toEqual(
            byMaps(
              changes.map(([bids]) => bids),
              (a, b) => b - a,
            ),
          );
          expect(pairs(book.asks())).toEqual(
            byMaps(
              changes.map(([, asks]) => asks),
              (a, b) => a - b,
            ),
          );
        },
      ),
    );
  });

  it('keeps no more levels than its venue does, the best ones', () => {
    const book = new OrderBook(2);
    book.apply(
      [1, 3, 2].map((price) => ({ price, quantity: 1 })),
      [6, 4, 5].map((price) => ({ price, quantity: 1 })),
    );
    expect(pairs(book.bids())).toEqual([
      [3, 1],
      [2, 1],
    ]);
    expect(pairs(book.asks())).toEqual([
      [4, 1],
      [5, 1],
    ]);
    expect(book.size).toBe(4);
  });

  it('a snapshot leaves nothing of what was', () => {
    const book = new OrderBook();
    book.apply([{ price: 9, quantity: 1 }], [{ price: 10, quantity: 1 }]);
    book.replace([{ price: 7, quantity: 2 }], []);
    expect(pairs(book.bids())).toEqual([[7, 2]]);
    expect(book.bestAsk).toBeUndefined();
    expect(book.isCrossed).toBe(false);
  });

  it('is crossed when somebody bids what somebody asks', () => {
    const book = new OrderBook();
    book.apply([{ price: 10, quantity: 1 }], [{ price: 10, quantity: 1 }]);
    expect(book.isCrossed).toBe(true);
    book.apply([{ price: 10, quantity: 0 }], []);
    expect(book.isCrossed).toBe(false);
  });
});
