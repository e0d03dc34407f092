import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import { simplexMinimum } from '../../src/engine/numeric/search/nelder-mead.ts';
import type { OptionQuote } from '../../src/engine/pricing/surface/option-quote.ts';
import { surfacesOf } from '../../src/engine/pricing/surface/surfaces.ts';
import { sviFit, type VolatilityQuote } from '../../src/engine/pricing/surface/svi-fit.ts';
import { sviVariance, type SviSmile } from '../../src/engine/pricing/surface/svi.ts';
import { asOf, quotesOf } from '../support/surface-quotes.ts';
import { contest, median, ratio } from './contest.ts';

const ROUNDS = 5;
const STRIKES = 60;
const FORWARD = 80_000;
const DAYS = [1, 2, 3, 7, 14, 21, 28, 56, 91, 182, 273, 364];

type Expiry = { readonly days: number; readonly years: number; readonly smile: SviSmile };

/** Smiles of crypto shapes: drawn tilts, centres and widths, half of the central variance in their level. */
const expiries: readonly Expiry[] = (() => {
  const random = mersenneTwister(30);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  return DAYS.map((days) => {
    const years = days / 365;
    const deviation = 0.5 * Math.sqrt(years);
    const smile = {
      a: between(0.3, 0.8) * deviation ** 2,
      b: between(0.2, 0.6) * deviation,
      rho: between(-0.7, 0.3),
      m: between(-0.6, 0.6) * deviation,
      sigma: between(0.2, 1.2) * deviation,
    };
    return { days, years, smile };
  });
})();

const kOf = (years: number, i: number): number =>
  0.5 * Math.sqrt(years) * (-3 + (6 * i) / (STRIKES - 1));

/** Volatilities of each expiry with noise of half a point. */
function noisyQuotes(): readonly (readonly VolatilityQuote[])[] {
  const random = mersenneTwister(31);
  return expiries.map(({ years, smile }) =>
    Array.from({ length: STRIKES }, (_, i) => {
      const k = kOf(years, i);
      const volatility = Math.sqrt(sviVariance(smile, k) / years);
      return { k, volatility: volatility + 0.005 * normalDraw(random), weight: 1 };
    }),
  );
}

/** All five parameters searched at once from one start. */
function plainFit(quotes: readonly VolatilityQuote[], years: number): SviSmile {
  const at = ([a = 0, b = 0, rho = 0, m = 0, sigma = 0]: readonly number[]): SviSmile => ({
    a,
    b,
    rho,
    m,
    sigma,
  });
  const loss = (point: readonly number[]): number => {
    const smile = at(point);
    if (smile.b < 0 || Math.abs(smile.rho) >= 1 || smile.sigma < 1e-3) return Infinity;
    let sum = 0;
    for (const { k, volatility } of quotes) {
      sum += (sviVariance(smile, k) - volatility * volatility * years) ** 2;
    }
    return sum;
  };
  const central = Math.min(...quotes.map(({ volatility }) => volatility)) ** 2 * years;
  const start = [central / 2, 0.1, -0.5, 0, 0.1];
  const steps = [central / 4, 0.05, 0.2, 0.05, 0.05];
  return at(simplexMinimum(loss, start, steps, { tolerance: 1e-10, evaluations: 5_000 }).point);
}

function quasiExplicit(quotes: readonly VolatilityQuote[], years: number): SviSmile {
  const found = sviFit(quotes, years);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.smile;
}

/** Roots of the mean square residual of total variance, [expiry]. */
const residuals = (
  quotes: readonly (readonly VolatilityQuote[])[],
  smiles: readonly SviSmile[],
): readonly number[] =>
  quotes.map((own, e) => {
    const { years } = expiries[e]!;
    const squares = own.map(
      ({ k, volatility }) => (sviVariance(smiles[e]!, k) - volatility * volatility * years) ** 2,
    );
    return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / own.length);
  });

/** Calls and puts of the noisy volatilities, three hundredths wide, premiums in coin. */
function chainOf(quotes: readonly (readonly VolatilityQuote[])[]): readonly OptionQuote[] {
  return quotes.flatMap((own, e) => {
    const { days, years } = expiries[e]!;
    const width = kOf(years, 1) - kOf(years, 0);
    const nearest = (k: number): number => Math.round((k - kOf(years, 0)) / width);
    return quotesOf({
      priceUnit: 'underlying',
      days,
      forward: FORWARD,
      variance: (k) => own[nearest(k)]!.volatility ** 2 * years,
      strikes: own.map(({ k }) => FORWARD * Math.exp(k)),
      spread: 0.015,
    });
  });
}

/** A whole chain: our fit of its smiles against five parameters searched at once, and all that we do with it. */
export function surfaceBench(): object {
  const quotes = noisyQuotes();
  const chain = chainOf(quotes);
  const fits = (fit: typeof plainFit): readonly SviSmile[] =>
    quotes.map((own, e) => fit(own, expiries[e]!.years));
  const times = contest(
    [
      { name: 'ours', run: () => fits(quasiExplicit) },
      { name: 'plain', run: () => fits(plainFit) },
      { name: 'surface', run: () => surfacesOf(chain, asOf) },
    ],
    ROUNDS,
  );
  const best = residuals(quotes, fits(quasiExplicit));
  const worse = residuals(quotes, fits(plainFit)).map((one, e) => one / best[e]!);
  return {
    expiries: expiries.length,
    strikes: STRIKES,
    options: chain.length,
    oursOverPlain: ratio(times, 'ours', 'plain'),
    wholeSurfaceOverPlain: ratio(times, 'surface', 'plain'),
    wholeSurfaceSeconds: median(times.get('surface') ?? []),
    residualOfPlainOverOurs: { median: median(worse), largest: Math.max(...worse) },
  };
}
