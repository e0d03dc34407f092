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

const points = 200;
const beyond = 0.5;
const closest = 0.02;

/** Values of k, rising, close about the money: over all quoted strikes and 0.5 beyond. */
export function calendarGrid(ranges: readonly QuotedRange[]): readonly number[] {
  const farthest = Math.max(...ranges.map(({ low, high }) => Math.max(-low, high)), 0) + beyond;
  const edge = Math.asinh(farthest / closest);
  return Array.from({ length: 2 * points + 1 }, (_, i) =>
    closest * Math.sinh(edge * (i / points - 1)),
  );
}

/** Rounding of two variances that are meant to be the same, by the variance. */
const rounding = 1e-12;

function between(
  earlier: DatedSmile,
  later: DatedSmile,
  grid: readonly number[],
): readonly CalendarViolation[] {
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
  const grid = calendarGrid(smiles.map(({ quoted }) => quoted));
  return smiles.flatMap((later, i) =>
    i === 0 ? [] : between(smiles[i - 1]!, later, grid),
  );
}
