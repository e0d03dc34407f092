import type { Instrument } from '../../../engine/model/instrument.ts';

/** Largest |ln(mark ÷ spot)| of a contract without expiry, and what a year to expiry adds. */
const BASIS = 0.25;
const BASIS_PER_YEAR = 0.5;
/** Largest mark volatility that is taken, fraction per √year. */
const VOLATILITY = 10;
const YEAR = 365 * 86_400_000;

/**
 * Why a mark cannot be right beside the price of its underlying; null where it may be. A wrong
 * one is not taken: the one before stays, and ages.
 *
 * @param spot of the underlying in the contract's quote currency; null where it is not known
 * @param now UTC milliseconds
 */
export function markFault(
  { option, expiry, priceUnit, payoff }: Instrument,
  mark: number,
  spot: number | null,
  now: number,
): string | null {
  if (spot === null || payoff === 'quanto') return null;
  if (option === null) {
    const years = expiry === null ? 0 : Math.max(0, expiry - now) / YEAR;
    const most = BASIS + BASIS_PER_YEAR * years;
    const basis = Math.abs(Math.log(mark / spot));
    return basis <= most
      ? null
      : `a mark of ${mark} is ${ratioText(mark / spot)} of the underlying’s ${spot}`;
  }
  const value = priceUnit === 'underlying' ? mark * spot : mark;
  const most = (option.right === 'call' ? spot : option.strike) * Math.exp(BASIS);
  return value <= most ? null : `a mark of ${mark} is above what a ${option.right} can be worth`;
}

/** Why a mark volatility cannot be right. */
export const volatilityFault = (volatility: number): string | null =>
  volatility <= VOLATILITY ? null : `a mark volatility of ${ratioText(volatility)}`;

const ratioText = (ratio: number): string => `${Number((ratio * 100).toPrecision(3))} %`;
