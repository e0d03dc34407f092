import type { Book } from '../model/book.ts';
import type { PricedPosition } from '../model/priced.ts';
import { heldLines, positionLine, venuesOf, type Holding, type Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';

/** Nothing that is shown or measured of a balance has changed. */
const same = (a: Line, b: Line): boolean =>
  a.quantity === b.quantity && a.mark === b.mark && a.oldest === b.oldest && a.source === b.source;

type KnownLine = { readonly of: PricedPosition; readonly line: Line };

/** Lines of a book as `exposureLines` gives them; those that stay the same remain the same objects. */
export function keptLines(
  { accounts }: Book,
  cash: ReadonlySet<Asset>,
): (positions: readonly PricedPosition[], holdings: readonly Holding[]) => readonly Line[] {
  const venues = venuesOf(accounts);
  let known: readonly KnownLine[] = [];
  let balances = new Map<string, Line>();
  return (positions, holdings) => {
    known = positions.flatMap((of, at) => {
      const before = known[at];
      if (before?.of === of) return [before];
      const venue = venues.get(of.position.account);
      return venue === undefined ? [] : [{ of, line: positionLine(of, venue) }];
    });
    const held = heldLines(venues, positions, holdings, cash).map((line) => {
      const before = balances.get(line.id);
      return before !== undefined && same(before, line) ? before : line;
    });
    balances = new Map(held.map((line) => [line.id, line]));
    return [...known.map(({ line }) => line), ...held];
  };
}
