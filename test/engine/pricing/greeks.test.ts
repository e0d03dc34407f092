import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { black76 } from '../../../src/engine/pricing/black76.ts';
import { blackScholes } from '../../../src/engine/pricing/black-scholes.ts';
import type { SpotOption, SpotOptionValue } from '../../../src/engine/pricing/option-value.ts';
import { aSpotOption } from './markets.ts';

function value(option: SpotOption): SpotOptionValue {
  const outcome = blackScholes(option);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

type Input = 'spot' | 'strike' | 'years' | 'rate' | 'carry' | 'volatility';
type Figure = Exclude<keyof SpotOptionValue, 'singular'>;

/** Each derivative, the figure that it derives, by which input and with which sign. */
const derivatives: readonly (readonly [Figure, of: Figure, by: Input, sign: 1 | -1])[] = [
  ['delta', 'price', 'spot', 1],
  ['gamma', 'delta', 'spot', 1],
  ['speed', 'gamma', 'spot', 1],
  ['vega', 'price', 'volatility', 1],
  ['vanna', 'delta', 'volatility', 1],
  ['volga', 'vega', 'volatility', 1],
  ['zomma', 'gamma', 'volatility', 1],
  ['ultima', 'volga', 'volatility', 1],
  ['theta', 'price', 'years', -1],
  ['charm', 'delta', 'years', -1],
  ['color', 'gamma', 'years', -1],
  ['veta', 'vega', 'years', -1],
  ['rho', 'price', 'rate', 1],
  ['carryRho', 'price', 'carry', 1],
  ['dualDelta', 'price', 'strike', 1],
  ['dualGamma', 'dualDelta', 'strike', 1],
];

test.each(derivatives)('%s is the slope of %s by %s', (name, of, by, sign) => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      // The spot and the strike carry a unit, and with years a relative step suits all sizes.
      const unit = by === 'rate' || by === 'carry' ? 1 : option[by];
      const step = 1e-4 * unit * Math.min(1, option.volatility * Math.sqrt(option.years));
      const at = (shift: number): number => value({ ...option, [by]: option[by] + shift })[of];
      // Richardson: two central differences, whose common error of second order cancels.
      const wide = (at(2 * step) - at(-2 * step)) / (4 * step);
      const narrow = (at(step) - at(-step)) / (2 * step);
      const slope = (4 * narrow - wide) / 3;
      const size = Math.abs(at(0)) + Math.abs(at(step)) + natural(of, option);
      const rounding = (1e-14 * size) / step;
      const curvature = Math.abs(wide - narrow);
      expect(Math.abs(sign * slope - value(option)[name])).toBeLessThanOrEqual(
        1e-6 * Math.abs(slope) + rounding + 0.01 * curvature,
      );
    }),
  );
});

/** The size of the terms that cancel in a figure: its own when none do. */
function natural(of: Figure, { spot, strike, rate, carry, years }: SpotOption): number {
  const largest = Math.max(spot * Math.exp(-carry * years), strike * Math.exp(-rate * years));
  return of === 'price' ? largest : 0;
}

test('Black-76 is Black-Scholes on an asset that yields the rate', () => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      const { right, spot, strike, years, rate, volatility } = option;
      const outcome = black76({ right, forward: spot, strike, years, rate, volatility });
      if (!outcome.ok) throw new Error(outcome.failure.message);
      const { rho, ...rest } = outcome.value;
      const { carryRho, rho: spotRho, ...others } = value({ ...option, carry: rate });
      expect(rest).toEqual(others);
      // At a fixed forward, rate and yield move together.
      const scale = years * Math.max(spot, strike) * Math.exp(-rate * years);
      expect(Math.abs(rho - (spotRho + carryRho))).toBeLessThan(1e-13 * scale);
    }),
  );
});

test('put-call parity: price, delta and theta differ by those of a forward', () => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      const call = value({ ...option, right: 'call' });
      const put = value({ ...option, right: 'put' });
      const { spot, strike, rate, carry, years } = option;
      const held = spot * Math.exp(-carry * years);
      const owed = strike * Math.exp(-rate * years);
      const slack = 1e-13 * Math.max(held, owed);
      expect(Math.abs(call.price - put.price - (held - owed))).toBeLessThan(slack);
      expect(Math.abs((call.delta - put.delta) * spot - held)).toBeLessThan(slack);
      const carried = carry * held - rate * owed;
      expect(Math.abs(call.theta - put.theta - carried)).toBeLessThan(
        slack * (1 + option.volatility / Math.sqrt(years)),
      );
      expect(Math.abs(call.gamma - put.gamma)).toBeLessThanOrEqual(1e-12 * call.gamma);
      expect(Math.abs(call.vega - put.vega)).toBeLessThanOrEqual(1e-12 * call.vega);
    }),
  );
});

test('the Black-Scholes equation: theta, delta and gamma earn the rate', () => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      const { price, delta, gamma, theta } = value(option);
      const { spot, rate, carry, volatility } = option;
      const terms = [
        theta,
        (rate - carry) * spot * delta,
        0.5 * (volatility * spot) ** 2 * gamma,
        -rate * price,
      ];
      const sum = terms.reduce((total, term) => total + term, 0);
      const size = terms.reduce((total, term) => total + Math.abs(term), 0);
      expect(Math.abs(sum)).toBeLessThan(1e-12 * size + 1e-14 * spot);
    }),
  );
});

test('an option without years or volatility has one-sided limits and says so at the kink', () => {
  const option = { right: 'call', spot: 100, strike: 100, years: 0, rate: 0.05, carry: 0 } as const;
  expect(value({ ...option, volatility: 0.2 })).toMatchObject({ delta: 0.5, singular: true });
  const inside = value({ ...option, strike: 90, volatility: 0.2 });
  expect(inside).toMatchObject({ price: expect.closeTo(10, 12), delta: 1, singular: false });
});

test('tiny and huge inputs give figures or a failure, never NaN', () => {
  const extreme = fc.constantFrom(1e-300, 1e-12, 1e-3, 1, 50, 1e6, 1e300);
  fc.assert(
    fc.property(extreme, extreme, extreme, extreme, (spot, strike, years, volatility) => {
      for (const right of ['call', 'put'] as const) {
        const outcome = blackScholes({
          right,
          spot,
          strike,
          years,
          rate: 0.01,
          carry: 0,
          volatility,
        });
        if (outcome.ok) {
          for (const figure of Object.values(outcome.value)) expect(figure).not.toBeNaN();
        } else {
          expect(outcome.failure.reason).toBe('limit-exceeded');
        }
      }
    }),
  );
});

test('what is missing or impossible is named', () => {
  const option = {
    right: 'put',
    spot: 1,
    strike: 1,
    years: 1,
    rate: 0,
    carry: 0,
    volatility: 1,
  } as const;
  const reason = (broken: Partial<SpotOption>): string => {
    const outcome = blackScholes({ ...option, ...broken });
    return outcome.ok ? 'value' : `${outcome.failure.reason}: ${outcome.failure.message}`;
  };
  expect(reason({})).toBe('value');
  expect(reason({ spot: Number.NaN })).toBe(
    'missing-market-data: spot must be a finite number, was NaN',
  );
  expect(reason({ strike: -5 })).toBe('malformed: strike must be positive, was -5');
  expect(reason({ years: -0.1 })).toBe('malformed: years must be not negative, was -0.1');
  expect(reason({ rate: Infinity })).toContain('missing-market-data');
  expect(black76({ ...option, forward: 0 }).ok).toBe(false);
});
