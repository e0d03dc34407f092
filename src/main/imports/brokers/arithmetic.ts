import { Decimal } from 'decimal.js';
import { isZero, magnitude, negated, productOf, sumOf } from '../decimals.ts';
import type { DecimalText } from '../format.ts';

const Wide = Decimal.clone({ precision: 40, toExpNeg: -9e15, toExpPos: 9e15 });

/** Exact where the quotient ends within 20 decimals, else rounded there; null for a divisor of zero. */
export const quotientOf = (value: DecimalText, divisor: DecimalText): DecimalText | null =>
  isZero(divisor) ? null : new Wide(value).div(divisor).toDecimalPlaces(20).toFixed();

const decimals = (value: DecimalText): number => value.split('.')[1]?.length ?? 0;

/**
 * True where a stated value is position × price × multiplier, as exactly as the digits of the price and of the
 * value allow.
 */
export function reconciles(
  stated: DecimalText,
  quantity: DecimalText,
  price: DecimalText,
  multiplier: DecimalText,
): boolean {
  const units = productOf(quantity, multiplier);
  const off = new Wide(magnitude(sumOf(stated, negated(productOf(units, price)))));
  const priceDigit = new Wide(10).pow(-Math.max(decimals(price), 2));
  const valueDigit = new Wide(10).pow(-Math.max(decimals(stated), 2));
  return off.lte(priceDigit.times(magnitude(units)).plus(valueDigit));
}

/** Quantity-weighted mean of prices; null where one is unknown or the quantities cancel. */
export function meanPrice(
  parts: readonly { readonly quantity: DecimalText; readonly price: DecimalText | null }[],
): DecimalText | null {
  const worth: DecimalText[] = [];
  for (const { quantity, price } of parts) {
    if (price === null) return null;
    worth.push(productOf(quantity, price));
  }
  return quotientOf(sumOf(...worth), sumOf(...parts.map((part) => part.quantity)));
}
