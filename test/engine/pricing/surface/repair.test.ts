import { expect, test } from 'vitest';
import type { SurfaceView } from '../../../../src/engine/contract/surface.ts';
import type { OptionQuote } from '../../../../src/engine/pricing/surface/option-quote.ts';
import { surfacesOf } from '../../../../src/engine/pricing/surface/surfaces.ts';
import { sviVariance, type SviSmile } from '../../../../src/engine/pricing/surface/svi.ts';
import { densityRounding, leastDensity } from '../../../support/density.ts';
import { asOf, quotesOf, strikesAbout } from '../../../support/surface-quotes.ts';

const forward = 100;

/** Axel Vogt's smile: Gatheral & Jacquier (2014), example 3.1, at one year. */
const vogt: SviSmile = { a: -0.041, b: 0.1331, m: 0.3586, rho: 0.306, sigma: 0.4153 };

type Expiry = { readonly days: number; readonly smile: SviSmile; readonly reach: number };

const quotesAt = (expiries: readonly Expiry[], spread: number): readonly OptionQuote[] =>
  expiries.flatMap(({ days, smile, reach }) =>
    quotesOf({
      priceUnit: 'quote',
      days,
      forward,
      variance: (k) => sviVariance(smile, k),
      strikes: strikesAbout(forward, -reach, reach, 25),
      spread,
    }),
  );

function surfaceOf(expiries: readonly Expiry[], spread = 0.02): SurfaceView {
  const [surface] = surfacesOf(quotesAt(expiries, spread), asOf).surfaces;
  if (surface === undefined) throw new Error('there is no surface');
  return surface;
}

/** Smiles as repaired, by expiry. */
function repairedSmiles({ slices }: SurfaceView): readonly SviSmile[] {
  return slices.map(({ repaired }) => {
    if (repaired === null) throw new Error('nothing was repaired');
    return repaired.smile;
  });
}

/** By an independent density, and by variances at the same k. */
function expectFree(smiles: readonly SviSmile[], low: number, high: number): void {
  for (const smile of smiles) {
    const density = leastDensity((k) => sviVariance(smile, k), low, high);
    expect(density).toBeGreaterThanOrEqual(-10 * densityRounding());
  }
  smiles.slice(1).forEach((later, i) => {
    for (let k = low; k <= high; k += 0.01) {
      expect(sviVariance(later, k)).toBeGreaterThanOrEqual(sviVariance(smiles[i]!, k));
    }
  });
}

test('quotes of the smile of Vogt: the butterfly is found, and gone from the repaired smile', () => {
  const surface = surfaceOf([{ days: 365, smile: vogt, reach: 1.2 }]);
  const [slice] = surface.slices;
  if (slice?.fit.ok !== true) throw new Error('there is no fit');
  // The fit is the quotes' own smile: shown as it is.
  expect(slice.fit.value.quality.weightedRms).toBeLessThan(1e-4);
  expect(slice.fit.value.butterfly.free).toBe(false);
  expect(leastDensity((k) => sviVariance(vogt, k), -1.5, 1.5)).toBeLessThan(
    -100 * densityRounding(),
  );
  expect(surface.repair).toMatchObject({ butterflies: 0, calendar: [] });
  expectFree(repairedSmiles(surface), -1.5, 1.5);
  // It stays near: the paper's own repair moves volatility by no more than a few points.
  expect(slice.repaired?.quality.weightedRms).toBeLessThan(0.01);
});

test('crossing expiries are found, and apart in the repaired surface', () => {
  const near: SviSmile = { a: 0.02, b: 0.12, rho: -0.2, m: 0, sigma: 0.1 };
  const later: SviSmile = { a: 0.03, b: 0.05, rho: -0.2, m: 0, sigma: 0.1 };
  const surface = surfaceOf([
    { days: 90, smile: near, reach: 0.6 },
    { days: 180, smile: later, reach: 0.6 },
  ]);
  // Equal where 0.01 = 0.07 (−0.2 k + √(k² + 0.01)).
  const [first] = surface.calendar;
  expect(first?.beyondQuotes).toBe(false);
  for (const { from, to } of surface.calendar) {
    const excess = (k: number): number => sviVariance(near, k) - sviVariance(later, k);
    expect(excess((from + to) / 2)).toBeGreaterThan(0);
  }
  expect(surface.repair).toMatchObject({ butterflies: 0, calendar: [] });
  expectFree(repairedSmiles(surface), -0.6, 0.6);
});

test('a surface that breaks nothing is not repaired', () => {
  const smile: SviSmile = { a: 0.02, b: 0.06, rho: -0.3, m: 0, sigma: 0.2 };
  const surface = surfaceOf([
    { days: 90, smile, reach: 0.6 },
    { days: 180, smile: { ...smile, a: 0.05 }, reach: 0.6 },
  ]);
  expect(surface.repair).toBeNull();
  expect(surface.slices.map(({ repaired }) => repaired)).toEqual([null, null]);
  expect(surface.calendar).toEqual([]);
});

test('an expiry far above all that follow is made part of a surface without arbitrage', () => {
  const base: SviSmile = { a: 0.01, b: 0.05, rho: -0.4, m: 0, sigma: 0.1 };
  const surface = surfaceOf([
    { days: 30, smile: { ...base, a: 0.2 }, reach: 0.5 },
    { days: 60, smile: base, reach: 0.6 },
    { days: 90, smile: vogt, reach: 0.6 },
    { days: 120, smile: { ...base, a: 0.03 }, reach: 0.7 },
  ]);
  expect(surface.repair).toMatchObject({ butterflies: 0, calendar: [] });
  expectFree(repairedSmiles(surface), -0.6, 0.6);
});
