import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isSurelyButterflyFree,
  ssviCurvature,
  ssviVariance,
} from '../../../../src/engine/pricing/surface/ssvi.ts';
import { sviFit } from '../../../../src/engine/pricing/surface/svi-fit.ts';
import {
  butterflyFunction,
  isButterflyFree,
  jumpWings,
  leastVariance,
  sviCurvature,
  sviSlope,
  sviVariance,
  wingsAllowed,
  type SviSmile,
} from '../../../../src/engine/pricing/surface/svi.ts';

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

const aSmile: fc.Arbitrary<SviSmile> = fc.record({
  a: between(0, 0.1),
  b: between(0.01, 0.5),
  rho: between(-0.95, 0.95),
  m: between(-0.3, 0.3),
  sigma: between(0.02, 0.6),
});
const moneyness = between(-1.5, 1.5);

test('slope and curvature are the derivatives of the total variance', () => {
  fc.assert(
    fc.property(aSmile, moneyness, (smile, k) => {
      const step = 1e-5;
      const slope = (sviVariance(smile, k + step) - sviVariance(smile, k - step)) / (2 * step);
      expect(Math.abs(slope - sviSlope(smile, k))).toBeLessThan(1e-6);
      const bend = (sviSlope(smile, k + step) - sviSlope(smile, k - step)) / (2 * step);
      expect(Math.abs(bend - sviCurvature(smile, k))).toBeLessThan(
        1e-5 * (1 + sviCurvature(smile, k)),
      );
    }),
  );
});

test('no point of the smile lies below its least variance, and one reaches it', () => {
  fc.assert(
    fc.property(aSmile, moneyness, (smile, k) => {
      const least = leastVariance(smile);
      expect(sviVariance(smile, k)).toBeGreaterThanOrEqual(least - 1e-15);
      // The minimum of raw SVI lies at m − ρ σ ÷ √(1 − ρ²).
      const at = smile.m - (smile.rho * smile.sigma) / Math.sqrt(1 - smile.rho ** 2);
      expect(sviVariance(smile, at)).toBeCloseTo(least, 14);
    }),
  );
});

test('a flat smile has the lognormal density: g is 1 everywhere', () => {
  const flat = { a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1 };
  expect(butterflyFunction(flat, 0.7)).toBe(1);
  expect(isButterflyFree(flat)).toBe(true);
});

test('the counter-example of Axel Vogt has a negative density', () => {
  // Gatheral & Jacquier (2014), example 3.1.
  const vogt = { a: -0.041, b: 0.1331, m: 0.3586, rho: 0.306, sigma: 0.4153 };
  expect(isButterflyFree(vogt)).toBe(false);
  expect(isButterflyFree({ ...vogt, a: -0.2 })).toBe(false);
  expect(wingsAllowed(vogt)).toBe(true);
  expect(wingsAllowed({ ...vogt, b: 2 })).toBe(false);
});

test('jump wings say what the smile does at the money and in its wings', () => {
  fc.assert(
    fc.property(aSmile, between(0.05, 2), (smile, years) => {
      const wings = jumpWings(smile, years);
      const atMoney = sviVariance(smile, 0);
      expect(wings.variance * years).toBeCloseTo(atMoney, 14);
      expect(wings.skew).toBeCloseTo(sviSlope(smile, 0) / (2 * Math.sqrt(atMoney)), 12);
      expect(wings.putWing).toBeCloseTo(-sviSlope(smile, -1e9) / Math.sqrt(atMoney), 8);
      expect(wings.callWing).toBeCloseTo(sviSlope(smile, 1e9) / Math.sqrt(atMoney), 8);
    }),
  );
});

test('an SSVI slice is the raw SVI of lemma 3.1 of Gatheral & Jacquier', () => {
  fc.assert(
    fc.property(
      between(0.005, 0.5),
      between(-0.9, 0.9),
      between(0.2, 2),
      between(0.1, 0.9),
      moneyness,
      (theta, rho, eta, gamma, k) => {
        const slice = { theta, rho, eta, gamma };
        const phi = ssviCurvature(slice);
        const root = Math.sqrt(1 - rho * rho);
        const raw = {
          a: (theta / 2) * (1 - rho * rho),
          b: (theta * phi) / 2,
          rho,
          m: -rho / phi,
          sigma: root / phi,
        };
        expect(ssviVariance(slice, k)).toBeCloseTo(sviVariance(raw, k), 12);
        expect(ssviVariance(slice, 0)).toBeCloseTo(theta, 14);
        if (isSurelyButterflyFree(slice)) expect(isButterflyFree(raw)).toBe(true);
      },
    ),
  );
});

