import type { MarginAccountId } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';

/**
 * How a figure follows from its parts. `given`: a leaf, read from data. `sum`, `max`, `product`:
 * as the words say. `least`: the smallest part. `worst`: the largest part, at least 0. `floor`: the
 * sum, at least 0. `ratio`: first part ÷ second part. `root`: square root of the sum, 0 where that
 * is negative.
 */
export type Rule =
  | 'given'
  | 'sum'
  | 'max'
  | 'least'
  | 'product'
  | 'worst'
  | 'floor'
  | 'ratio'
  | 'root';

/** A margin figure and where it came from. Every parent equals its rule applied to its parts. */
export type MarginNode = {
  readonly label: string;
  /** Requirement positive, credit negative. */
  readonly value: number;
  /** An asset code for money (`USD`, `BTC`), empty for a pure number such as a rate or a count. */
  readonly unit: string;
  readonly rule: Rule;
  readonly parts: readonly MarginNode[];
  /** The scenario that gave a `worst` figure. */
  readonly scenario?: string;
  /** Where a leaf's number was published or read. */
  readonly source?: string;
  /** One sentence on the rule, with its formula where it has one. */
  readonly note?: string;
  /** Parts that could not be had: the value is incomplete by these, and says so. */
  readonly lacking?: readonly Failure[];
  /** On the way to the window only: parts that stayed behind, how many and where; `parts` is empty. */
  readonly folded?: { readonly parts: number; readonly place: TreePlace };
};

/** A margin tree of a snapshot. `way: null` is what the venue demands. */
export type TreeName =
  | { readonly of: 'house' }
  | { readonly of: 'saving' }
  | { readonly of: 'equity'; readonly account: MarginAccountId }
  | {
      readonly of: 'requirement';
      readonly account: MarginAccountId;
      readonly way: 'isolated' | 'cross' | 'portfolio' | 'house' | null;
      readonly need: 'initial' | 'maintenance';
    };

/** A node of a tree: which part of which part from the root, and what it is called there. */
export type TreePlace = {
  readonly tree: TreeName;
  readonly path: readonly number[];
  readonly label: string;
};
