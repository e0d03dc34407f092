import { afterEach, expect, test } from 'vitest';
import { usualPreferences, type NumberStyle } from '../../../src/engine/contract/preferences.ts';
import { decimal } from '../../../src/renderer/format/figures.ts';
import { writeIn } from '../../../src/renderer/format/style.ts';
import { fieldText, typedNumber } from '../../../src/renderer/format/typed.ts';

afterEach(() => writeIn(usualPreferences));
const inStyle = (numbers: NumberStyle): void => writeIn({ ...usualPreferences, numbers });

const styles: readonly NumberStyle[] = [
  'space-point',
  'comma-point',
  'point-comma',
  'space-comma',
  'apostrophe-point',
];

test.each<[NumberStyle, string, string]>([
  ['space-point', '1\u202f234\u202f567.89', '0.5'],
  ['comma-point', '1,234,567.89', '0.5'],
  ['point-comma', '1.234.567,89', '0,5'],
  ['space-comma', '1\u202f234\u202f567,89', '0,5'],
  ['apostrophe-point', '1\u2019234\u2019567.89', '0.5'],
])('%s is written and put into fields so', (style, figure, field) => {
  inStyle(style);
  expect(decimal(1_234_567.89, 2)).toBe(figure);
  expect(fieldText(0.5)).toBe(field);
});

test.each(styles)('in %s, what is shown can be typed back', (style) => {
  inStyle(style);
  for (const x of [0, 0.5, -12, 1_234.5, -9_876_543.21, 100_000_000]) {
    expect(typedNumber(decimal(x, 2))).toBe(x);
    expect(typedNumber(fieldText(x))).toBe(x);
  }
  expect(typedNumber('1e-5')).toBe(1e-5);
});

test.each<[NumberStyle, string, number | null]>([
  ['space-point', '0,5', 0.5],
  ['space-point', '12,25', 12.25],
  ['space-point', '0,125', 0.125],
  ['space-point', '1,234', null],
  ['space-point', '1,234.5', null],
  ['space-point', '1.234.567', null],
  ['comma-point', '1,234', 1_234],
  ['comma-point', '0,5', null],
  ['comma-point', '12,34', null],
  ['comma-point', '0,123', null],
  ['comma-point', '1234,567', null],
  ['point-comma', '1.234', 1_234],
  ['point-comma', '1,234', 1.234],
  ['point-comma', '0.5', null],
  ['space-comma', '0.5', 0.5],
  ['space-comma', '1.234', null],
  ['space-comma', '1\u00a0234,5', 1_234.5],
])('in %s, %s is %s', (style, text, value) => {
  inStyle(style);
  expect(typedNumber(text)).toBe(value);
});

test.each(['', ' ', '-', 'x', '1x', '0x10', 'Infinity', 'NaN', '1e', '1.2.3', '--1', '1,,2'])(
  '"%s" is no number in any style',
  (text) => {
    for (const style of styles) {
      inStyle(style);
      expect(typedNumber(text)).toBeNull();
    }
  },
);
