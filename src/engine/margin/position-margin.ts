import type { MarginNode } from '../contract/margin-node.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { PricedPosition } from '../model/priced.ts';
import { keptEach } from '../values/kept.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { ownWorth } from './equity.ts';
import { ownerOf } from './netting.ts';
import { given, max } from './tree.ts';

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

/** What each of some positions needs, null where it needs nothing. */
type Margins = (
  positions: readonly PricedPosition[],
) => readonly (Outcome<PositionMargin> | null)[];

/** A rule for all positions of an account. Asked again, it asks about those that changed. */
export type ListRule = Pick<PositionRule, 'offsets'> & {
  readonly legs: (positions: readonly PricedPosition[]) => readonly ('net' | 'each')[];
  /** `apart`: isolated, where a gain beyond a position's own requirement serves no other one. */
  readonly margins: Readonly<Record<Pooling | 'apart', Margins>>;
};

/** Spot that is held needs no margin; spot that is owed has no rule here. */
function heldSpot({ position, instrument }: PricedPosition): Outcome<never> | null {
  return position.quantity >= 0
    ? null
    : fail('unsupported-instrument', `margin of borrowed ${instrument.symbol}`, position.source);
}

/** Against shared equity a gain that serves no other position is needed as much as margin is. */
function withOwnGain(margin: PositionMargin): PositionMargin {
  const { of, initial, maintenance } = margin;
  const { symbol, settlement: unit } = of.instrument;
  const own = ownWorth(of);
  const shaped = (requirement: MarginNode): MarginNode =>
    !own.ok || own.value <= requirement.value
      ? requirement
      : max(symbol, unit, [
          requirement,
          given('Gain that serves no other position', own.value, unit),
        ]);
  return { ...margin, initial: shaped(initial), maintenance: shaped(maintenance) };
}

/** The rule for lists that a rule for positions gives. */
export function listRule({ margin, legs, ...others }: PositionRule): ListRule {
  const of = (one: PricedPosition, pooling: Pooling): Outcome<PositionMargin> | null =>
    one.instrument.kind === 'spot' ? heldSpot(one) : margin(one, pooling);
  const apart = (one: PricedPosition): Outcome<PositionMargin> | null => {
    const found = of(one, 'isolated');
    return found?.ok === true ? ok(withOwnGain(found.value)) : found;
  };
  return {
    ...others,
    legs: keptEach(legs, ownerOf),
    margins: {
      cross: keptEach((one: PricedPosition) => of(one, 'cross'), ownerOf),
      isolated: keptEach((one: PricedPosition) => of(one, 'isolated'), ownerOf),
      apart: keptEach(apart, ownerOf),
    },
  };
}

/** |contracts| × multiplier: base units, quote units of an inverse future, points of a quanto. */
export const sizeOf = ({ position, instrument }: PricedPosition): number =>
  Math.abs(position.quantity) * instrument.multiplier;
