import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { undiscountedBlack } from '../../../../src/engine/pricing/black.ts';
import { butterflyCheck } from '../../../../src/engine/pricing/surface/butterfly-check.ts';
import { calendarViolations } from '../../../../src/engine/pricing/surface/calendar-check.ts';
import { staticArbitrage } from '../../../../src/engine/pricing/surface/static-arbitrage.ts';
import { sviVariance } from '../../../../src/engine/pricing/surface/svi.ts';
import { inDays } from '../../../support/surface-quotes.ts';
import { densityRounding, leastDensity } from '../../../support/density.ts';

/** Axel Vogt's smile: Gatheral & Jacquier (2014), example 3.1. */
const vogt = { a: -0.041, b: 0.1331, m: 0.3586, rho: 0.306, sigma: 0.4153 };
const quoted = { low: -1, high: 1 };

test('the butterfly of Vogt is found where the density of Black prices is negative', () => {
  const { violations, free, steepestWing, leastVariance } = butterflyCheck(vogt, quoted);
  expect(free).toBe(false);
  expect(violations).toHaveLength(1);
  const [found] = violations;
  const density = (low: number, high: number): number =>
    leastDensity((k) => sviVariance(vogt, k), low, high);
  expect(density(found!.from + 0.02, found!.to - 0.02)).toBeLessThan(-100 * densityRounding());
  expect(density(-1.5, found!.from - 0.02)).toBeGreaterThan(0);
  expect(density(found!.to + 0.02, 1.5)).toBeGreaterThan(0);
  expect(found!.at).toBeGreaterThan(found!.from);
  expect(found!.at).toBeLessThan(found!.to);
  expect(found!.size).toBeLessThan(0);
  // b (1 + |ρ|), and a + b σ √(1 − ρ²).
  expect(steepestWing).toBeCloseTo(0.1331 * 1.306, 12);
  expect(leastVariance).toBeCloseTo(-0.041 + 0.1331 * 0.4153 * Math.sqrt(1 - 0.306 ** 2), 12);
});

/** Raw parameters of jump wings at one year. @see Gatheral & Jacquier (2014), lemma 3.2 */
function rawOfJumpWings(v: number, psi: number, p: number, c: number, least: number): typeof vogt {
  const b = (Math.sqrt(v) / 2) * (c + p);
  const rho = 1 - (p * Math.sqrt(v)) / b;
  const beta = rho - (2 * psi * Math.sqrt(v)) / b;
  const alpha = Math.sign(beta) * Math.sqrt(1 / beta ** 2 - 1);
  const root = Math.sqrt(1 - rho ** 2);
  const m = (v - least) / (b * (Math.sign(alpha) * Math.sqrt(1 + alpha ** 2) - rho - alpha * root));
  return { a: least - b * alpha * m * root, b, rho, m, sigma: alpha * m };
}

test('with the call wing and least variance that section 5.1 prescribes, the smile of Vogt is free', () => {
  // His jump wings as printed there; the wing is p + 2ψ, the least variance 4 v p c ÷ (p + c)².
  const [v, psi, p, c, least] = [0.01742625, -0.1752111, 0.6997381, 1.316798, 0.0116249];
  const own = rawOfJumpWings(v, psi, p, c, least);
  for (const name of ['a', 'b', 'rho', 'm', 'sigma'] as const) {
    expect(own[name]).toBeCloseTo(vogt[name], 3);
  }
  const wing = p + 2 * psi;
  const free = rawOfJumpWings(v, psi, p, wing, (4 * v * p * wing) / (p + wing) ** 2);
  expect(butterflyCheck(own, quoted).free).toBe(false);
  expect(butterflyCheck(free, quoted).free).toBe(true);
});

test('a narrow kink between the points of an even grid is found', () => {
  const kinked = { a: 0.0005, b: 0.4, rho: 0, m: 0.0133, sigma: 1e-4 };
  expect(leastDensity((k) => sviVariance(kinked, k), -0.3, 0.3)).toBeLessThan(-1);
  expect(butterflyCheck(kinked, quoted).free).toBe(false);
});

