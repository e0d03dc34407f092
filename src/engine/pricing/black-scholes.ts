import { fail, type Outcome } from '../values/outcome.ts';
import { logMoneyness } from './black.ts';
import { lognormalValue } from './lognormal.ts';
import { finiteFigures, unfitOption } from './market-check.ts';
import type { SpotOption, SpotOptionValue } from './option-value.ts';

/**
 * Generalised Black-Scholes-Merton: option on a spot with a carry rate, derivatives at fixed rates.
 *
 * @see Black & Scholes (1973), Merton (1973); Haug (2007), chapter 1
 */
export function blackScholes(option: SpotOption): Outcome<SpotOptionValue> {
  const { right, spot, strike, years, rate, carry, volatility } = option;
  const unfit = unfitOption(option);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  return finiteFigures(
    lognormalValue({
      right,
      asset: spot,
      strike,
      years,
      rate,
      carry,
      volatility,
      logMoneyness: logMoneyness(spot, strike) + (rate - carry) * years,
    }),
  );
}
