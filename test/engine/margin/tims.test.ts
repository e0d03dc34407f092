import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimsPosition } from '../../../src/engine/margin/tims/position.ts';
import {
  timsMargin,
  timsMoves,
  type TimsClass,
  type TimsNumbers,
} from '../../../src/engine/margin/tims/tims.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { timsRequirement, timsVectors } from './tims-vectors.ts';

test.each(timsVectors.cases)('$id', ({ document, expect: published, worst }) => {
  const node = timsRequirement(document);
  expect(Math.abs(node.value / published - 1)).toBeLessThan(timsVectors.tolerance.relative);
  expect(violations(node)).toEqual([]);
  if (worst !== undefined) expect(node.parts[0]?.parts[0]?.scenario).toBe(worst);
});

test('points: five equidistant moves on each side, none at the present price', () => {
  expect(timsMoves({ down: 0.08, up: 0.06 }, 5).map((move) => Number(move.toFixed(4)))).toEqual([
    -0.08, -0.064, -0.048, -0.032, -0.016, 0.012, 0.024, 0.036, 0.048, 0.06,
  ]);
});

const numbers: TimsNumbers = {
  pointsEachSide: 5,
  minimum: 0.375,
  productOffsets: new Map(),
  portfolioOffsets: new Map(),
  rate: 0.03,
};

const share = (name: string, quantity: number): TimsPosition => ({
  name,
  product: { name, price: 100, carry: 0 },
  quantity,
  multiplier: 1,
  option: null,
});

const call = (name: string, quantity: number): TimsPosition => ({
  ...share(name, quantity),
  multiplier: 100,
  option: { right: 'call', strike: 100, years: 0.2, exercise: 'european', price: 4 },
});

const aClass = (
  name: string,
  positions: readonly TimsPosition[],
  fields: Partial<TimsClass> = {},
): TimsClass => ({
  name,
  down: 0.15,
  up: 0.15,
  productGroup: name,
  portfolioGroup: name,
  positions,
  ...fields,
});

function needed(classes: readonly TimsClass[], by: Partial<TimsNumbers> = {}): number {
  const found = timsMargin(classes, { ...numbers, ...by }, 'USD');
  if (!found.ok) throw new Error(found.failure.message);
  expect(violations(found.value)).toEqual([]);
  return found.value.value;
}

describe('offsets between classes', () => {
  const group = { productGroup: 'P', portfolioGroup: 'G' };
  const long = aClass('A', [share('A', 100)], group);
  const short = aClass('B', [share('B', -100)], group);

  test('by hand: none, a share, all; classes of other groups stand alone', () => {
    expect(needed([long, short])).toBeCloseTo(1500, 9);
    expect(needed([long, short], { productOffsets: new Map([['P', 0.9]]) })).toBeCloseTo(150, 9);
    expect(needed([long, short], { productOffsets: new Map([['P', 1]]) })).toBeCloseTo(0, 9);
    expect(needed([long, aClass('B', [share('B', -100)])])).toBeCloseTo(3000, 9);
  });

  test('between product groups of one portfolio group by its own share', () => {
    const apart = { ...short, productGroup: 'Q' };
    expect(needed([long, apart], { portfolioOffsets: new Map([['G', 0.5]]) })).toBeCloseTo(750, 9);
  });

  test('never raise a requirement above that of the classes apart', () => {
    const quantity = fc.integer({ min: -50, max: 50 });
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(quantity, quantity, quantity, fraction, (a, b, c, offset) => {
        const first = [share('A', 100 * a), call('A', c)];
        const second = [share('B', 100 * b)];
        const together = needed([aClass('A', first, group), aClass('B', second, group)], {
          productOffsets: new Map([['P', offset]]),
        });
        const apart = needed([aClass('A', first)]) + needed([aClass('B', second)]);
        expect(together).toBeLessThanOrEqual(apart + 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});

test('an empty class needs nothing; options need their minimum even where no point loses', () => {
  expect(needed([aClass('A', [])])).toBe(0);
  expect(needed([aClass('A', [call('A', 3), call('A', -3)])])).toBeCloseTo(6 * 37.5, 9);
});

test('a price that no volatility gives is said by position', () => {
  const impossible = { ...call('A', 1), option: { ...call('A', 1).option!, price: 200 } };
  expect(timsMargin([aClass('A', [impossible])], numbers, 'USD')).toMatchObject({
    ok: false,
    failure: { message: expect.stringContaining('A: a price of 200') },
  });
});
