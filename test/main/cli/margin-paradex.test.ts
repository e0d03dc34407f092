import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('paradex');

test('the example of the documentation: the edge of the grid of one bitcoin', () => {
  const { code, out } = askedMargin('paradex', example);
  expect(code).toBe(0);
  const { figures, requirement } = JSON.parse(out);
  expect(figures).toEqual({ initialMargin: 8000, maintenanceMargin: 4000 });
  // the first of those that lose as much
  expect(requirement.initial.value.parts[0].parts[0].scenario).toBe(
    'price +16 %, volatility +40 %',
  );
});

test.each([
  ['a fall to below nothing', '"move": -0.66', '"move": -1.66', 'numbers.scenarios'],
  ['a negative rate', '"netRate": 0.02', '"netRate": -0.02', 'numbers.netRate'],
  ['a price of nothing', '"price": 50000', '"price": 0', 'price'],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = askedMargin('paradex', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
