import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blackTimeValue } from '../../../src/engine/pricing/black.ts';
import { exactRemainder } from '../../../src/engine/pricing/exact-difference.ts';
import {
  impliedVolatility,
  type ImpliedVolatility,
  type PricedOption,
} from '../../../src/engine/pricing/implied-volatility.ts';
import { impliedFromMark } from '../../../src/engine/pricing/mark.ts';
import { magnitude } from './markets.ts';

const option: PricedOption = {
  right: 'call',
  forward: 100,
  strike: 90,
  years: 1,
  discount: 1,
  price: 12,
};

const kind = (fields: Partial<PricedOption>): ImpliedVolatility['kind'] =>
  impliedVolatility({ ...option, ...fields }).kind;

test('out of the money the volatility comes back from its price, however small', () => {
  fc.assert(
    fc.property(
      magnitude(1e-3, 1e6),
      fc.double({ min: -30, max: 30, noNaN: true }),
      magnitude(1e-4, 3),
      magnitude(1e-5, 10),
      fc.double({ min: 0.5, max: 1.1, noNaN: true }),
      (forward, distance, deviation, years, discount) => {
        const strike = forward * Math.exp(distance * deviation);
        const price = discount * blackTimeValue(forward, strike, deviation);
        fc.pre(price > 1e-290 * forward && price < 0.999 * discount * Math.min(forward, strike));
        const right = forward < strike ? 'call' : 'put';
        const found = impliedVolatility({ right, forward, strike, years, discount, price });
        if (found.kind !== 'volatility') expect.fail(found.failure.message);
        const volatility = deviation / Math.sqrt(years);
        // The strike's own rounding moves ln(F/K) by an ulp, which weighs distance ÷ deviation.
        const moved = 1e-15 * (Math.abs(distance) + 1 / deviation) * volatility;
        const allowed = 32 * found.attainable + moved + 1e-13 * volatility;
        expect(Math.abs(found.volatility - volatility)).toBeLessThan(allowed);
      },
    ),
  );
});

test('in the money it comes back as far as the price still holds it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3, noNaN: true }),
      magnitude(0.01, 2),
      fc.constantFrom('call', 'put'),
      (distance, deviation, right) => {
        const strike = 100 * Math.exp((right === 'call' ? -1 : 1) * distance * deviation);
        const price = Math.abs(100 - strike) + blackTimeValue(100, strike, deviation);
        fc.pre(price < 0.999 * (right === 'call' ? 100 : strike));
        const found = impliedVolatility({ ...option, right, strike, price });
        if (found.kind !== 'volatility') expect.fail(found.failure.message);
        const allowed = 64 * found.attainable + 1e-12 * deviation;
        expect(Math.abs(found.volatility - deviation)).toBeLessThan(allowed);
      },
    ),
  );
});

test('a published example: Hull, chapter 15.11, implied volatility 23.5 %', () => {
  // Call at 1.875, S = 21, K = 20, r = 10 %, a quarter of a year.
  const discount = Math.exp(-0.025);
  const found = impliedVolatility({
    right: 'call',
    forward: 21 / discount,
    strike: 20,
    years: 0.25,
    discount,
    price: 1.875,
  });
  if (found.kind !== 'volatility') expect.fail(found.failure.message);
  expect(found.volatility).toBeCloseTo(0.235, 3);
});

test('prices that hold no volatility say why', () => {
  expect(kind({ price: 10 })).toBe('zero');
  expect(kind({ price: 9.999 })).toBe('below-intrinsic');
  expect(kind({ strike: 110, price: 0 })).toBe('zero');
  expect(kind({ strike: 110, price: -1 })).toBe('below-intrinsic');
  expect(kind({ price: 100 })).toBe('above-maximum');
  expect(kind({ right: 'put', strike: 110, price: 110 })).toBe('above-maximum');
});

test('a discounted intrinsic value, rounded as it comes, is worth no volatility', () => {
  fc.assert(
    fc.property(magnitude(0.01, 1e6), magnitude(0.1, 0.99), magnitude(0.5, 1.1), (f, share, d) => {
      expect(kind({ forward: f, strike: f * share, discount: d, price: d * (f - f * share) })).toBe(
        'zero',
      );
    }),
  );
});

test('unfit input is invalid', () => {
  for (const fields of [
    { years: 0 },
    { forward: -1 },
    { strike: 0 },
    { discount: 0 },
    { price: Number.NaN },
    { forward: Infinity },
  ]) {
    expect(kind(fields)).toBe('invalid');
  }
});

test('a coin premium is the premium in the quote currency by the forward', () => {
  const terms = { right: 'call', strike: 110, forward: 100, years: 0.5 } as const;
  const inQuote = impliedFromMark({ ...terms, priceUnit: 'quote', mark: 4 });
  const inCoin = impliedFromMark({ ...terms, priceUnit: 'underlying', mark: 0.04 });
  expect(inQuote.ok).toBe(true);
  expect(inCoin).toEqual(inQuote);
  expect(impliedFromMark({ ...terms, priceUnit: 'quote', mark: 0 })).toEqual({
    ok: true,
    value: 0,
  });
  expect(impliedFromMark({ ...terms, priceUnit: 'quote', mark: 100 }).ok).toBe(false);
});

test('a remainder is rounded once', () => {
  // 1 − 3 × (1/3): the double nearest to 1/3 falls short by 2⁻⁵⁴ ÷ 3, so 2⁻⁵⁴ is left.
  expect(exactRemainder(1, 3, 1 / 3, 0)).toBe(2 ** -54);
  expect(exactRemainder(10, 1, 100, 90)).toBe(0);
  // The doubles 0.1 and 0.2 exceed in sum the double 0.3 by 2⁻⁵⁵, which rounding the sum would double.
  expect(exactRemainder(0.3, 1, 0.1, -0.2)).toBe(-(2 ** -55));
});
