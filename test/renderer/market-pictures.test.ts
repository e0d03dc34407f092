import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthPlaces, nearestDepth } from '../../src/renderer/charts/depth.ts';
import { nearestOf } from '../../src/renderer/charts/nearest.ts';
import { nearestQuote } from '../../src/renderer/charts/smile.ts';
import { elapsed } from '../../src/renderer/state/age.ts';
import { basisPoints, sizeText } from '../../src/renderer/views/market/size-text.ts';
import { spread } from '../../src/renderer/views/market/spread.ts';

const size = { width: 600, height: 300 };

const places = depthPlaces(
  [
    { price: 99, cumulative: 1 },
    { price: 98, cumulative: 3 },
  ],
  [
    { price: 101, cumulative: 2 },
    { price: 104, cumulative: 5 },
  ],
);

describe('depth', () => {
  it('stands in the order of prices, each with its side', () => {
    expect(places.map(({ side, price }) => `${side} ${price}`)).toEqual([
      'bid 98',
      'bid 99',
      'ask 101',
      'ask 104',
    ]);
  });

  it('is found where it is drawn: ends at the ends, and nowhere in an empty ladder', () => {
    expect(nearestDepth(places, 0, size)).toBe(0);
    expect(nearestDepth(places, size.width, size)).toBe(3);
    expect(nearestDepth([], 10, size)).toBe(-1);
  });
});

describe('the nearest of places', () => {
  it('is the first of equals, in any order, and none of none', () => {
    expect(nearestOf([5, -1, 3], 2.5)).toBe(2);
    expect(nearestOf([1, 3, 1], 2)).toBe(0);
    expect(nearestOf([-4, -9], -8)).toBe(1);
    expect(nearestOf([], 0)).toBe(-1);
  });
});

describe('a smile', () => {
  it('is walked by its quotes', () => {
    const quotes = [-0.2, 0, 0.1].map((k) => ({ k, bid: 0.5, mid: 0.51, ask: 0.52 }));
    expect(nearestQuote(quotes, 0, size)).toBe(0);
    expect(nearestQuote(quotes, size.width, size)).toBe(2);
    expect(nearestQuote([], 10, size)).toBe(-1);
  });

  it('is shown at places spread evenly, both ends among them', () => {
    expect(spread(5, 9)).toEqual([0, 1, 2, 3, 4]);
    expect(spread(101, 3)).toEqual([0, 50, 100]);
    expect(spread(0, 9)).toEqual([]);
    expect(spread(4, 1)).toEqual([0]);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 2, max: 20 }), (n, most) => {
        const shown = spread(n, most);
        expect(shown[0]).toBe(0);
        expect(shown.at(-1)).toBe(n - 1);
        expect(new Set(shown).size).toBe(shown.length);
      }),
    );
  });
});

describe('ages', () => {
  it('are as of the telling, and what passed in the window since', () => {
    const told = { at: 10_000, heard: 500 };
    expect(elapsed(7_000, told, 500)).toBe(3_000);
    expect(elapsed(7_000, told, 2_500)).toBe(5_000);
  });

  it('are never below nothing: clocks are apart', () => {
    expect(elapsed(10_400, { at: 10_000, heard: 0 }, 100)).toBe(0);
  });
});

describe('sizes', () => {
  it('have the decimals of their column', () => {
    expect(sizeText(0.24387)).toBe('0.2439');
    expect(sizeText(1.5, 200)).toBe('1.50');
    expect(sizeText(1.5, 20_000)).toBe('2');
  });

  it('are told in basis points of a fraction', () => {
    expect(basisPoints(-0.00012)).toBe('−1.2');
  });
});
