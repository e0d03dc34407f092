import type { Book } from '../model/book.ts';
import type { PricedPosition } from '../model/priced.ts';
import { heldLines, positionLine, venuesOf, type Holding, type Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';

/** Nothing that is shown or measured of a balance has changed. */
const same = (a: Line, b: Line): boolean =>
  a.quantity === b.quantity && a.mark === b.mark && a.oldest === b.oldest && a.source === b.source;

type KnownLine = { readonly of: PricedPosition; readonly line: Line };

/** Place of a position among lines that are known, from `from` on; their number where it is not among them. */
function placeOf({ position }: PricedPosition, known: readonly KnownLine[], from: number): number {
  let at = from;
  while (at < known.length && known[at]!.of.position !== position) at++;
  return at;
}

/** Lines of a book as `exposureLines` gives them; those that stay the same remain the same objects. */
export function keptLines(
  { accounts }: Book,
  cash: ReadonlySet<Asset>,
): (positions: readonly PricedPosition[], holdings: readonly Holding[]) => readonly Line[] {
  const venues = venuesOf(accounts);
  let known: readonly KnownLine[] = [];
  let balances = new Map<string, Line>();
  return (positions, holdings) => {
    const lines: Line[] = [];
    const now: KnownLine[] = [];
    let next = 0;
    for (const of of positions) {
      // Positions come in one order; one that lost its price, or has one again, shifts the others.
      const found = placeOf(of, known, next);
      const before = known[found];
      if (before !== undefined) next = found + 1;
      const venue = venues.get(of.position.account);
      if (venue === undefined) continue;
      const one = before?.of === of ? before : { of, line: positionLine(of, venue) };
      now.push(one);
      lines.push(one.line);
    }
    known = now;
    const held = heldLines(venues, positions, holdings, cash).map((line) => {
      const before = balances.get(line.id);
      return before !== undefined && same(before, line) ? before : line;
    });
    balances = new Map(held.map((line) => [line.id, line]));
    lines.push(...held);
    return lines;
  };
}
