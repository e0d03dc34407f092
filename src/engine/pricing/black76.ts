import { fail, type Outcome } from '../values/outcome.ts';
import { logMoneyness } from './black.ts';
import { lognormalValue } from './lognormal.ts';
import { finiteFigures, unfitInput } from './market-check.ts';
import type { ForwardOption, OptionValue } from './option-value.ts';

/**
 * Black-76: option on the forward of its own expiry, derivatives at fixed forward and rate.
 *
 * @see Black, "The pricing of commodity contracts", Journal of Financial Economics 3 (1976)
 */
export function black76(option: ForwardOption): Outcome<OptionValue> {
  const { right, forward, strike, years, rate, volatility } = option;
  const unfit = unfitInput([
    ['forward', forward, 'positive'],
    ['strike', strike, 'positive'],
    ['years', years, 'not negative'],
    ['rate', rate, 'finite'],
    ['volatility', volatility, 'not negative'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  // A forward costs nothing to carry: it is an asset whose yield equals the rate.
  const { carryRho: _, ...value } = lognormalValue({
    right,
    asset: forward,
    strike,
    years,
    rate,
    carry: rate,
    volatility,
    logMoneyness: logMoneyness(forward, strike),
  });
  return finiteFigures({ ...value, rho: -years * value.price });
}
