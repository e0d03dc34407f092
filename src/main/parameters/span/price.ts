import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

/** Eighths by the last digit of a price in fractions: 1/8 is written 1, 3/8 3, 7/8 8; 4 and 9 are none. */
const eighths: Readonly<Record<string, number>> = {
  '0': 0,
  '1': 1 / 8,
  '2': 2 / 8,
  '3': 3 / 8,
  '5': 4 / 8,
  '6': 5 / 8,
  '7': 6 / 8,
  '8': 7 / 8,
};

/**
 * A price as a parameter file writes it: digits, where the decimals begin, and how they are aligned.
 * `C`: thirty-seconds and eighths of one; `0`: cents and eighths of one; blank: decimals.
 */
export function spanPrice(
  digits: string,
  locator: number,
  alignment: string,
  sign: 1 | -1 = 1,
): Outcome<number> {
  const text = digits.trim();
  if (!/^\d+$/.test(text)) return fail('malformed', `price is "${digits}", not a number`);
  if (alignment.trim() === '') return ok((sign * Number(text)) / 10 ** locator);
  if (alignment !== 'C' && alignment !== '0') {
    return fail('unsupported-operation', `price is aligned by "${alignment}", which is not known`);
  }
  const eighth = eighths[text.slice(-1)];
  if (eighth === undefined) {
    return fail('malformed', `price is "${digits}": its last digit stands for no eighth`);
  }
  if (alignment === '0') return ok(sign * (Number(text.slice(0, -1)) + eighth));
  const whole = Number(text.slice(0, -locator));
  const thirtySeconds = Number(text.slice(-locator, -1));
  return ok(sign * (whole + (thirtySeconds + eighth) / 32));
}
