import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('dydx');

test('the example of the documentation gives the protocol’s own figures', () => {
  const { code, out } = askedMargin('dydx', example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures).toEqual({
    netCollateral: 1441,
    initialMargin: 264.599559,
    maintenanceMargin: 44.1,
    liquidatable: false,
  });
});

test.each([
  ['a price of nothing', '"36750"', '"0"', 'positions.0.price'],
  ['a size that is no number', '"0.012"', '"1e5"', 'positions.0.size'],
  ['caps the wrong way round', '"20000000"', '"1"', 'positions.0.openInterestUpperCap'],
  ['more than the whole', '200000', '2000000', 'positions.0.initialMarginPpm'],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = askedMargin('dydx', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
