import type { CalendarViolation } from '../../contract/surface.ts';
import type { Instant } from '../../values/units.ts';
import type { QuotedRange } from './butterfly-check.ts';
import { positiveStretches } from './stretches.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** A smile with its place in the surface. */
export type DatedSmile = {
  readonly expiry: Instant;
  readonly years: number;
  readonly smile: SviSmile;
  readonly quoted: QuotedRange;
};

const points = 150;
/** So much of the width of the quotes is looked at on either side of them. */
const beyond = 0.5;
/** Points lie closer about the money: there by this share of the reach. */
const closest = 0.05;

/** Values of k from the money to `end`, the money left out. */
function gridTo(end: number): readonly number[] {
  const edge = Math.asinh(1 / closest);
  return Array.from(
    { length: points },
    (_, i) => end * closest * Math.sinh((edge * (i + 1)) / points),
  );
}

/** Where two neighbours are compared, k rising: over the quotes of both and half their width beyond. */
export function calendarGrid(one: QuotedRange, other: QuotedRange): readonly number[] {
  const low = Math.min(one.low, other.low, 0);
  const high = Math.max(one.high, other.high, 0);
  const reach = Math.max((high - low) * beyond, 0.01);
  return [...gridTo(low - reach).toReversed(), 0, ...gridTo(high + reach)];
}

/** Rounding of two variances that are meant to be the same, by the variance. */
const rounding = 1e-12;

function between(earlier: DatedSmile, later: DatedSmile): readonly CalendarViolation[] {
  const grid = calendarGrid(earlier.quoted, later.quoted);
  const low = Math.max(earlier.quoted.low, later.quoted.low);
  const high = Math.min(earlier.quoted.high, later.quoted.high);
  const volatility = (variance: number): number => Math.sqrt(Math.max(variance, 0) / later.years);
  return positiveStretches(grid, (k) => {
    const least = sviVariance(earlier.smile, k);
    return least - rounding * Math.abs(least) - sviVariance(later.smile, k);
  }).map(({ from, to, at }) => {
    const least = sviVariance(earlier.smile, at);
    const found = sviVariance(later.smile, at);
    return {
      earlier: earlier.expiry,
      later: later.expiry,
      from,
      to,
      at,
      variance: least - found,
      volatility: volatility(least) - volatility(found),
      beyondQuotes: to < low || from > high,
    };
  });
}

/** Where total variance falls from one expiry to the next at the same forward moneyness. */
export function calendarViolations(smiles: readonly DatedSmile[]): readonly CalendarViolation[] {
  return smiles.flatMap((later, i) => (i === 0 ? [] : between(smiles[i - 1]!, later)));
}
