import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('drift');

test('the example of the documentation gives the package’s own figures', () => {
  const { code, out } = askedMargin('drift', example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures).toEqual({
    freeCollateral: 0,
    health: 50,
    leverage: 5,
    liquidatable: false,
    liquidationPrices: { 'SOL-PERP': expect.closeTo(0.888889, 6) },
  });
});

test('an account that is short says how much of it may be liquidated', () => {
  const { out } = askedMargin('drift', example.replace('"amount": 2', '"amount": 0.5'));
  expect(JSON.parse(out).figures).toMatchObject({
    liquidatable: true,
    shortage: 0.5,
    baseToLiquidate: expect.closeTo(5, 9),
    largestShare: null,
  });
});

test.each([
  [
    'a price of nothing',
    '"price": 1,\n      "ratio"',
    '"price": 0,\n      "ratio"',
    'perpetuals.0.price',
  ],
  ['a ratio above the whole', '"initial": 0.2', '"initial": 2', 'perpetuals.0.ratio.initial'],
  [
    'a borrow that counts less than whole',
    '"liabilityWeight": { "initial": 1',
    '"liabilityWeight": { "initial": 0.9',
    'spots.0.liabilityWeight.initial',
  ],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = askedMargin('drift', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
