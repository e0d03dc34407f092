import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type {
  ExpirySlice,
  SliceFit,
  SurfaceView,
} from '../../../../src/engine/contract/surface.ts';
import {
  usualSurfaceRules,
  type OptionQuote,
} from '../../../../src/engine/pricing/surface/option-quote.ts';
import { ssviVariance } from '../../../../src/engine/pricing/surface/ssvi.ts';
import { surfacesOf } from '../../../../src/engine/pricing/surface/surfaces.ts';
import { sviVariance, type SviSmile } from '../../../../src/engine/pricing/surface/svi.ts';
import type { Outcome } from '../../../../src/engine/values/outcome.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import {
  asOf,
  inDays,
  quotesOf,
  strikesAbout,
  type Listing,
} from '../../../support/surface-quotes.ts';

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function surfaceOf(quotes: readonly OptionQuote[]): SurfaceView {
  const { surfaces, refused } = surfacesOf(quotes, asOf);
  expect(refused).toEqual([]);
  expect(surfaces).toHaveLength(1);
  return surfaces[0]!;
}

const onlySlice = (quotes: readonly OptionQuote[]): ExpirySlice => surfaceOf(quotes).slices[0]!;
const fitOf = (quotes: readonly OptionQuote[]): SliceFit => got(onlySlice(quotes).fit);

const smile: SviSmile = { a: 0.004, b: 0.06, rho: -0.35, m: 0.02, sigma: 0.12 };
const variance = (k: number): number => sviVariance(smile, k);
const forward = 80_000;
const listing: Listing = {
  priceUnit: 'underlying',
  days: 30,
  forward,
  variance,
  strikes: strikesAbout(forward, -0.5, 0.45, 21),
};

test.each([['underlying'], ['quote']] as const)(
  'noise-free premiums by the %s give back forward and smile',
  (priceUnit) => {
    const slice = onlySlice(quotesOf({ ...listing, priceUnit }));
    const { value, source, parity } = got(slice.forward);
    expect(value / forward).toBeCloseTo(1, 10);
    expect(source).toBe('parity');
    expect(got(parity)).toMatchObject({ pairs: 21 });
    const fit = got(slice.fit);
    expect(fit.model).toBe('svi');
    for (const [name, figure] of Object.entries(smile)) {
      expect(fit.smile).toHaveProperty(name, expect.closeTo(figure, 4));
    }
    expect(fit.quality.weightedRms).toBeLessThan(1e-6);
    expect(fit.quality).toMatchObject({ inside: 21, points: 21 });
    expect(slice).toMatchObject({ options: 42, inTheMoney: 21, leftOut: [], repaired: null });
    expect(got(fit.numbers.atTheMoney)).toBeCloseTo(Math.sqrt(variance(0) / (30 / 365)), 6);
  },
);

test('premiums discounted by the rate give the forward of the rate', () => {
  const discount = Math.exp(-0.05 * (180 / 365));
  const quotes = quotesOf({ ...listing, priceUnit: 'quote', days: 180, discount });
  const [surface] = surfacesOf(quotes, asOf, { ...usualSurfaceRules, rate: 0.05 }).surfaces;
  const { forward: found, fit } = surface!.slices[0]!;
  expect(got(found).value / forward).toBeCloseTo(1, 10);
  expect(got(fit).quality.weightedRms).toBeLessThan(1e-6);
});

test('delta strikes solve N(d₁), and reversal and butterfly are made of their volatilities', () => {
  const { numbers } = fitOf(quotesOf(listing));
  const years = 30 / 365;
  const volatility = (k: number): number => Math.sqrt(variance(k) / years);
  // N(0.674489750196) = 0.75, from tables; d₁ = −k/s + s/2, by fixed point.
  const at = (d1: number): number => {
    let k = 0;
    for (let i = 0; i < 200; i++) {
      const s = Math.sqrt(variance(k));
      k = s * (s / 2 - d1);
    }
    return volatility(k);
  };
  const [call, put] = [at(-0.674489750196), at(0.674489750196)];
  expect(got(numbers.call25)).toBeCloseTo(call, 6);
  expect(got(numbers.put25)).toBeCloseTo(put, 6);
  expect(got(numbers.riskReversal25)).toBeCloseTo(call - put, 6);
  expect(got(numbers.butterfly25)).toBeCloseTo((call + put) / 2 - volatility(0), 6);
});

