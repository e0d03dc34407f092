import { describe, expect, test } from 'vitest';
import { bookWalk } from '../../../src/engine/measures/liquidity/book-walk.ts';
import { squareRootImpact } from '../../../src/engine/measures/liquidity/impact.ts';
import { optimalSchedule } from '../../../src/engine/measures/liquidity/schedule.ts';

const book = {
  bids: [
    { price: 99, quantity: 1 },
    { price: 98, quantity: 2 },
  ],
  asks: [{ price: 101, quantity: 5 }],
};

describe('closing against the book', () => {
  test('by hand: mid 100, one unit at 99 and one at 98', () => {
    expect(bookWalk('sell', 2, book)).toEqual({
      ok: true,
      value: {
        filled: 2,
        unfilled: 0,
        price: 98.5,
        worstPrice: 98,
        mid: 100,
        cost: 3,
        slippage: 3 / 200,
      },
    });
  });

  test('what the book cannot take is said, not priced', () => {
    expect(bookWalk('sell', 10, book)).toMatchObject({
      value: { filled: 3, unfilled: 7, cost: 5 },
    });
  });

  test('without a side there is no mid', () => {
    expect(bookWalk('buy', 1, { ...book, bids: [] })).toMatchObject({ ok: false });
    const empty = { ...book, asks: [{ price: 101, quantity: 0 }] };
    expect(bookWalk('buy', 1, empty)).toMatchObject({ ok: false });
  });
});

test('square-root impact by hand', () => {
  // A quarter of the volume: impact 1 × 2 % × √0.25 = 1 %, half the spread 0.5 %.
  const found = squareRootImpact({
    quantity: 25,
    dailyVolume: 100,
    dailyVolatility: 0.02,
    coefficient: 1,
    price: 10,
    spread: 0.01,
    participation: 0.1,
  });
  expect(found.cost).toBeCloseTo(250 * 0.015, 12);
  expect(found.days).toBeCloseTo(2.5, 12);
  // √((1 + 2.5)(2 + 1/2.5)/6)
  expect(found.riskScale).toBeCloseTo(Math.sqrt((3.5 * 2.4) / 6), 12);
});

describe('optimal schedule', () => {
  const inputs = {
    quantity: 100,
    intervals: 4,
    length: 1,
    volatility: 1,
    temporary: 0.1,
    permanent: 0.01,
    fixed: 0,
    aversion: 0,
  };

  test('without fear of risk sells evenly', () => {
    const found = optimalSchedule(inputs);
    if (!found.ok) expect.fail(found.failure.message);
    expect(found.value.holdings).toEqual([100, 75, 50, 25, 0]);
  });

  test('no neighbouring schedule has a lower objective', () => {
    const aversion = 0.05;
    const found = optimalSchedule({ ...inputs, aversion });
    if (!found.ok) expect.fail(found.failure.message);
    const net = inputs.temporary - inputs.permanent / 2;
    const objective = (holdings: readonly number[]): number =>
      holdings.slice(1).reduce(
        (sum, left, k) => {
          const sold = holdings[k]! - left;
          return sum + net * sold ** 2 + aversion * left ** 2;
        },
        (inputs.permanent * 100 ** 2) / 2,
      );
    const best = found.value.holdings;
    expect(objective(best)).toBeCloseTo(found.value.objective, 9);
    for (let k = 1; k < best.length - 1; k++) {
      for (const nudge of [-0.1, 0.1]) {
        const moved = best.map((left, at) => (at === k ? left + nudge : left));
        expect(objective(moved)).toBeGreaterThan(found.value.objective);
      }
    }
  });

  test('where permanent impact outweighs temporary there is none', () => {
    expect(optimalSchedule({ ...inputs, permanent: 1 })).toMatchObject({ ok: false });
  });
});