const strikes = Array.from({ length: 15 }, (_, i) => -0.7 + 0.1 * i);

test('the fit finds the smile that made the quotes', () => {
  const smile = { a: 0.02, b: 0.12, rho: -0.4, m: 0.05, sigma: 0.15 };
  const quotes = strikes.map((k) => ({
    k,
    volatility: Math.sqrt(sviVariance(smile, k) / 0.5),
    weight: Math.exp(-k * k),
  }));
  const outcome = sviFit(quotes, 0.5);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  expect(outcome.value.error).toBeLessThan(1e-9);
  for (const [name, figure] of Object.entries(smile)) {
    expect(outcome.value.smile).toHaveProperty(name, expect.closeTo(figure, 5));
  }
});

test('the fit beats every smile near it, also where noise and bounds matter', () => {
  const uneven = strikes.map((k, i) => ({
    k,
    volatility: 0.5 + 0.3 * Math.abs(k - 0.02) + 0.02 * Math.sin(7 * i),
    weight: 1,
  }));
  const outcome = sviFit(uneven, 0.25);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const { smile, error } = outcome.value;
  const errorOf = (of: SviSmile): number =>
    Math.sqrt(
      uneven.reduce(
        (sum, { k, volatility }) => sum + (sviVariance(of, k) - volatility ** 2 * 0.25) ** 2,
        0,
      ) / uneven.length,
    );
  expect(errorOf(smile)).toBeCloseTo(error, 12);
  for (const name of ['a', 'b', 'rho', 'm'] as const) {
    for (const shift of [-1e-3, 1e-3]) {
      expect(errorOf({ ...smile, [name]: smile[name] + shift })).toBeGreaterThan(error);
    }
  }
});

test('quotes that no smile allows are fitted by the nearest smile that is one', () => {
  // Concave quotes ask for b < 0, a steep straight line for |rho| > 1.
  const shapes: readonly ((k: number) => number)[] = [
    (k) => 0.3 - 0.2 * k * k,
    (k) => Math.max(0.2 - 0.25 * k, 0.01),
    (k) => 0.2 + 0.2 * k,
  ];
  for (const shape of shapes) {
    const quotes = strikes.map((k) => ({ k, volatility: Math.sqrt(shape(k)), weight: 1 }));
    const outcome = sviFit(quotes, 1);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const { smile } = outcome.value;
    expect(smile.b).toBeGreaterThanOrEqual(0);
    expect(Math.abs(smile.rho)).toBeLessThan(1);
    const mean = strikes.reduce((sum, k) => sum + shape(k), 0) / strikes.length;
    const spread = strikes.reduce((sum, k) => sum + (shape(k) - mean) ** 2, 0) / strikes.length;
    // A flat smile is allowed, so none that is chosen fits worse.
    expect(outcome.value.error).toBeLessThanOrEqual(Math.sqrt(spread) * (1 + 1e-12));
  }
});

test('a fit needs five usable quotes of two strikes at least, and time', () => {
  const quote = { k: 0, volatility: 0.5, weight: 1 };
  const five = [0, 0.1, 0.2, 0.3, 0.4].map((k) => ({ ...quote, k }));
  expect(sviFit(five, 1).ok).toBe(true);
  expect(sviFit(five.slice(1), 1)).toMatchObject({ failure: { reason: 'missing-market-data' } });
  const stale = five.map((one, i) => (i === 2 ? { ...one, volatility: 0 } : one));
  expect(sviFit(stale, 1)).toMatchObject({ failure: { reason: 'missing-market-data' } });
  expect(
    sviFit(
      Array.from({ length: 6 }, () => quote),
      1,
    ).ok,
  ).toBe(false);
  expect(sviFit(five, 0)).toMatchObject({ failure: { reason: 'malformed' } });
});
