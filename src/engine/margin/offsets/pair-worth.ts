import type { PairWorth } from '../../contract/correlation.ts';
import { repaired } from '../../measures/correlations/estimate.ts';
import { expectedShortfall } from '../../measures/expected-shortfall.ts';
import type { Line } from '../../netting/lines.ts';
import { recorrelation, type Recorrelation } from '../../scenarios/recorrelated.ts';
import { rowsOf, type ScenarioSet } from '../../scenarios/scenario-set.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { breakEven } from './break-even.ts';
import { pnlIn, type BookFigures, type MeasuredBook } from './measured-book.ts';
import { worstWindow, type TwoParts } from './worst-window.ts';

/** All that pairs of one book share. */
export type Offsets = {
  readonly book: MeasuredBook;
  readonly scenarios: Recorrelation;
  readonly tail: string;
  readonly now: BookFigures;
};

export type Pair = readonly [Asset, Asset];

const sumOf = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]!);

export const linesOn = (book: MeasuredBook, underlying: Asset): readonly Line[] =>
  book.lines.filter(({ unit }) => unit.underlying === underlying);

/** P&L of one underlying in the scenarios as they are, and what it loses alone. */
export type Leg = { readonly pnl: Float64Array; readonly alone: number };

export function legOf({ book, tail }: Offsets, underlying: Asset): Leg {
  const pnl = pnlIn(linesOn(book, underlying), book.set);
  return { pnl, alone: expectedShortfall(pnl, tail).value };
}

/** What two legs lose together. */
export const togetherNow = ({ tail }: Offsets, a: Leg, b: Leg): number =>
  expectedShortfall(sumOf(a.pnl, b.pnl), tail).value;

function partsIn(book: MeasuredBook, [a, b]: Pair, set: ScenarioSet): TwoParts {
  const rows = rowsOf(set);
  const count = set.labels.length;
  const moves = (asset: Asset): Float64Array => {
    const row = rows.get(asset) ?? 0;
    return set.prices.slice(row * count, (row + 1) * count).map(Math.log);
  };
  const pnl = (asset: Asset): Float64Array => pnlIn(linesOn(book, asset), set);
  return { labels: set.labels, pnl: [pnl(a), pnl(b)], moves: [moves(a), moves(b)] };
}

/** The whole book with one pair decorrelated, less the book now. */
function reliance({ book, scenarios, now }: Offsets, pair: Pair): Outcome<BookFigures> {
  const { assets, matrix, under } = scenarios;
  const n = assets.length;
  const [i, j] = [assets.indexOf(pair[0]), assets.indexOf(pair[1])];
  const asked = matrix.slice();
  asked[i * n + j] = 0;
  asked[j * n + i] = 0;
  const usable = repaired(asked, assets);
  if (!usable.ok) return usable;
  const set = under(usable.value.matrix);
  if (!set.ok) return set;
  const then = book.figuresIn(set.value);
  if (!then.ok) return then;
  return ok({
    expectedShortfall: then.value.expectedShortfall - now.expectedShortfall,
    houseShortfall: then.value.houseShortfall - now.houseShortfall,
    need: then.value.need - now.need,
  });
}

/**
 * What one pair of underlyings is worth, where it stops paying, and how it did when it did worst.
 *
 * A hedge is a pair that loses less together than its larger leg alone: it stops paying where the
 * smaller leg takes nothing off any more. What another pair saves is diversification: it stops
 * where the two lose together all that they lose apart.
 */
export function pairWorth(offsets: Offsets, pair: Pair): Outcome<PairWorth> {
  const { book, tail } = offsets;
  const [first, second] = [legOf(offsets, pair[0]), legOf(offsets, pair[1])];
  const alone = [first.alone, second.alone] as const;
  const together = togetherNow(offsets, first, second);
  const both = [...linesOn(book, pair[0]), ...linesOn(book, pair[1])];
  const two = recorrelation(book.set, pair);
  if (!two.ok) return two;
  const { under, matrix } = two.value;
  const correlation = matrix[1];
  if (correlation === undefined) return fail('not-applicable', 'one of the two does not move');
  const togetherAt = (rho: number): number => {
    const set = under(Float64Array.of(1, rho, rho, 1));
    return set.ok ? expectedShortfall(pnlIn(both, set.value), tail).value : Infinity;
  };
  const larger = Math.max(...alone);
  const hedgeWorth = larger - together;
  const kind = hedgeWorth > 0 ? 'hedge' : 'diversification';
  const limit = kind === 'hedge' ? larger : alone[0] + alone[1];
  const rounding = 1e-9 * Math.abs(limit);
  const found = breakEven((rho) => limit - togetherAt(rho) - rounding, correlation);
  const relies = reliance(offsets, pair);
  if (!relies.ok) return relies;
  const worthAtAdverse = alone[0] + alone[1] - togetherAt(found.adverse);
  return ok({
    pair,
    kind,
    correlation,
    alone,
    together,
    worth: first.alone + second.alone - together,
    hedgeWorth,
    breakEven: found.correlation,
    adverse: found.adverse,
    worthAtAdverse,
    relies: relies.value,
    worstWindow:
      book.long === null
        ? null
        : worstWindow(partsIn(book, pair, book.long), partsIn(book, pair, book.set)),
    note: noteOf(kind, found.correlation, found.adverse),
  });
}

function noteOf(kind: PairWorth['kind'], at: number | null, adverse: number): string {
  const endText = adverse < 0 ? '−1' : '1';
  if (at !== null) {
    return kind === 'hedge'
      ? 'beyond it the smaller leg adds to the loss of the larger'
      : 'beyond it the two lose together all that they lose apart';
  }
  return kind === 'hedge'
    ? `pays up to ${endText}: the legs lose in different outcomes whatever the correlation`
    : `saves something even at ${endText}: the legs are not worst at the same moves`;
}
