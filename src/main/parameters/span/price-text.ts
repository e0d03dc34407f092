import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

/** How a product family writes a price: implied decimals, and a code for fractions. */
export type PriceForm = { readonly locator: number; readonly alignment: string };

/** A price as quoted, and in the unit that the contract value factor multiplies. */
export type DecodedPrice = { readonly quoted: number; readonly valued: number };

/** The last digit of a fraction, an eighth shown by its first decimal: `3` is 0.375. */
const EIGHTHS: readonly (number | null)[] = [0, 1, 2, 3, null, 5, 6, 7, 8, null].map((digit) =>
  digit === null ? null : Math.round(digit * 0.8) / 8,
);

/** Places of the fraction in both coded alignments. */
const CODED_PLACES = 3;

/**
 * A price of digits. Alignment blank: implied decimals. `C`: whole, thirty-seconds and an eighth of one,
 * `0106015` is 106 + 1.5/32. `0`: cents and an eighth of one, quoted in cents, `0003757` is 375.75; the
 * contract value factor multiplies dollars. Digits 4 and 9 are no eighths.
 *
 * @param digits of either length that a file has
 */
export function decodedPrice(
  digits: string,
  sign: 1 | -1,
  { locator, alignment }: PriceForm,
): Outcome<DecodedPrice> {
  if (!/^\d+$/.test(digits)) return fail('malformed', `"${digits}" is not digits`);
  const code = alignment.trim();
  if (code === '') {
    const price = sign * (Number(digits) / 10 ** locator);
    return ok({ quoted: price, valued: price });
  }
  if ((code !== 'C' && code !== '0') || locator !== CODED_PLACES) {
    return fail(
      'unsupported-operation',
      `price alignment "${code}" with ${locator} places is not known`,
    );
  }
  const eighth = EIGHTHS[Number(digits.at(-1))] ?? null;
  if (eighth === null) return fail('malformed', `"${digits}" ends in a digit that is no eighth`);
  const cents = Number(digits.slice(0, -1));
  if (code === '0') {
    const quoted = sign * (cents + eighth);
    return ok({ quoted, valued: quoted / 100 });
  }
  const thirtySeconds = cents % 100;
  if (thirtySeconds > 31)
    return fail('malformed', `"${digits}" has ${thirtySeconds} thirty-seconds`);
  const price = sign * (Math.floor(cents / 100) + (thirtySeconds + eighth) / 32);
  return ok({ quoted: price, valued: price });
}
