/** Panels side by side, as the user arranged and named them. */
export type Layout = {
  readonly id: string;
  readonly name: string;
  /** Nothing of it is moved or closed while it is locked. */
  readonly locked: boolean;
  /** The arrangement as the docking library writes it, JSON; empty until it was first drawn. */
  readonly dock: string;
  /** Arrangements that were before, the newest last: undo goes back to them. */
  readonly past: readonly string[];
  /** Arrangements that were undone, the next to be redone last. */
  readonly future: readonly string[];
};

/** Every layout of this user, and which one is shown. */
export type Layouts = { readonly shown: string; readonly all: readonly Layout[] };

/** Arrangements that undo goes back to. */
export const mostUndone = 20;

/** Characters of one arrangement: some hundred panels. */
export const longestDock = 100_000;

const first: Layout = {
  id: 'first',
  name: 'Desk',
  locked: false,
  dock: '',
  past: [],
  future: [],
};

export const usualLayouts: Layouts = { shown: first.id, all: [first] };
