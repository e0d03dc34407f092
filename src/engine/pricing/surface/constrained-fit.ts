import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { breachOf, densityGrid, type Bounds } from './smile-breach.ts';
import { linearSmile } from './smile-regression.ts';
import type { VolatilityQuote } from './svi-fit.ts';
import { leastVariance, sviVariance, type SviSmile } from './svi.ts';

/** A smile, and the quotes that it is to stay near. */
export type Constrained = {
  readonly smile: SviSmile;
  readonly years: number;
  readonly quotes: readonly VolatilityQuote[];
};

/** Raw SVI by centre, width, slopes of both wings and least variance: each may move freely. */
function smileAt(point: readonly number[]): SviSmile {
  const [m = 0, logSigma = 0, logLeft = 0, logRight = 0, logLeast = 0] = point;
  const left = Math.min(Math.exp(logLeft), 2);
  const right = Math.min(Math.exp(logRight), 2);
  const sigma = Math.exp(logSigma);
  const b = (left + right) / 2;
  const rho = (right - left) / (right + left);
  return { a: Math.exp(logLeast) - b * sigma * Math.sqrt((1 - rho) * (1 + rho)), b, rho, m, sigma };
}

function pointOf(smile: SviSmile, scale: number): readonly number[] {
  const { b, rho, m, sigma } = smile;
  const wing = (slope: number): number => Math.log(Math.min(Math.max(slope, 1e-4 * scale), 2));
  const least = Math.max(leastVariance(smile), 1e-3 * scale);
  return [m, Math.log(sigma), wing(b * (1 - rho)), wing(b * (1 + rho)), Math.log(least)];
}

/** Of the least-squares smiles on a grid of centres and widths, those that do best beside their breach. */
function gridSmile(
  { quotes, years }: Constrained,
  objective: (smile: SviSmile) => number,
): SviSmile | null {
  const data = {
    k: Float64Array.from(quotes, ({ k }) => k),
    variance: Float64Array.from(quotes, ({ volatility }) => volatility * volatility * years),
    weight: Float64Array.from(quotes, ({ weight }) => weight),
  };
  const low = Math.min(...data.k);
  const span = Math.max(...data.k) - low;
  let best: { readonly smile: SviSmile; readonly value: number } | null = null;
  if (!(span > 0)) return null;
  for (let i = 0; i <= 8; i++) {
    for (let j = 0; j <= 8; j++) {
      const m = low + (span * i) / 8;
      const sigma = span * Math.exp(0.6 * (j - 7));
      const { level, tilt, bend } = linearSmile(data, m, sigma);
      if (!(bend > 0)) continue;
      const smile = { a: level, b: bend, rho: tilt / bend, m, sigma };
      const value = objective(smile);
      if (best === null || value < best.value) best = { smile, value };
    }
  }
  return best?.smile ?? null;
}

/**
 * The smile near quotes that minimises its weighted mean square residual plus `severity` times its
 * breach, both by the variance at the money.
 *
 * @param fresh whether to look beyond the smile that is given for where to begin
 */
export function constrainedFit(
  of: Constrained,
  bounds: Bounds,
  severity: number,
  fresh: boolean,
): SviSmile {
  const { smile, years, quotes } = of;
  const scale = Math.max(sviVariance(smile, 0), 1e-12);
  const weights = quotes.reduce((sum, { weight }) => sum + weight * weight, 0);
  let densities = densityGrid(smile);
  const objective = (moved: SviSmile): number => {
    let loss = 0;
    for (const { k, volatility, weight } of quotes) {
      const residual = weight * (sviVariance(moved, k) - volatility * volatility * years);
      loss += residual * residual;
    }
    const breach = breachOf(moved, densities, bounds, scale);
    return loss / weights / (scale * scale) + severity * breach;
  };
  const found = fresh ? gridSmile(of, objective) : null;
  const start = found !== null && objective(found) < objective(smile) ? found : smile;
  let point = pointOf(start, scale);
  for (let again = 0; again < 2; again++) {
    densities = densityGrid(smileAt(point));
    const steps = [smileAt(point).sigma / 3, 0.3, 0.2, 0.2, 0.2];
    point = simplexMinimum((at) => objective(smileAt(at)), point, steps, {
      tolerance: 1e-6,
      evaluations: 300,
    }).point;
  }
  return smileAt(point);
}
