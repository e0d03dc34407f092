import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallest } from '../../../../src/engine/numeric/search/select.ts';

const number = fc.oneof(
  fc.double({ noNaN: true }),
  // Many ties.
  fc.integer({ min: -3, max: 3 }),
);

test('the smallest are the first of all in order, and the input stays as it was', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 300 }), fc.nat(300), (values, some) => {
      const count = Math.min(some, values.length);
      const of = Float64Array.from(values);
      expect(smallest(of, count)).toEqual(Float64Array.from(values).toSorted().subarray(0, count));
      expect(of).toEqual(Float64Array.from(values));
    }),
  );
});

test.each([
  ['rising', (i: number) => i],
  ['falling', (i: number) => -i],
  ['all the same', () => 7],
  ['a saw', (i: number) => i % 10],
])('of 100,000 values: %s', (_, of) => {
  const values = Float64Array.from({ length: 100_000 }, (_none, i) => of(i));
  expect(smallest(values, 2_500)).toEqual(values.toSorted().subarray(0, 2_500));
});