const shape = { rho: -0.3, eta: 0.9, gamma: 0.45 };
const thetas = [
  [7, 0.006],
  [30, 0.03],
  [90, 0.1],
  [270, 0.28],
] as const;
const ssviQuotes = thetas.flatMap(([days, theta]) =>
  quotesOf({
    ...listing,
    days,
    variance: (k) => ssviVariance({ theta, ...shape }, k),
    strikes: strikesAbout(forward, -2 * Math.sqrt(theta), 2 * Math.sqrt(theta), 15),
  }),
);

test('quotes of an SSVI surface give back its shape, and nothing is free on it', () => {
  const surface = surfaceOf(ssviQuotes);
  const found = got(surface.shape);
  expect(found.rho).toBeCloseTo(shape.rho, 4);
  expect(found.eta).toBeCloseTo(shape.eta, 3);
  expect(found.gamma).toBeCloseTo(shape.gamma, 3);
  for (const { ssvi } of surface.slices) {
    expect(got(ssvi).quality.weightedRms).toBeLessThan(1e-4);
    expect(got(ssvi).butterfly.free).toBe(true);
  }
});

test('30 days is linear in total variance between the expiries, and unknown beyond them', () => {
  const two = ssviQuotes.filter(({ instrument: { expiry } }) =>
    [inDays(7), inDays(90)].includes(expiry ?? asOf),
  );
  const years = 30 / 365;
  const between = 0.006 + ((0.1 - 0.006) * (30 - 7)) / (90 - 7);
  expect(got(surfaceOf(two).thirtyDays)).toBeCloseTo(Math.sqrt(between / years), 5);
  const later = two.filter(({ instrument }) => instrument.expiry === inDays(90));
  expect(surfaceOf(later).thirtyDays).toMatchObject({ failure: { reason: 'missing-market-data' } });
});

test('the order of the quotes changes nothing', () => {
  const quotes = quotesOf({ ...listing, spread: 0.02 });
  const before = surfacesOf(quotes, asOf);
  fc.assert(
    fc.property(fc.shuffledSubarray([...quotes], { minLength: quotes.length }), (shuffled) => {
      expect(surfacesOf(shuffled, asOf)).toEqual(before);
    }),
    { numRuns: 10 },
  );
});

test('a forward and strikes times a number give the same smile', () => {
  const before = fitOf(quotesOf({ ...listing, spread: 0.02 }));
  for (const factor of [1e-4, 0.37, 1000]) {
    const scaled = fitOf(
      quotesOf({
        ...listing,
        spread: 0.02,
        forward: forward * factor,
        strikes: listing.strikes.map((strike) => strike * factor),
      }),
    );
    for (const k of [-0.4, -0.1, 0, 0.1, 0.4]) {
      expect(sviVariance(scaled.smile, k)).toBeCloseTo(sviVariance(before.smile, k), 7);
    }
  }
});

