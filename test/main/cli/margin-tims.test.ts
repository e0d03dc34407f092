import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('tims');

test('the example of the documentation is within half a percent of the published requirement', () => {
  const { code, out } = askedMargin('tims', example);
  expect(code).toBe(0);
  expect(Math.abs(JSON.parse(out).figures.requirement / 129_804 - 1)).toBeLessThan(0.005);
});

test.each([
  ['a fall to nothing', '"down": 0.15', '"down": 1', 'classes.0.down'],
  ['a product of no class', '"class": "IBM"', '"class": "MSFT"', 'no class "MSFT"'],
  ['a position in no product', '"product": "IBM"', '"product": "MSFT"', 'no product "MSFT"'],
  ['an option that has expired', '"years": 0.156', '"years": -0.156', 'positions.1.option.years'],
  [
    'a price that no volatility gives',
    '"price": 1.68',
    '"price": 99',
    'IBM 100 call: a price of 99',
  ],
])('%s is refused', (_, from, to, field) => {
  const { code, err } = askedMargin('tims', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
