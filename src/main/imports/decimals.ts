import { Decimal } from 'decimal.js';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { DecimalText } from './format.ts';

/** How a format writes numbers: the decimal mark and what may stand between groups of three digits. */
export type DecimalRule = {
  readonly mark: '.' | ',';
  readonly groups: readonly string[];
};

/** `1,234.5` and `1234.5`. */
export const POINT: DecimalRule = { mark: '.', groups: [','] };
/** `1234.5` only: a comma is an error. */
export const PLAIN: DecimalRule = { mark: '.', groups: [] };
/** `1.234,5`, `1 234,5` and `1234,5`. */
export const COMMA: DecimalRule = { mark: ',', groups: ['.', ' ', '\u00A0', '\u202F'] };

/** Digits that a figure of any ledger stays within, on either side of the mark. */
const DIGIT_LIMIT = 60;

const Exact = Decimal.clone({ precision: 4 * DIGIT_LIMIT, toExpNeg: -9e15, toExpPos: 9e15 });

const ABSENT: ReadonlySet<string> = new Set([
  '', '-', '--', '\u2013', '\u2014', 'null', 'none', 'nan', 'n/a', 'na', 'undefined',
]); // prettier-ignore

/** True for the spellings that files use for "no value". */
export const isAbsent = (text: string): boolean => ABSENT.has(text.trim().toLowerCase());

function withoutGroups(digits: string, rule: DecimalRule): string | null {
  for (const group of rule.groups) {
    if (!digits.includes(group)) continue;
    const parts = digits.split(group);
    const whole = parts.every((part, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
    return whole ? parts.join('') : null;
  }
  return digits;
}

/** The common spelling, `-12.500`, without the cost of arithmetic; null for any other. */
function plainText(text: string): DecimalText | null {
  const match = /^(-?)(0|[1-9]\d{0,30})(?:\.(\d{0,30}?)0*)?$/.exec(text);
  if (match === null || text.length > DIGIT_LIMIT) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction !== '') return `${sign}${whole}.${fraction}`;
  return whole === '0' ? whole : `${sign}${whole}`;
}

/**
 * A number as exact decimal text: `1,234.5` is `1234.5`, `0E-8` is `0`, `60505.` is `60505`, `+0.02` is
 * `0.02`, `-.5` is `-0.5`. Trailing zeros go, so equal numbers have equal texts.
 */
export function decimalText(text: string, rule: DecimalRule): Outcome<DecimalText> {
  const plain = rule.mark === '.' ? plainText(text) : null;
  if (plain !== null) return ok(plain);
  if (isAbsent(text)) return fail('missing-field', 'a number is missing');
  const shape = /^([+\-\u2212]?)([^eE+\-\u2212]*)(?:[eE]([+-]?\d{1,6}))?$/.exec(text.trim());
  const [whole = '', fraction = '', ...more] = shape?.[2]?.split(rule.mark) ?? [];
  const digits = withoutGroups(whole, rule);
  const written = `${digits ?? ''}.${fraction}`;
  if (
    shape === null ||
    digits === null ||
    more.length > 0 ||
    !/^\d*\.\d*$/.test(written) ||
    written === '.'
  ) {
    return fail(
      'malformed',
      `"${shortened(text)}" is not a number with "${rule.mark}" as decimal mark`,
    );
  }
  const value = new Exact(`0${written}0e${shape[3] ?? '0'}`);
  if (
    !value.isFinite() ||
    (!value.isZero() && Math.abs(value.e) > DIGIT_LIMIT) ||
    value.dp() > DIGIT_LIMIT
  ) {
    return fail(
      'limit-exceeded',
      `"${shortened(text)}" has more than ${DIGIT_LIMIT} digits before or after the mark`,
    );
  }
  const negative = shape[1] !== '' && shape[1] !== '+' && !value.isZero();
  return ok(`${negative ? '-' : ''}${value.toFixed()}`);
}

/** As `decimalText`, but null where the file says that there is no value. */
export function decimalOrNull(text: string, rule: DecimalRule): Outcome<DecimalText | null> {
  return isAbsent(text) ? ok(null) : decimalText(text, rule);
}

export const isZero = (value: DecimalText): boolean => new Exact(value).isZero();
/** −1, 0 or 1. */
export const signOf = (value: DecimalText): number =>
  isZero(value) ? 0 : value.startsWith('-') ? -1 : 1;
export const negated = (value: DecimalText): DecimalText =>
  new Exact(value).neg().plus(0).toFixed();
export const magnitude = (value: DecimalText): DecimalText => new Exact(value).abs().toFixed();
export const sumOf = (...values: readonly DecimalText[]): DecimalText =>
  values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed();
export const productOf = (left: DecimalText, right: DecimalText): DecimalText =>
  new Exact(left).times(right).toFixed();
export const sameNumber = (left: DecimalText, right: DecimalText): boolean =>
  new Exact(left).equals(right);
/** `value` × 10^`places`: satoshi to bitcoin is `scaled(text, -8)`. */
export const scaled = (value: DecimalText, places: number): DecimalText =>
  new Exact(value).times(new Exact(10).pow(places)).toFixed();

/** At most 40 characters of a cell, for a message. */
export const shortened = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 39)}\u2026` : text;
