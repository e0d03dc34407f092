import { expect, test } from 'vitest';
import { settledTail, tailCount, tailProbability } from '../../../src/engine/measures/tail.ts';

test.each([
  // 500 × (1 − 0.99) is 5.000000000000004 in binary: a naive ceiling takes rank 6.
  [500, '0.01', { mass: 5, whole: 5, rank: 5 }],
  [500, '1e-2', { mass: 5, whole: 5, rank: 5 }],
  [500, '.010', { mass: 5, whole: 5, rank: 5 }],
  [500, '0.010000000000000009', { mass: 5, whole: 5, rank: 5 }],
  [500, '0.009999999999999995', { mass: 5, whole: 5, rank: 5 }],
  [250, '0.01', { mass: 2.5, whole: 2, rank: 3 }],
  [1000, '0.025', { mass: 25, whole: 25, rank: 25 }],
  [50, '0.01', { mass: 0.5, whole: 0, rank: 1 }],
  [3, '0.999', { mass: 2.997, whole: 2, rank: 3 }],
])('%i outcomes at %s', (outcomes, text, expected) => {
  expect(tailCount(outcomes, settledTail(text))).toEqual(expected);
});

test.each(['', '.', '0', '1', '1.5', '-0.01', '+0.01', '1%', '0,01', '0.01x', 'NaN', '1e-400'])(
  'refuses "%s"',
  (text) => {
    const read = tailProbability(text);
    expect(read.ok ? read.value : read.failure.reason).toBe('malformed');
    expect(() => settledTail(text)).toThrow('tail probability');
  },
);
