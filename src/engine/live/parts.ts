import { underlyingRows, type RowLabels, type UndatedRow } from '../netting/exposure-tree.ts';
import type { Held, Line } from '../netting/lines.ts';
import { sumsOf } from '../netting/exposure-tree.ts';
import { compileBook, type CompiledBook } from '../scenarios/compiled/compiled-book.ts';
import type { Asset } from '../values/ids.ts';
import { instant, type Instant } from '../values/units.ts';

/** What one account holds of one underlying, as one thing to be measured; what is stale of it apart, where asked. */
export type Cell = Held & {
  readonly part: Part;
  /** Its group in the part's compiled book. */
  readonly group: number;
};

/** All that is held of one underlying. A new object as soon as anything of it changes. */
export type Part = {
  readonly underlying: Asset;
  readonly lines: readonly Line[];
  /** The cell of each line, [line], numbered as they are first met. */
  readonly groupOf: readonly number[];
  readonly compiled: CompiledBook;
  readonly rows: readonly UndatedRow[];
  /** Its first line in each settlement asset. */
  readonly settling: readonly number[];
  /** Time until which no line more becomes stale. */
  readonly freshUntil: Instant;
};

/** A part of the book as it stands, its cells, and the places of its lines in the book. */
export type Placed = {
  readonly part: Part;
  readonly places: readonly number[];
  /** In the order of their first lines. */
  readonly cells: readonly { readonly cell: Cell; readonly place: number }[];
};

/** How a book is cut. */
export type Cutting = {
  readonly labels: RowLabels;
  readonly asOf: Instant;
  /** Age from which a line is stale and is measured apart, milliseconds; null: never. */
  readonly staleAfter: number | null;
};

/** What is held of one underlying, cut into cells. */
export function partOf(
  underlying: Asset,
  lines: readonly Line[],
  { labels, asOf, staleAfter }: Cutting,
): Part {
  const groups = new Map<string, number>();
  let freshUntil = Infinity;
  const groupOf = lines.map(({ account, oldest }) => {
    const stale = staleAfter !== null && asOf - oldest > staleAfter;
    if (staleAfter !== null && !stale) freshUntil = Math.min(freshUntil, oldest + staleAfter);
    const key = `${stale ? 'stale' : ''}|${account}`;
    const known = groups.get(key) ?? groups.size;
    groups.set(key, known);
    return known;
  });
  return {
    underlying,
    lines,
    groupOf,
    compiled: compileBook(
      lines.map(({ unit, quantity }, at) => ({ unit, quantity, group: groupOf[at]! })),
      groups.size,
    ),
    rows: underlyingRows(underlying, lines, labels),
    settling: [...Map.groupBy(lines.keys(), (at) => lines[at]!.unit.settlement).values()].map(
      (at) => at[0]!,
    ),
    freshUntil: instant(Math.min(freshUntil, Number.MAX_SAFE_INTEGER)),
  };
}

/** A part with its lines at these places of the book. */
export function cellsOf(part: Part, places: readonly number[]): Placed {
  const held = Map.groupBy(part.lines.keys(), (at) => part.groupOf[at]!);
  const cells = [...held].map(([group, own]) => {
    const lines = own.map((at) => part.lines[at]!);
    const { account, venue, unit } = lines[0]!;
    const { sensitivities, oldest } = sumsOf(lines);
    const cell: Cell = {
      account,
      venue,
      unit: { underlying: unit.underlying },
      sensitivities,
      oldest: oldest ?? instant(0),
      part,
      group,
    };
    return { cell, place: places[own[0]!]! };
  });
  return { part, places, cells };
}
