import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import {
  floor,
  given,
  least,
  max,
  product,
  ratioOf,
  root,
  sum,
  violations,
  worst,
} from '../../../src/engine/margin/tree.ts';
import { failure } from '../../../src/engine/values/outcome.ts';

const leaf = (value: number): MarginNode => given('leaf', value, 'USD');

describe('rules over parts', () => {
  test.each([
    ['sum', sum('a', 'USD', [leaf(2), leaf(-5)]), -3],
    ['sum of nothing', sum('a', 'USD', []), 0],
    ['floor', floor('a', 'USD', [leaf(2), leaf(-5)]), 0],
    ['max', max('a', 'USD', [leaf(-2), leaf(-5)]), -2],
    ['worst', worst('a', 'USD', [leaf(-2), leaf(-5)]), 0],
    ['least', least('a', 'USD', [leaf(2), leaf(-5)]), -5],
    ['root', root('a', 'USD', [leaf(25), leaf(-9)]), 4],
    ['root of less than nothing', root('a', 'USD', [leaf(2), leaf(-5)]), 0],
    ['product', product('a', 'USD', [leaf(2), leaf(-5)]), -10],
    ['ratio', ratioOf('a', leaf(1), leaf(4)), 0.25],
  ])('%s', (_, node, value) => {
    expect(node.value).toBe(value);
    expect(violations(node)).toEqual([]);
  });

  test('a ratio to nothing stops', () => {
    expect(() => ratioOf('a', leaf(1), leaf(0))).toThrow('cannot be computed');
  });

  test('what a part lacks, every parent says', () => {
    const lacks = failure('missing-market-data', 'no price');
    const part = given('a', 1, 'USD', { lacking: [lacks] });
    const whole = sum('c', 'USD', [max('b', 'USD', [part, leaf(2)]), part]);
    expect(whole.lacking).toEqual([lacks]);
    expect(sum('d', 'USD', [leaf(1)]).lacking).toBeUndefined();
  });
});

describe('violations', () => {
  const values = fc.double({ min: -1e9, max: 1e9, noNaN: true });

  test('any node of a tree whose value was changed is found', () => {
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('sum', 'max', 'least', 'floor', 'worst', 'product', 'root'),
        (figures, rule) => {
          const make = { sum, max, least, floor, worst, product, root }[rule];
          const inner = make('inner', 'USD', figures.map(leaf));
          const whole = sum('whole', 'USD', [inner, leaf(1)]);
          expect(violations(whole)).toEqual([]);
          const wrong = { ...inner, value: inner.value + 1 + Math.max(...figures.map(Math.abs)) };
          const found = violations({ ...whole, parts: [wrong, leaf(1)] });
          expect(found.map(({ label }) => label)).toContain('inner');
        },
      ),
    );
  });

  test('a leaf with parts is none', () => {
    const odd = { ...leaf(1), parts: [leaf(1)] };
    expect(violations(odd)).toEqual([odd]);
  });
});
