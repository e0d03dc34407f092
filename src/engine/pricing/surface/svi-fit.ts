import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { linearSmile, type SmileQuotes } from './smile-regression.ts';
import type { SviSmile } from './svi.ts';

/** One quote of a smile. */
export type VolatilityQuote = {
  /** ln(strike ÷ forward). */
  readonly k: number;
  /** Fraction per √year, positive. */
  readonly volatility: number;
  /** Trust in the quote, positive: its vega, or 1 ÷ spread in volatility. */
  readonly weight: number;
};

export type SviFit = {
  readonly smile: SviSmile;
  /** √(Σ (weight × residual of total variance)² ÷ Σ weight²). */
  readonly error: number;
};

const fewestQuotes = 5;
const leastWidth = 1e-3;
const width = (logWidth: number): number => Math.max(Math.exp(logWidth), leastWidth);

function columns(quotes: readonly VolatilityQuote[], years: number): SmileQuotes {
  return {
    k: Float64Array.from(quotes, ({ k }) => k),
    variance: Float64Array.from(quotes, ({ volatility }) => volatility * volatility * years),
    weight: Float64Array.from(quotes, ({ weight }) => weight),
  };
}

/** Centre and logarithm of the width, over the quoted strikes and somewhat beyond. */
function startingPoints(low: number, span: number): readonly (readonly number[])[] {
  const points: number[][] = [];
  for (let i = -2; i <= 14; i += 2) {
    for (let j = 0; j <= 14; j += 2) {
      points.push([low + (span * i) / 12, Math.log(span) + (j - 10) * 0.6]);
    }
  }
  return points;
}

/**
 * Weighted least-squares fit of raw SVI in total variance.
 *
 * For a given centre and width the best of the other three parameters is explicit; those two are
 * searched from the best of a grid of starts, because the loss has several minima.
 *
 * @param years to expiry, positive
 * @param steepest slope of total variance that no wing may exceed; Lee's bound is 2
 */
export function sviFit(
  all: readonly VolatilityQuote[],
  years: number,
  steepest: number = Infinity,
): Outcome<SviFit> {
  const quotes = all.filter(
    ({ k, volatility, weight }) => Number.isFinite(k) && volatility > 0 && weight > 0,
  );
  if (quotes.length < fewestQuotes) {
    return fail(
      'missing-market-data',
      `an SVI smile needs ${fewestQuotes} usable quotes, there are ${quotes.length}`,
    );
  }
  if (!(years > 0)) return fail('malformed', `years to expiry must be positive, was ${years}`);
  const data = columns(quotes, years);
  const low = Math.min(...data.k);
  const span = Math.max(...data.k) - low;
  if (!(span > 0)) return fail('missing-market-data', 'all quotes have one strike');

  const loss = ([m = 0, logWidth = 0]: readonly number[]): number => {
    const { bend, tilt, loss: least } = linearSmile(data, m, width(logWidth));
    return bend + Math.abs(tilt) <= steepest ? least : Infinity;
  };
  const starts = startingPoints(low, span)
    .map((point) => ({ point, value: loss(point) }))
    .toSorted((a, b) => a.value - b.value)
    .slice(0, 6);
  const steps = [span / 12, 0.3];
  const rough = starts
    .map(({ point }) => simplexMinimum(loss, point, steps, { tolerance: 1e-2, evaluations: 60 }))
    .toSorted((a, b) => a.value - b.value);
  const limits = { tolerance: 1e-10, evaluations: 600 };
  let best: { readonly point: readonly number[]; readonly value: number } = starts[0]!;
  if (best.value === Infinity) {
    return fail(
      'not-applicable',
      `every smile near the quotes has a wing steeper than ${steepest}`,
    );
  }
  for (const { point } of rough.slice(0, 1)) {
    const found = simplexMinimum(
      loss,
      point,
      steps.map((step) => step / 10),
      limits,
    );
    if (found.value < best.value) best = found;
  }
  // A collapsed simplex may stop short in a narrow valley: once more from where it stopped.
  const last = simplexMinimum(loss, best.point, steps, limits);
  const [m = 0, logWidth = 0] = last.value < best.value ? last.point : best.point;
  const sigma = width(logWidth);
  const { level, tilt, bend, loss: least } = linearSmile(data, m, sigma);
  const weights = data.weight.reduce((sum, weight) => sum + weight * weight, 0);
  return ok({
    smile: { a: level, b: bend, rho: bend === 0 ? 0 : tilt / bend, m, sigma },
    error: Math.sqrt(least / weights),
  });
}
