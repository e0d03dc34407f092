import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('credit-line');

test('the example of the documentation', () => {
  const { code, out } = askedMargin('credit-line', example);
  expect(code).toBe(0);
  const { figures } = JSON.parse(out);
  expect(figures).toMatchObject({
    uncovered: 200,
    accounts: [
      { name: 'A', drawn: 400, exposures: [{ days: 1 }, { days: 7 }, { days: 30 }] },
      { name: 'B', drawn: 400, uncovered: 200, exposures: null },
    ],
    lines: [{ borrowed: 200, drawn: 800, utilisation: 1, call: 700 }],
  });
  // a need of 400 that moves 50 a day: what is expected is hardly more than 400
  const [day] = figures.accounts[0].exposures;
  expect(day.expected).toBeCloseTo(400, 3);
  // source: the 99 % quantile of a standard normal, 2.3263
  expect(day.potential['0.99']).toBeCloseTo(400 + 2.3263 * 50, 1);
});

test.each([
  ['a negative limit', '"limit": 1000', '"limit": -1', 'lines.0.limit'],
  [
    'a line that is not there',
    '"borrowedOn": "prime"',
    '"borrowedOn": "other"',
    'there is no line "other"',
  ],
  ['collateral below nothing', '"value": 100', '"value": -100', 'accounts.0.collateral.0.value'],
])('%s is refused', (_, from, to, field) => {
  const { code, err } = askedMargin('credit-line', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
