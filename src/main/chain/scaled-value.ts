import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { scaled } from '../imports/decimals.ts';
import type { OracleReading } from '../../engine/model/oracle.ts';

/** Beyond this power of ten an integer is no price that anybody quotes. */
const MOST_PLACES = 40;
/** No price in any currency lies outside. */
const LARGEST = 1e15;
const SMALLEST = 1e-18;

/**
 * An integer × 10^places as exact decimal text, and the float64 nearest to it, made once. A size of more
 * than 10^15 or less than 10^-18 is refused.
 *
 * @param places negative for decimals
 */
export function scaledValue(integer: bigint, places: number): Outcome<OracleReading['value']> {
  if (!Number.isInteger(places) || Math.abs(places) > MOST_PLACES) {
    return fail('limit-exceeded', `a power of ten of ${places} is beyond ${MOST_PLACES}`);
  }
  const text = scaled(String(integer), places);
  const number = Number(text);
  const size = Math.abs(number);
  return size <= LARGEST && (integer === 0n || size >= SMALLEST)
    ? ok({ text, number })
    : fail('limit-exceeded', `${number} is beyond any price`);
}
