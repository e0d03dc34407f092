import { withSeparators } from './style.ts';

/** U+202F: a space that never breaks the line. */
const narrow = '\u202f';

const trueMinus = '\u2212';

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(least: number, most: number): Intl.NumberFormat {
  const key = `${least} ${most}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    signDisplay: 'negative',
  });
  formats.set(key, made);
  return made;
}

/** `least` to `most` decimals with the separators that the user chose, and a true minus. */
export function decimal(x: number, least: number, most: number = least): string {
  return withSeparators(numberFormat(least, most).format(x)).replace('-', trueMinus);
}

/**
 * Money in whole units, for columns and headlines. What is not zero never reads as zero:
 * 0.3 is `<1`, −0.3 is `>−1`.
 */
export function wholeMoney(x: number): string {
  if (x !== 0 && Math.abs(x) < 0.5) return x > 0 ? '<1' : `>${trueMinus}1`;
  return decimal(x, 0);
}

/** Money for a narrow place: whole units to 99 999 999, beyond that millions, `m` said. */
export function headlineMoney(x: number): string {
  return Math.abs(x) < 99_999_999.5 ? wholeMoney(x) : `${decimal(x / 1e6, 1)}${narrow}m`;
}

/** Money on an axis or in a cell of a surface: three digits and `k`, `m` or `bn`. */
export function shortMoney(x: number): string {
  const size = Math.abs(x);
  const [scale, letter] =
    size >= 1e9 ? [1e9, 'bn'] : size >= 1e6 ? [1e6, 'm'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  const scaled = x / scale;
  const digits =
    Math.abs(scaled) >= 100 || Number.isInteger(scaled) ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
  return letter === '' && digits > 0
    ? wholeMoney(x)
    : `${decimal(scaled, 0, digits)}${letter === '' ? '' : narrow + letter}`;
}

/** A figure of a calculation with all digits that matter in its unit; empty unit: a pure number. */
export function calculated(x: number, unit: string): string {
  if (unit === '') return significant(x);
  return Math.abs(x) >= 100 || x === 0 ? decimal(x, 2) : decimal(x, 2, 8);
}

/** Up to 8 decimals, at least 6 significant digits below 1. */
function significant(x: number): string {
  const size = Math.abs(x);
  return decimal(x, 0, size >= 1e4 ? 2 : size >= 1 ? 6 : 8);
}

const priceDigits = (size: number): number => (size >= 1000 || size === 0 ? 2 : size >= 1 ? 4 : 6);

/** A price: two decimals from 1 000 on, four from 1 on, six below. */
export const priceText = (x: number): string => decimal(x, priceDigits(Math.abs(x)));

/** A difference of prices with as many decimals as the prices have. */
export const priceDifference = (x: number, price: number): string =>
  decimal(x, priceDigits(Math.abs(price)));

/** Contracts, with as many decimals as they have, up to 8. */
export const quantityText = (x: number): string => decimal(x, 0, 8);

/** A fraction as percent with `digits` decimals; 0.15 is `15.0 %`. */
export const percent = (fraction: number, digits: number = 1): string =>
  `${decimal(fraction * 100, digits)}${narrow}%`;

/** A shift as percent with its sign always shown; 0 without. */
export function shiftText(fraction: number): string {
  const text = `${decimal(fraction * 100, 0, 1)}${narrow}%`;
  return fraction > 0 ? `+${text}` : text;
}

/** A correlation: two decimals, sign always, since its sign is the message. */
export function correlationText(x: number): string {
  const text = decimal(x, 2);
  return x > 0 ? `+${text}` : text;
}

/** Confidence of a tail probability given as decimal text: `0.025` is `97.5 %`. */
export function confidenceText(tail: string): string {
  return `${decimal((1 - Number(tail)) * 100, 0, 4)}${narrow}%`;
}
