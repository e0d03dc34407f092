import { fail, ok, type Outcome } from '../values/outcome.ts';
import { unfitOption } from './market-check.ts';
import type { SpotOption } from './option-value.ts';

/** Steps of the tree: enough for a cent on an option of a hundred. */
const STEPS = 150;

/** Factors of one step of the tree; null where a rate outruns the volatility of a step. */
function stepOf({ years, rate, carry, volatility }: SpotOption) {
  const time = years / STEPS;
  const up = Math.exp(volatility * Math.sqrt(time));
  const probability = (Math.exp((rate - carry) * time) - 1 / up) / (up - 1 / up);
  const discount = Math.exp(-rate * time);
  return probability >= 0 && probability <= 1 ? { up, probability, discount } : null;
}

/**
 * Value of an option that may be exercised at any time, on a binomial tree.
 *
 * @param option its carry is a dividend yield; of volatility or time 0, what exercise gives now
 * @see Cox, Ross & Rubinstein, "Option pricing: a simplified approach" (1979)
 */
export function americanValue(option: SpotOption): Outcome<number> {
  const { right, spot, strike, years, volatility } = option;
  const unfit = unfitOption(option);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const side = right === 'call' ? 1 : -1;
  const exercised = (price: number): number => Math.max(side * (price - strike), 0);
  if (years === 0 || volatility === 0) return ok(exercised(spot));
  const step = stepOf(option);
  if (step === null) {
    return fail(
      'not-applicable',
      `a volatility of ${volatility} is too small beside the rates for a tree of ${STEPS} steps`,
    );
  }
  const { up, probability, discount } = step;
  // What exercise gives after each net number of moves up, from −STEPS on: every level of the tree takes from it.
  const now = Float64Array.from({ length: 2 * STEPS + 1 }, (_, k) =>
    exercised(spot * up ** (k - STEPS)),
  );
  const values = Float64Array.from({ length: STEPS + 1 }, (_, i) => now[2 * i]!);
  for (let level = STEPS - 1; level >= 0; level--) {
    for (let i = 0; i <= level; i++) {
      const kept = discount * (probability * values[i + 1]! + (1 - probability) * values[i]!);
      values[i] = Math.max(kept, now[2 * i - level + STEPS]!);
    }
  }
  return ok(values[0]!);
}

/** Largest volatility looked at, a fraction per √year. */
const MOST = 8;

/**
 * The volatility at which an option is worth its price; a failure where no volatility gives that.
 *
 * @param value of the option at a volatility, rising with it
 */
export function impliedBy(
  price: number,
  value: (volatility: number) => Outcome<number>,
): Outcome<number> {
  let low = 0.005;
  let high = MOST;
  const most = value(high);
  if (!most.ok) return most;
  if (!(price < most.value)) {
    return fail('not-applicable', `a price of ${price} is above what any volatility gives`);
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const at = value(middle);
    // A tree that cannot be built is one of too small a volatility.
    if (!at.ok || at.value < price) low = middle;
    else high = middle;
  }
  const found = value(high);
  if (!found.ok) return found;
  return Math.abs(found.value - price) <= 1e-6 * Math.max(price, 1)
    ? ok(high)
    : fail('not-applicable', `a price of ${price} is below what any volatility gives`);
}
