import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [account = '', spread = ''] = examplesOf('zeta');

test('the examples of the documentation', () => {
  const asked = askedMargin('zeta', account);
  expect(asked.code).toBe(0);
  // A sold call of 2 and the larger side of the future: three sold at 2 each.
  expect(JSON.parse(asked.out).requirement.initial.value.value).toBeCloseTo(8, 12);
  expect(JSON.parse(asked.out).requirement.maintenance.value.value).toBeCloseTo(2.8, 12);
  expect(JSON.parse(askedMargin('zeta', spread).out).requirement.initial.value.value).toBe(2);
});

test.each([
  ['a spot price of nothing', account, '"spot": 20', '"spot": 0', 'spot'],
  ['a negative rate', account, '"putCap": 0.5', '"putCap": -0.5', 'rates.putCap'],
  ['a maintenance above the initial rate', account, '0.065', '0.65', 'rates.future'],
  ['an unknown kind of account', account, '"margin"', '"vault"', 'account'],
  ['naked calls', spread, '"size": -1', '"size": -2', '1 more calls'],
])('%s is refused by field', (_, example, from, to, field) => {
  const { code, err } = askedMargin('zeta', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
