import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { FittedExpiry } from './fitted-expiry.ts';

/**
 * Volatility at the money at a constant maturity: total variance linear in time between the expiries
 * on either side. There is none beyond the fitted expiries.
 *
 * @param fitted by rising time
 * @param days positive, of 365 a year
 */
export function constantMaturity(fitted: readonly FittedExpiry[], days: number): Outcome<number> {
  const wanted = days / 365;
  const known = fitted.flatMap(({ years, fitted: { fit } }) =>
    fit.numbers.atTheMoney.ok ? [{ years, volatility: fit.numbers.atTheMoney.value }] : [],
  );
  const before = known.findLast(({ years }) => years <= wanted);
  const next = known.find(({ years }) => years >= wanted);
  if (next === undefined || before === undefined) {
    return fail('missing-market-data', `no fitted expiries lie on both sides of ${days} days`);
  }
  if (next.years === before.years) return ok(next.volatility);
  const share = (wanted - before.years) / (next.years - before.years);
  const variance =
    (1 - share) * before.volatility ** 2 * before.years + share * next.volatility ** 2 * next.years;
  return ok(Math.sqrt(variance / wanted));
}
