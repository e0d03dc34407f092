import type { MarkAgainstFit } from '../../contract/surface.ts';
import type { ChainQuote } from './admitted-quotes.ts';
import { markDifference, type MarkYardstick } from './mark-difference.ts';
import type { SurfaceRules } from './option-quote.ts';

const current = ({ leftOut }: ChainQuote): boolean =>
  leftOut !== 'stale' && leftOut !== 'older duplicate' && leftOut !== 'dated ahead';

/** The marks of one expiry that lie outside bid and ask or off the surface, and how many were compared. */
export function conspicuousMarks(
  quotes: readonly ChainQuote[],
  of: MarkYardstick,
  { markScales, markLeast }: SurfaceRules,
): { readonly compared: number; readonly found: readonly MarkAgainstFit[] } {
  let compared = 0;
  const found: MarkAgainstFit[] = [];
  for (const quote of quotes) {
    const difference = current(quote) ? markDifference(quote, of) : null;
    if (difference === null) continue;
    compared++;
    const { mark, z, volatilityToFit } = difference;
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
  return { compared, found };
}
