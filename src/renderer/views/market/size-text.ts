import { decimal } from '../../format/figures.ts';

/**
 * Base units, with as many decimals as tell small ones apart.
 *
 * @param most the largest of a column, whose points then stand one below the other; else the size itself
 */
export function sizeText(size: number, most: number = size): string {
  const of = Math.abs(most);
  return decimal(size, of >= 10_000 ? 0 : of >= 100 ? 2 : 4);
}

/** A fraction in basis points. */
export const basisPoints = (fraction: number, digits: number = 1): string =>
  decimal(fraction * 10_000, digits);

/** A size on an axis. */
export const roundSize = (size: number): string => decimal(size, 0, 4);
