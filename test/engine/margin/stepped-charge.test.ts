import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { steppedCharge } from '../../../src/engine/margin/portfolio/stepped-charge.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { failure } from '../../../src/engine/values/outcome.ts';
import { okxVectors } from './okx-vectors.ts';

const beyond = failure('not-published', 'beyond the last step');
const { leastCharge, dollarHedge } = okxVectors;
const steps = [
  { upTo: 10_000, rate: 1 },
  { upTo: 70_000, rate: 2 },
  { upTo: null, rate: 4 },
];
const charge = (amount: number, of = steps) => steppedCharge('C', 'USD', amount, of, '', beyond);

test('published examples', () => {
  // okx.com support 4417291853837 and pastorq.com/13690
  expect(charge(leastCharge.raw).value).toBe(leastCharge.expect);
  expect(charge(dollarHedge.amount, [...dollarHedge.steps]).value).toBeCloseTo(
    dollarHedge.expect,
    8,
  );
});

test('nothing is charged nothing; beyond a last step with an end the figure says so', () => {
  expect(charge(0).value).toBe(0);
  expect(charge(1e9).lacking).toBeUndefined();
  const ended = charge(100_000, steps.slice(0, 2));
  expect(ended.value).toBe(10_000 + 2 * 90_000);
  expect(ended.lacking).toEqual([beyond]);
  expect(charge(70_000, steps.slice(0, 2)).lacking).toBeUndefined();
});

test('continuous at the edges, growing, every tree whole', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 200_000, noNaN: true }), (amount) => {
      const found = charge(amount);
      expect(violations(found)).toEqual([]);
      expect(charge(amount + 1).value).toBeGreaterThan(found.value);
      expect(charge(amount + 1).value - found.value).toBeLessThanOrEqual(4 + 1e-6);
    }),
  );
});
