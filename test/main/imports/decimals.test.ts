import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMA,
  decimalOrNull,
  decimalText,
  magnitude,
  negated,
  PLAIN,
  POINT,
  productOf,
  scaled,
  signOf,
  sumOf,
} from '../../../src/main/imports/decimals.ts';

const textOf = (text: string, rule = POINT): string | null => {
  const outcome = decimalText(text, rule);
  return outcome.ok ? outcome.value : null;
};

describe('decimalText', () => {
  it.each([
    ['1,234.5', '1234.5'],
    ['1,234,567', '1234567'],
    ['0E-8', '0'],
    ['0E-18', '0'],
    ['60505.', '60505'],
    ['0.', '0'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['+0.0215', '0.0215'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0.02000000000000000000', '0.02'],
    ['-3.605E-05', '-0.00003605'],
    ['4.615E-06', '0.000004615'],
    ['1e3', '1000'],
    ['2968045184439836683', '2968045184439836683'],
    ['0.12345678901234567891', '0.12345678901234567891'],
    ['\u22125', '-5'],
    [' 7 ', '7'],
    ['007', '7'],
  ])('reads %j as %j', (text, expected) => {
    expect(textOf(text)).toBe(expected);
  });

  it.each(['1,23', '12,34.5', '1.2.3', '1-2', '--5', '0x1F', '1e', 'e5', '.', '1e400', '1e-400',
    'Infinity', '12USD', '1 234', '=1+1', '９', '1,234,56'])('refuses %j', (text) => {
    expect(textOf(text)).toBeNull();
  }); // prettier-ignore

  it('reads a comma by the rule of the file, never by guess', () => {
    expect(textOf('1.234,5', COMMA)).toBe('1234.5');
    expect(textOf('1\u00A0234,5', COMMA)).toBe('1234.5');
    expect(textOf('1,234', COMMA)).toBe('1.234');
    expect(textOf('1,234', POINT)).toBe('1234');
    expect(textOf('1,234', PLAIN)).toBeNull();
    expect(textOf('1.23', COMMA)).toBeNull();
  });

  it.each(['', '--', 'NULL', 'null', 'NaN', 'N/A', '-'])('finds no value in %j', (text) => {
    expect(decimalOrNull(text, POINT)).toEqual({ ok: true, value: null });
    const outcome = decimalText(text, POINT);
    expect(outcome.ok ? null : outcome.failure.reason).toBe('missing-field');
  });

  it('keeps every digit of a decimal of up to 20 places', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), (digits) => {
        const text = digits.toString().padStart(21, '0');
        const written = `${text.slice(0, -20)}.${text.slice(-20)}`;
        const expected = written
          .replace(/^0+(?=\d)/, '')
          .replace(/0+$/, '')
          .replace(/\.$/, '');
        expect(textOf(written)).toBe(expected);
      }),
    );
  });

  it('gives a text that reads as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e20, max: 1e20 }), (number) => {
        const text = textOf(String(number), PLAIN);
        if (text === null) return;
        expect(textOf(text, PLAIN)).toBe(text);
        expect(Number(text)).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('is exact where floats are not', () => {
    expect(sumOf('0.1', '0.2')).toBe('0.3');
    // From a Bybit row: 1.0375 + 0 - 0.08712 = 0.95038.
    expect(sumOf('1.0375', '0', '-0.08712')).toBe('0.95038');
    expect(productOf('0.1', '3')).toBe('0.3');
    expect(scaled('5000000', -8)).toBe('0.05');
    expect(negated('0')).toBe('0');
    expect(magnitude('-0.5')).toBe('0.5');
    expect([signOf('-0.1'), signOf('0'), signOf('3')]).toEqual([-1, 0, 1]);
  });
});

it('reads a number alike however it is written', () => {
  const digits = fc.stringMatching(/^\d{1,12}$/);
  fc.assert(
    fc.property(fc.constantFrom('', '-'), digits, digits, (sign, whole, fraction) => {
      const text = textOf(`${sign}${whole}.${fraction}`);
      // The exponent and the leading zero take the long way round.
      expect(textOf(`${sign}0${whole}.${fraction}e0`)).toBe(text);
      expect(textOf(`${sign}${whole}.${fraction}000`)).toBe(text);
      expect(textOf(`${sign}${whole}${fraction}e-${fraction.length}`)).toBe(text);
    }),
  );
});
