import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('mango');

test('the example of the documentation gives the protocol’s own health', () => {
  const { code, out } = askedMargin('mango', example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures).toMatchObject({ initialHealth: expect.closeTo(16.2, 9) });
});

test.each([
  ['a price of nothing', '"oracle": 10', '"oracle": 0', 'tokens.2.oracle'],
  ['a token given twice', '"name": "token3"', '"name": "token1"', 'given twice'],
  ['a negative weight', '"initialAsset": 0.5', '"initialAsset": -0.5', 'tokens.1.initialAsset'],
  ['a market of no token', '"base": "token2"', '"base": "token9"', 'token9'],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = askedMargin('mango', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