test('a nonsense quote far out is left out, or hardly moves the fit', () => {
  const quotes = quotesOf({ ...listing, spread: 0.02 });
  const before = fitOf(quotes);
  fc.assert(
    fc.property(
      fc.constantFrom(-1.5, -0.8, 0.7, 1.2),
      fc.double({ min: 1e-4, max: 0.9, noNaN: true }),
      (k, price) => {
        const strike = forward * Math.exp(k);
        const right = k < 0 ? 'put' : 'call';
        const nonsense = quotesOf({ ...listing, strikes: [strike] })
          .filter(({ instrument }) => instrument.option?.right === right)
          .map((quote) => ({ ...quote, bid: price * 0.999, ask: price * 1.001 }));
        const after = fitOf([...quotes, ...nonsense]);
        for (const at of [-0.4, -0.2, 0, 0.2, 0.4]) {
          const volatility = (of: SliceFit): number =>
            Math.sqrt(sviVariance(of.smile, at) / (30 / 365));
          expect(Math.abs(volatility(after) - volatility(before))).toBeLessThan(0.01);
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** The quote of one option of the listing, changed. */
const changed = (
  quotes: readonly OptionQuote[],
  strike: number,
  right: 'call' | 'put',
  to: Partial<OptionQuote>,
): readonly OptionQuote[] =>
  quotes.map((one) =>
    one.instrument.option?.strike === listing.strikes[strike] &&
    one.instrument.option?.right === right
      ? { ...one, ...to }
      : one,
  );

test('every quote is fitted, in the money, or left out with its reason', () => {
  let quotes = quotesOf({ ...listing, spread: 0.02 });
  const faults: readonly (readonly [number, Partial<OptionQuote>])[] = [
    [0, { bid: 0, markVolatility: 0 }],
    [1, { ask: null }],
    [2, { bid: null, ask: null }],
    [3, { bid: 0.5, ask: 0.4 }],
    [4, { at: instant(asOf - 6 * 60_000) }],
    [5, { at: instant(asOf + 60_000) }],
    [6, { bid: -1 }],
    [7, { mark: Number.NaN }],
    [8, { bid: 1e-9 }],
  ];
  for (const [strike, to] of faults) quotes = changed(quotes, strike, 'put', to);
  const older = quotes
    .filter(({ instrument }) => instrument.option?.strike === listing.strikes[9])
    .map((one) => ({ ...one, at: instant(asOf - 1000), bid: 0.9, ask: 0.91 }));
  const slice = onlySlice([...older, ...quotes]);
  expect(slice.leftOut).toEqual([
    { why: 'malformed number', count: 2 },
    { why: 'older duplicate', count: 2 },
    { why: 'crossed', count: 1 },
    { why: 'dated ahead', count: 1 },
    { why: 'no ask', count: 1 },
    { why: 'no bid', count: 1 },
    { why: 'no bid and no ask', count: 1 },
    { why: 'stale', count: 1 },
    { why: 'too wide', count: 1 },
  ]);
  expect(slice).toMatchObject({ options: 44, inTheMoney: 21 });
  expect(slice.points).toHaveLength(44 - 21 - 11);
});

test('a premium that no volatility reaches is beyond bounds', () => {
  const quotes = changed(quotesOf(listing), 20, 'call', { bid: 0.9, ask: 1.1 });
  expect(onlySlice(quotes).leftOut).toEqual([{ why: 'beyond bounds', count: 1 }]);
});

const few = (count: number): readonly OptionQuote[] =>
  quotesOf({ ...listing, strikes: strikesAbout(forward, -0.2, 0.2, count) });

test('three and four quotes have three parameters, free of arbitrage; fewer are not fitted', () => {
  const three = fitOf(few(3));
  expect(three.model).toBe('svi-natural');
  expect(three.butterfly.free).toBe(true);
  // Three parameters meet three quotes of a smile that is of their kind.
  expect(three.quality.weightedRms).toBeLessThan(1e-5);
  expect(fitOf(few(4)).model).toBe('svi-natural');
  expect(fitOf(few(5)).model).toBe('svi');
  const two = onlySlice(few(2));
  expect(two.fit).toMatchObject({ failure: { reason: 'missing-market-data' } });
  expect(two.ssvi).toMatchObject({ ok: false });
});

test('what the fit does not reach is a reason, not a number', () => {
  const quotes = quotesOf({ ...listing, strikes: strikesAbout(forward, 0.02, 0.4, 9) });
  const { numbers } = fitOf(quotes);
  expect(numbers.atTheMoney).toMatchObject({ failure: { reason: 'missing-market-data' } });
  expect(numbers.riskReversal25).toMatchObject({ ok: false });
  expect(numbers.butterfly25).toMatchObject({ ok: false });
  expect(numbers.call25).toMatchObject({ ok: true });
});

test('without pairs the stated forward stands; without either there is no smile', () => {
  const calls = quotesOf(listing).filter(({ instrument }) => instrument.option?.right === 'call');
  expect(onlySlice(calls).fit).toMatchObject({ failure: { reason: 'missing-market-data' } });
  expect(onlySlice(calls).leftOut).toEqual([{ why: 'no forward', count: 21 }]);
  const stated = calls.map((one) => ({ ...one, forward }));
  expect(got(onlySlice(stated).forward)).toMatchObject({
    value: forward,
    source: 'stated',
    difference: null,
  });
  expect(onlySlice(stated).fit.ok).toBe(true);
});

test('parity is shown beside a stated forward that differs, and outliers do not move it', () => {
  const stated = quotesOf({ ...listing, spread: 0.01 }).map((one) => ({
    ...one,
    forward: forward * 1.002,
  }));
  const found = got(onlySlice(stated).forward);
  expect(found.difference).toBeCloseTo(1 / 1.002 - 1, 4);
  // Five pairs of 21 are off by a tenth of the coin.
  const wrong = stated.map((one) => {
    const { option } = one.instrument;
    const isWrong = option?.right === 'call' && listing.strikes.indexOf(option.strike) % 5 === 1;
    return isWrong ? { ...one, bid: (one.bid ?? 0) + 0.1, ask: (one.ask ?? 0) + 0.1 } : one;
  });
  expect(got(got(onlySlice(wrong).forward).parity).forward / forward).toBeCloseTo(1, 3);
});

test('expired options and other contracts are told apart', () => {
  const [quote] = quotesOf({ ...listing, days: -1, strikes: [forward] });
  expect(onlySlice([quote!])).toMatchObject({
    leftOut: [{ why: 'expired', count: 1 }],
    fit: { ok: false },
  });
  const american = {
    ...quote!,
    instrument: {
      ...quote!.instrument,
      option: { ...quote!.instrument.option!, exercise: 'american' as const },
    },
  };
  expect(surfacesOf([american], asOf)).toEqual({
    surfaces: [],
    refused: [{ instrument: quote!.instrument.id, message: 'its exercise is American' }],
  });
  expect(surfacesOf([], asOf)).toEqual({ surfaces: [], refused: [] });
});

test('coin-settled and linear options of one underlying are surfaces of their own', () => {
  const both = [...quotesOf(listing), ...quotesOf({ ...listing, priceUnit: 'quote' })];
  const { surfaces } = surfacesOf(both, asOf);
  expect(surfaces.map(({ settlement }) => settlement).toSorted()).toEqual(['BTC', 'USD']);
});

test('a mark off the surface and outside its quote is listed, the others are not', () => {
  const quotes = quotesOf({ ...listing, spread: 0.02 });
  const k = 5;
  const vega = 0.03;
  const mark = quotes.find(
    ({ instrument: { option } }) => option?.right === 'put' && option.strike === listing.strikes[k],
  )!.mark!;
  const surface = surfaceOf(changed(quotes, k, 'put', { mark: mark * (1 + vega * 10) }));
  expect(surface.marksCompared).toBe(42);
  expect(surface.marks).toHaveLength(1);
  const [found] = surface.marks;
  expect(found).toMatchObject({ strike: listing.strikes[k], why: 'outside and off' });
  expect(found!.difference.toMid).toBeCloseTo(mark * vega * 10, 12);
  expect(found!.difference.toFit).toBeCloseTo(mark * vega * 10, 7);
  expect(found!.difference.volatilityToFit).toBeGreaterThan(0.01);
  expect(found!.difference.z).toBeGreaterThan(6);
});

test('a stated volatility in percent, or off by a point, shows against the one in the mark', () => {
  const stated = (by: (volatility: number) => number): readonly OptionQuote[] =>
    quotesOf({ ...listing, spread: 0.02 }).map((one) => {
      const k = Math.log((one.instrument.option?.strike ?? Number.NaN) / forward);
      return { ...one, markVolatility: by(Math.sqrt(variance(k) / (30 / 365))) };
    });
  const medianOf = (quotes: readonly OptionQuote[]): number =>
    got(onlySlice(quotes).statedCheck).median;
  expect(medianOf(stated((volatility) => volatility))).toBeLessThan(1e-6);
  expect(medianOf(stated((volatility) => volatility + 0.01))).toBeCloseTo(0.01, 6);
  expect(medianOf(stated((volatility) => 100 * volatility))).toBeGreaterThan(10);
  expect(onlySlice(quotesOf(listing)).statedCheck).toMatchObject({ ok: false });
});
