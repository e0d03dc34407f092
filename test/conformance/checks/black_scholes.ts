import { black76 } from '../../../src/engine/pricing/black76.ts';
import { blackScholes } from '../../../src/engine/pricing/black-scholes.ts';
import type { SpotOptionValue } from '../../../src/engine/pricing/option-value.ts';
import { near, same, vectorCheck, type VectorCheck } from '../frame.ts';
import { floored } from '../tolerances.ts';

type Case = {
  readonly model: 'black76' | 'bs';
  readonly type: 'call' | 'put';
  readonly F: number;
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly r: number;
  readonly q: number;
  readonly vol: number;
  readonly scale: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
};

/** The vectors' name of each Greek that we spell differently. */
const ours: Readonly<Record<string, keyof SpotOptionValue>> = {
  rho_q: 'carryRho',
  dual_delta: 'dualDelta',
  dual_gamma: 'dualGamma',
};

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const { model, type: right, F, S, K: strike, T: years, r: rate, q: carry, vol } = vector;
  const outcome =
    model === 'black76'
      ? black76({ right, forward: F, strike, years, rate, volatility: vol })
      : blackScholes({ right, spot: S, strike, years, rate, carry, volatility: vol });
  if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
  const value: Readonly<Record<string, number | boolean>> = outcome.value;
  const forward = model === 'black76' ? F : S * Math.exp((rate - carry) * years);
  return Object.entries(vector.expected).map(([name, expected]) => {
    const allowed =
      name === 'price'
        ? 1e-13 * Math.exp(-rate * years) * Math.max(forward, strike)
        : floored(expected, 1e-9 * Math.abs(expected) + 1e-12 * (vector.scale[name] ?? 0));
    return near(name, Number(value[ours[name] ?? name]), expected, allowed);
  });
});
