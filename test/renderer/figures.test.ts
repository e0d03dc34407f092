import { describe, expect, it } from 'vitest';
import {
  calculated,
  confidenceText,
  correlationText,
  decimal,
  headlineMoney,
  percent,
  priceDifference,
  priceText,
  quantityText,
  shiftText,
  shortMoney,
  wholeMoney,
} from '../../src/renderer/format/figures.ts';

// n stands for U+202F, the narrow space that groups digits; − is U+2212, the true minus.
const n = '\u202f';

describe('numbers as text', () => {
  it.each([
    [1234567.891, 2, `1${n}234${n}567.89`],
    [-1234.5, 1, `−1${n}234.5`],
    [0, 2, '0.00'],
    // Rounds to zero: no minus is left on a nought.
    [-0.001, 2, '0.00'],
    [-0, 0, '0'],
  ])('%d with %i decimals is %s', (x, digits, text) => {
    expect(decimal(x, digits)).toBe(text);
  });

  it.each([
    [0, '0'],
    [0.3, '<1'],
    [-0.3, '>−1'],
    [0.5, '1'],
    [-1234567, `−1${n}234${n}567`],
  ])('whole money %d is %s: what is not zero never reads as zero', (x, text) => {
    expect(wholeMoney(x)).toBe(text);
  });

  it.each([
    [99_999_999, `99${n}999${n}999`],
    [99_999_999.6, `100.0${n}m`],
    [-1_234_500_000, `−1${n}234.5${n}m`],
  ])('headline money %d is %s', (x, text) => {
    expect(headlineMoney(x)).toBe(text);
  });

  it.each([
    [0, '0'],
    [0.2, '<1'],
    [950, '950'],
    [1_250, `1.25${n}k`],
    [-20_000, `−20${n}k`],
    [-20_400, `−20.4${n}k`],
    [123_456, `123${n}k`],
    [1.5e6, `1.5${n}m`],
    [2e9, `2${n}bn`],
  ])('short money %d is %s', (x, text) => {
    expect(shortMoney(x)).toBe(text);
  });

  it.each([
    [0.15, `15.0${n}%`],
    [-0.006, `−0.6${n}%`],
  ])('percent of %d is %s', (x, text) => {
    expect(percent(x)).toBe(text);
  });

  it.each([
    [0, `0${n}%`],
    [0.1, `+10${n}%`],
    [-0.125, `−12.5${n}%`],
  ])('a shift of %d is %s', (x, text) => {
    expect(shiftText(x)).toBe(text);
  });

  it('a correlation always has its sign', () => {
    expect([1, -0.204, 0].map(correlationText)).toEqual(['+1.00', '−0.20', '0.00']);
  });

  it('a tail of 0.025 is a confidence of 97.5 %, without binary dust', () => {
    expect([`0.01`, '0.025', '0.001'].map(confidenceText)).toEqual([
      `99${n}%`,
      `97.5${n}%`,
      `99.9${n}%`,
    ]);
  });

  it('prices and quantities keep the digits they have', () => {
    expect([123456.789, 12.3456789, 0.00012345].map(priceText)).toEqual([
      `123${n}456.79`,
      '12.3457',
      '0.000123',
    ]);
    expect([-40000, 0.12345678].map(quantityText)).toEqual([`−40${n}000`, '0.12345678']);
  });

  it('a calculation shows coins to 8 decimals and pure numbers without padding', () => {
    expect(calculated(0.12345678, 'BTC')).toBe('0.12345678');
    expect(calculated(12345.678, 'USD')).toBe(`12${n}345.68`);
    expect(calculated(0, 'USD')).toBe('0.00');
    expect(calculated(0.005, '')).toBe('0.005');
  });
});

it('gives a difference of prices the decimals of the prices', () => {
  expect(priceDifference(10, 82_000)).toBe('10.00');
  expect(priceDifference(-0.5, 3)).toBe('−0.5000');
});
