import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import { simplexMinimum } from '../../src/engine/numeric/search/nelder-mead.ts';
import { undiscountedBlack } from '../../src/engine/pricing/black.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import type { OptionQuote } from '../../src/engine/pricing/surface/option-quote.ts';
import { surfacesOf } from '../../src/engine/pricing/surface/surfaces.ts';
import { sviFit, type VolatilityQuote } from '../../src/engine/pricing/surface/svi-fit.ts';
import { sviVariance, type SviSmile } from '../../src/engine/pricing/surface/svi.ts';
import { asset, instrumentId, market } from '../../src/engine/values/ids.ts';
import { instant } from '../../src/engine/values/units.ts';
import { contest, median, ratio } from './contest.ts';

const ROUNDS = 5;
const STRIKES = 60;
const FORWARD = 80_000;
const DAYS = [1, 2, 3, 7, 14, 21, 28, 56, 91, 182, 273, 364];
const asOf = instant(Date.parse('2026-02-01T08:00:00Z'));

type Expiry = { readonly days: number; readonly years: number; readonly smile: SviSmile };

/** Smiles as steep and as wide as those of a crypto chain. */
const expiries: readonly Expiry[] = DAYS.map((days) => {
  const years = days / 365;
  const theta = 0.5 ** 2 * years;
  const width = Math.sqrt(theta);
  const smile = { a: 0.5 * theta, b: 0.45 * width, rho: -0.3, m: 0.1 * width, sigma: width };
  return { days, years, smile };
});

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

/** Root of the mean square distance from the smiles behind the noise, in volatility. */
function errorOf(smiles: readonly SviSmile[]): number {
  const squares = expiries.flatMap(({ years, smile }, e) =>
    Array.from({ length: STRIKES }, (_, i) => {
      const k = kOf(years, i);
      const found = Math.sqrt(Math.max(sviVariance(smiles[e]!, k), 0) / years);
      return (found - Math.sqrt(sviVariance(smile, k) / years)) ** 2;
    }),
  );
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
}

function optionOf(days: number, strike: number, right: 'call' | 'put'): Instrument {
  const symbol = `BTC-${days}-${strike.toFixed(2)}-${right}`;
  const id = instrumentId(symbol, market('DERIBIT'));
  if (!id.ok) throw new Error(id.failure.message);
  return {
    id: id.value,
    symbol,
    market: market('DERIBIT'),
    kind: 'option',
    payoff: 'inverse',
    underlying: asset('BTC'),
    quote: asset('USD'),
    settlement: asset('BTC'),
    multiplier: 1,
    priceUnit: 'underlying',
    expiry: instant(asOf + days * 86_400_000),
    option: { right, strike, exercise: 'european' },
  };
}

/** Calls and puts of the noisy volatilities, three hundredths wide. */
function chainOf(quotes: readonly (readonly VolatilityQuote[])[]): readonly OptionQuote[] {
  return quotes.flatMap((own, e) =>
    own.flatMap(({ k, volatility }) =>
      (['call', 'put'] as const).map((right): OptionQuote => {
        const { days, years } = expiries[e]!;
        const strike = FORWARD * Math.exp(k);
        const deviation = volatility * Math.sqrt(years);
        const price = undiscountedBlack(right, FORWARD, strike, deviation) / FORWARD;
        return {
          instrument: optionOf(days, strike, right),
          bid: price * 0.985,
          ask: price * 1.015,
          mark: price,
          bidSize: null,
          askSize: null,
          bidVolatility: null,
          askVolatility: null,
          markVolatility: volatility,
          forward: FORWARD,
          at: asOf,
        };
      }),
    ),
  );
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
  return {
    expiries: expiries.length,
    strikes: STRIKES,
    options: chain.length,
    oursOverPlain: ratio(times, 'ours', 'plain'),
    wholeSurfaceOverPlain: ratio(times, 'surface', 'plain'),
    wholeSurfaceSeconds: median(times.get('surface') ?? []),
    errorOfOurs: errorOf(fits(quasiExplicit)),
    errorOfPlain: errorOf(fits(plainFit)),
  };
}
