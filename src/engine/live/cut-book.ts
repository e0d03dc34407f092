import type { Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import { cellsOf, partOf, type Cell, type Cutting, type Part, type Placed } from './parts.ts';

/** A book cut into its underlyings, in the order in which they are first met. */
export type CutBook = { readonly lines: readonly Line[]; readonly parts: readonly Placed[] };

export const uncut: CutBook = { lines: [], parts: [] };

/** Underlyings of the lines that are others than before; null where lines have moved to other places. */
function changedIn(lines: readonly Line[], last: readonly Line[]): ReadonlySet<Asset> | null {
  if (lines.length !== last.length) return null;
  const changed = new Set<Asset>();
  for (let at = 0; at < lines.length; at++) {
    const [now, before] = [lines[at]!, last[at]!];
    if (now === before) continue;
    if (now.id !== before.id || now.unit.underlying !== before.unit.underlying) return null;
    changed.add(now.unit.underlying);
  }
  return changed;
}

/** Whether a part is that of the lines at some places. */
const staysAt = (
  { lines: own, freshUntil }: Part,
  places: readonly number[],
  lines: readonly Line[],
  asOf: Instant,
): boolean =>
  asOf <= freshUntil &&
  own.length === places.length &&
  own.every((line, at) => line === lines[places[at]!]);

/** Cuts a book. What has not changed since it was last cut remains the same object. */
export function cutBook(lines: readonly Line[], cutting: Cutting, last: CutBook): CutBook {
  const changed = changedIn(lines, last.lines);
  if (changed === null) {
    const places = Map.groupBy(lines.keys(), (at) => lines[at]!.unit.underlying);
    const known = new Map(last.parts.map(({ part }) => [part.underlying, part]));
    const parts = [...places].map(([underlying, at]) => {
      const before = known.get(underlying);
      return before !== undefined && staysAt(before, at, lines, cutting.asOf)
        ? cellsOf(before, at)
        : placed(underlying, at, lines, cutting);
    });
    return { lines, parts };
  }
  const parts = last.parts.map((one) => {
    const { underlying, freshUntil } = one.part;
    return changed.has(underlying) || cutting.asOf > freshUntil
      ? placed(underlying, one.places, lines, cutting)
      : one;
  });
  return { lines, parts };
}

const placed = (
  underlying: Asset,
  places: readonly number[],
  lines: readonly Line[],
  cutting: Cutting,
): Placed =>
  cellsOf(
    partOf(
      underlying,
      places.map((place) => lines[place]!),
      cutting,
    ),
    places,
  );

/** Cells of all parts, in the order of their first lines: any way of grouping them meets groups as lines would. */
export const cellsInOrder = ({ parts }: CutBook): readonly Cell[] =>
  parts
    .flatMap(({ cells }) => cells)
    .toSorted((a, b) => a.place - b.place)
    .map(({ cell }) => cell);

/** One line of each underlying and settlement asset, the first: all assets in the order in which lines meet them. */
export const firstLines = ({ lines, parts }: CutBook): readonly Line[] =>
  parts
    .flatMap(({ part, places }) => part.settling.map((at) => places[at]!))
    .toSorted((a, b) => a - b)
    .map((place) => lines[place]!);
