import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { VolatilityQuote } from './svi-fit.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** Total variance at the money, tilt and curvature: `θ/2 (1 + ρ φ k + √((φ k + ρ)² + 1 − ρ²))`. */
export type NaturalSmile = {
  readonly theta: number;
  readonly rho: number;
  readonly phi: number;
};

/** The same smile in raw parameters. @see Gatheral & Jacquier (2014), lemma 3.1 */
export function rawOfNatural({ theta, rho, phi }: NaturalSmile): SviSmile {
  const root = (1 - rho) * (1 + rho);
  return {
    a: (theta / 2) * root,
    b: (theta * phi) / 2,
    rho,
    m: -rho / phi,
    sigma: Math.sqrt(root) / phi,
  };
}

/** Whether theorem 4.2 of Gatheral & Jacquier assures that no butterfly is free. */
function isSurelyFree({ theta, rho, phi }: NaturalSmile): boolean {
  const tilt = 1 + Math.abs(rho);
  return theta * phi * tilt < 4 && theta * phi * phi * tilt <= 4;
}

const fewestQuotes = 3;

/** Each parameter without bounds: logarithms, and the slant whose hyperbolic tangent is ρ. */
const smileAt = ([logTheta = 0, slant = 0, logPhi = 0]: readonly number[]): NaturalSmile => ({
  theta: Math.exp(logTheta),
  rho: Math.tanh(slant),
  phi: Math.exp(logPhi),
});

/**
 * Weighted least-squares fit of three parameters in total variance, within the region that is surely
 * free of butterfly arbitrage: for expiries with too few quotes for five.
 *
 * @param years to expiry, positive
 */
export function naturalFit(
  quotes: readonly VolatilityQuote[],
  years: number,
): Outcome<NaturalSmile> {
  if (quotes.length < fewestQuotes) {
    return fail(
      'missing-market-data',
      `a smile of three parameters needs ${fewestQuotes} usable quotes, there are ${quotes.length}`,
    );
  }
  const nearest = quotes.reduce((a, b) => (Math.abs(b.k) < Math.abs(a.k) ? b : a));
  const central = nearest.volatility ** 2 * years;
  const loss = (point: readonly number[]): number => {
    const natural = smileAt(point);
    if (!isSurelyFree(natural)) return Infinity;
    const raw = rawOfNatural(natural);
    let sum = 0;
    for (const { k, volatility, weight } of quotes) {
      sum += (weight * (sviVariance(raw, k) - volatility * volatility * years)) ** 2;
    }
    return sum;
  };
  // At this curvature θ φ² = 1, well within the bound.
  const middle = -Math.log(central) / 2;
  const steps = [0.1, 0.2, 0.3];
  const limits = { tolerance: 1e-9, evaluations: 800 };
  let best: { readonly point: readonly number[]; readonly value: number } | null = null;
  for (const slant of [-0.5, 0, 0.5]) {
    for (const shift of [-2, -1, 0]) {
      const found = simplexMinimum(loss, [Math.log(central), slant, middle + shift], steps, limits);
      if (best === null || found.value < best.value) best = found;
    }
  }
  if (best === null || !Number.isFinite(best.value)) {
    return fail('not-applicable', 'no smile of three parameters without arbitrage was found');
  }
  return ok(smileAt(simplexMinimum(loss, best.point, steps, limits).point));
}
