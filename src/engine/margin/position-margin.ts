import type { MarginNode } from '../contract/margin-node.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { Outcome } from '../values/outcome.ts';

/** What one position needs by itself, both figures in its settlement asset. */
export type PositionMargin = {
  readonly of: PricedPosition;
  readonly initial: MarginNode;
  readonly maintenance: MarginNode;
  readonly editions: readonly MarginEdition[];
};

/** Positions margined on their own or as parts of a pool. */
export type Pooling = 'isolated' | 'cross';

/** A model that margins position by position, its numbers already chosen. */
export type PositionRule = {
  readonly margin: (of: PricedPosition, pooling: Pooling) => Outcome<PositionMargin>;
  /** Whether a pool charges the long and the short leg of one instrument, or what they leave. */
  readonly legs: (of: PricedPosition) => 'net' | 'each';
  /** Whether a pool charges only the larger side of such positions; absent where it never does. */
  readonly offsets?: (of: PricedPosition) => boolean;
};

/** |contracts| × multiplier: base units, quote units of an inverse future, points of a quanto. */
export const sizeOf = ({ position, instrument }: PricedPosition): number =>
  Math.abs(position.quantity) * instrument.multiplier;
