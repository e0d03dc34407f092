import type { MarkAgainstFit, StatedCheck } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { ChainQuote } from './admitted-quotes.ts';
import { markDifference, type MarkYardstick } from './mark-difference.ts';
import type { SurfaceRules } from './option-quote.ts';
import { medianOf } from './weighted-median.ts';

const current = ({ leftOut }: ChainQuote): boolean =>
  leftOut !== 'stale' && leftOut !== 'older duplicate' && leftOut !== 'dated ahead';

/** The marks of one expiry against its fit. */
export type ComparedMarks = {
  readonly compared: number;
  /** Those outside bid and ask or off the surface. */
  readonly found: readonly MarkAgainstFit[];
  readonly stated: Outcome<StatedCheck>;
};

function statedCheck(differences: readonly number[]): Outcome<StatedCheck> {
  if (differences.length === 0) {
    return fail('missing-market-data', 'no mark out of the money has a stated volatility');
  }
  const largest = Math.max(...differences);
  return ok({ options: differences.length, median: medianOf(differences), largest });
}

/** Compares every current mark of one expiry with its fit. */
export function comparedMarks(
  quotes: readonly ChainQuote[],
  of: MarkYardstick,
  { markScales, markLeast }: SurfaceRules,
): ComparedMarks {
  let compared = 0;
  const differences: number[] = [];
  const found: MarkAgainstFit[] = [];
  for (const quote of quotes) {
    const difference = current(quote) ? markDifference(quote, of) : null;
    if (difference === null) continue;
    compared++;
    const { mark, z, volatilityToFit, volatility } = difference;
    if (volatility.ok && quote.markVolatility !== null) {
      differences.push(Math.abs(quote.markVolatility - volatility.value));
    }
    const isOutside =
      (quote.bid !== null && mark < quote.bid) || (quote.ask !== null && mark > quote.ask);
    const isOff =
      z !== null &&
      volatilityToFit !== null &&
      Math.abs(z) > markScales &&
      Math.abs(volatilityToFit) >= markLeast;
    if (!isOutside && !isOff) continue;
    found.push({
      instrument: quote.instrument.id,
      expiry: quote.expiry,
      strike: quote.terms.strike,
      why: isOff ? (isOutside ? 'outside and off' : 'off the surface') : 'outside bid and ask',
      difference,
    });
  }
  return { compared, found, stated: statedCheck(differences) };
}
