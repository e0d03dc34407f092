import type { SmileNumbers } from '../../contract/surface.ts';
import { normalQuantile } from '../../numeric/special/normal.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { QuotedRange } from './butterfly-check.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** Volatility of the smile at k; a reason where its variance is negative. */
export function smileVolatility(smile: SviSmile, years: number, k: number): Outcome<number> {
  const variance = sviVariance(smile, k);
  return variance >= 0
    ? ok(Math.sqrt(variance / years))
    : fail('not-applicable', `the fitted variance is negative at ln(strike / forward) ${k}`);
}

const outside = (what: string): Outcome<never> =>
  fail('missing-market-data', `${what} lies outside the quoted strikes`);

/**
 * Where N(d₁) is a call's delta, by halving; the quoted strikes must enclose it.
 *
 * @param callDelta in (0, 1); 0.75 is the put of delta −0.25
 */
function strikeOfDelta(
  smile: SviSmile,
  { low, high }: QuotedRange,
  callDelta: number,
): number | null {
  const wanted = normalQuantile(callDelta);
  const excess = (k: number): number => {
    const deviation = Math.sqrt(sviVariance(smile, k));
    return deviation / 2 - k / deviation - wanted;
  };
  let [above, below] = [low, high];
  if (!(excess(above) >= 0 && excess(below) <= 0)) return null;
  for (let step = 0; step < 60; step++) {
    const middle = (above + below) / 2;
    if (excess(middle) >= 0) above = middle;
    else below = middle;
  }
  return (above + below) / 2;
}

/** Volatilities at the money and at 25 delta, not beyond the quoted strikes. */
export function smileNumbers(smile: SviSmile, years: number, quoted: QuotedRange): SmileNumbers {
  const at = (k: number | null, what: string): Outcome<number> =>
    k === null ? outside(what) : smileVolatility(smile, years, k);
  const centre = at(quoted.low <= 0 && quoted.high >= 0 ? 0 : null, 'the forward');
  const call = at(strikeOfDelta(smile, quoted, 0.25), 'the 25-delta call');
  const put = at(strikeOfDelta(smile, quoted, 0.75), 'the 25-delta put');
  const reversal = !call.ok ? call : !put.ok ? put : ok(call.value - put.value);
  const butterfly =
    !call.ok || !put.ok
      ? reversal
      : !centre.ok
        ? centre
        : ok((call.value + put.value) / 2 - centre.value);
  return {
    atTheMoney: centre,
    call25: call,
    put25: put,
    riskReversal25: reversal,
    butterfly25: butterfly,
  };
}
