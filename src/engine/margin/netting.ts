import type { Position } from '../model/book.ts';
import type { PricedPosition } from '../model/priced.ts';
import { kept, lastsWith } from '../values/kept.ts';
import { quantity } from '../values/units.ts';

/** Whose positions a list holds: those of an account begin with the same one, whatever its price. */
export const ownerOf = ({ position }: PricedPosition): Position => position;

const joined = kept((a: PricedPosition, b: PricedPosition): PricedPosition => {
  const leverages = [a.position.leverage, b.position.leverage].filter((one) => one !== null);
  const whole: PricedPosition = {
    ...a,
    position: {
      ...a.position,
      quantity: quantity(a.position.quantity + b.position.quantity),
      entryPrice: a.position.entryPrice === b.position.entryPrice ? a.position.entryPrice : null,
      leverage: leverages.length > 0 ? Math.min(...leverages) : null,
      source: `${a.position.source}; ${b.position.source}`,
    },
  };
  return lastsWith(whole, a);
});

/**
 * How the positions of a list net, which no price changes: the places of the legs of each instrument, and
 * those that each way of grouping puts together.
 */
type Plan = {
  readonly of: readonly Position[];
  readonly legs: readonly (readonly number[])[];
  /** Whether netting leaves the list as it is. */
  readonly bare: boolean;
  readonly groups: Map<GroupedBy, readonly (readonly number[])[]>;
};

/** What positions are put together by: their underlying, or that and the asset that they settle in. */
export type GroupedBy = 'underlying' | 'pair';

const plans = new WeakMap<Position, Plan>();

function planOf(positions: readonly [PricedPosition, ...PricedPosition[]]): Plan {
  const [first] = positions;
  const known = plans.get(first.position);
  if (
    known !== undefined &&
    known.of.length === positions.length &&
    positions.every(({ position }, at) => position === known.of[at])
  ) {
    return known;
  }
  const places = Map.groupBy(positions.keys(), (at) => positions[at]!.instrument.id);
  const legs = [...places.values()];
  const plan: Plan = {
    of: positions.map(ownerOf),
    legs,
    bare:
      legs.length === positions.length &&
      positions.every(({ position }) => position.quantity !== 0),
    groups: new Map(),
  };
  plans.set(first.position, plan);
  return plan;
}

const isHeld = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

const nettedBy = (
  { legs, bare }: Plan,
  positions: readonly PricedPosition[],
): readonly PricedPosition[] => {
  if (bare) return positions;
  const netted: PricedPosition[] = [];
  for (const [first = 0, ...others] of legs) {
    if (others.length > 0) lastsWith(positions[first]!, positions);
    const whole = others.reduce((leg, place) => joined(leg, positions[place]!), positions[first]!);
    if (whole.position.quantity !== 0) netted.push(whole);
  }
  return lastsWith(netted, positions);
};

/**
 * Positions of one account with the legs of each instrument taken together: quantities added, the
 * lowest stated leverage kept. Legs that cancel leave nothing.
 */
export const nettedPositions = (positions: readonly PricedPosition[]): readonly PricedPosition[] =>
  isHeld(positions) ? nettedBy(planOf(positions), positions) : positions;

/** Netted derivatives of one account that are margined together, in the order in which groups are first met. */
export function nettedGroups(
  positions: readonly PricedPosition[],
  by: GroupedBy,
): readonly (readonly [PricedPosition, ...PricedPosition[]])[] {
  if (!isHeld(positions)) return [];
  const plan = planOf(positions);
  const netted = nettedBy(plan, positions);
  const groups = plan.groups.get(by) ?? groupsOf(netted, by);
  plan.groups.set(by, groups);
  return groups.flatMap((places) => {
    const held = places.map((place) => netted[place]!);
    return isHeld(held) ? [lastsWith(held, positions)] : [];
  });
}

function groupsOf(
  netted: readonly PricedPosition[],
  by: GroupedBy,
): readonly (readonly number[])[] {
  const derivatives = [...netted.keys()].filter((at) => netted[at]!.instrument.kind !== 'spot');
  return [
    ...Map.groupBy(derivatives, (at) => {
      const { underlying, settlement } = netted[at]!.instrument;
      return by === 'underlying' ? underlying : `${underlying}|${settlement}`;
    }).values(),
  ];
}