test('wings beyond the bound of Lee and negative variances are no smiles', () => {
  const steep = { a: 0.1, b: 1.2, rho: 0.8, m: 0, sigma: 0.5 };
  expect(butterflyCheck(steep, quoted)).toMatchObject({ free: false, steepestWing: 2.16 });
  const low = { a: -0.1, b: 0.1, rho: 0, m: 0, sigma: 0.5 };
  expect(butterflyCheck(low, quoted).free).toBe(false);
});

test('violations beyond the quotes say so', () => {
  const wide = butterflyCheck(vogt, { low: -2, high: 2 });
  expect(wide.violations.map(({ beyondQuotes }) => beyondQuotes)).toEqual([false]);
  const narrow = butterflyCheck(vogt, { low: -0.2, high: 0.2 });
  expect(narrow.violations.map(({ beyondQuotes }) => beyondQuotes)).toEqual([true]);
});

test('a calendar spread is free between the crossings of two smiles', () => {
  // Variances 0.04 + 0.1 k and 0.05 - 0.1 k cross at k = 0.05; bends are too slight to matter.
  const slope = (a: number, rho: number): typeof vogt => ({ a, b: 0.1, rho, m: 0, sigma: 1e-9 });
  const smiles = [
    { expiry: inDays(30), years: 30 / 365, smile: slope(0.04, 0.999_999), quoted },
    { expiry: inDays(60), years: 60 / 365, smile: slope(0.05, -0.999_999), quoted },
  ];
  const [found, ...more] = calendarViolations(smiles);
  expect(more).toEqual([]);
  // w₁ = 0.04 + 0.2 k for k > 0 and w₂ = 0.05: they cross at 0.05.
  expect(found!.from).toBeGreaterThan(0.05);
  expect(found!.from).toBeLessThan(0.08);
  expect(found!.to).toBeCloseTo(2, 12);
  expect(found!.at).toBeCloseTo(2, 12);
  expect(found!.variance).toBeCloseTo(0.04 + 0.4 - 0.05, 5);
  expect(found!.volatility).toBeCloseTo(
    Math.sqrt(0.44 / (60 / 365)) - Math.sqrt(0.05 / (60 / 365)),
    4,
  );
  expect(found!.beyondQuotes).toBe(false);
  expect(calendarViolations(smiles.slice(0, 1))).toEqual([]);
});

const aBook = fc.record({
  volatility: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
  spread: fc.double({ min: 0, max: 0.1, noNaN: true }),
  strikes: fc.uniqueArray(fc.integer({ min: 50, max: 200 }), { minLength: 3, maxLength: 25 }),
});

type Book = { volatility: number; spread: number; strikes: readonly number[] };
const callsOf = ({
  volatility,
  spread,
  strikes,
}: Book): { strike: number; bid: number; ask: number }[] =>
  strikes
    .toSorted((a, b) => a - b)
    .map((strike) => {
      const value = undiscountedBlack('call', 100, strike, volatility);
      return { strike, bid: value * (1 - spread), ask: value * (1 + spread) };
    });

test('quotes about Black prices hold no static arbitrage, whatever their spreads', () => {
  fc.assert(
    fc.property(aBook, (book) => {
      expect(staticArbitrage(callsOf(book), 100)).not.toContain(true);
    }),
  );
});

test('of Black prices and one beyond its neighbours, that one goes', () => {
  const quotes = callsOf({
    volatility: 0.5,
    spread: 0.01,
    strikes: [70, 80, 90, 100, 110, 120, 130],
  });
  const at = (i: number, factor: number): typeof quotes =>
    quotes.map((one, j) =>
      j === i ? { ...one, bid: one.bid * factor, ask: one.ask * factor } : one,
    );
  // Dearer than a lower strike; dearer than the chord of its neighbours; cheaper than any can be.
  expect(staticArbitrage(at(4, 2), 100).indexOf(true)).toBe(4);
  expect(staticArbitrage(at(3, 1.3), 100).indexOf(true)).toBe(3);
  expect(staticArbitrage(at(3, 0.5), 100)).toEqual(quotes.map((_, i) => i === 3));
  // A call of strike 70 is worth 30 at least.
  expect(staticArbitrage(at(0, 3), 100)[0]).toBe(true);
});
