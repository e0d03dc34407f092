import { mostUndone, type Layout } from '../../../engine/contract/layouts.ts';

/** Sizes, names of the library's own, what is in front, and what a panel shows: they change without anything being rearranged. */
const passing: ReadonlySet<string> = new Set([
  'id',
  'size',
  'width',
  'height',
  'activeGroup',
  'activeView',
  'focus',
]);

/** What undo goes back to: which panels there are, where, and how they are linked. */
export const arrangementOf = (dock: string): string =>
  dock === ''
    ? ''
    : JSON.stringify(JSON.parse(dock), (key, value: unknown) =>
        passing.has(key) ? undefined : inOrder(value),
      );

/** The library lists panels in the order in which it made them. */
const inOrder = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The layout as it is now; what it was before can be undone where panels moved, came or went. */
export function arranged(layout: Layout, dock: string): Layout {
  if (dock === layout.dock) return layout;
  if (layout.dock === '' || arrangementOf(dock) === arrangementOf(layout.dock)) {
    return { ...layout, dock };
  }
  return { ...layout, dock, past: [...layout.past, layout.dock].slice(-mostUndone), future: [] };
}

/** The layout before the last change; itself where there was none. */
export function undone(layout: Layout): Layout {
  const dock = layout.past.at(-1);
  if (dock === undefined) return layout;
  const future = [...layout.future, layout.dock].slice(-mostUndone);
  return { ...layout, dock, past: layout.past.slice(0, -1), future };
}

/** The layout after the last change that was undone; itself where there was none. */
export function redone(layout: Layout): Layout {
  const dock = layout.future.at(-1);
  if (dock === undefined) return layout;
  const past = [...layout.past, layout.dock].slice(-mostUndone);
  return { ...layout, dock, past, future: layout.future.slice(0, -1) };
}
