import type { Position } from '../model/book.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { InstrumentId } from '../values/ids.ts';
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

/** Positions that net and the places of the legs of each instrument among them: prices change none of it. */
type Legs = {
  readonly of: readonly Position[];
  readonly places: readonly (readonly number[])[];
};

const plans = new WeakMap<Position, Legs>();

function legsOf(positions: readonly PricedPosition[]): Legs['places'] {
  const [first] = positions;
  const known = first === undefined ? undefined : plans.get(first.position);
  if (
    known !== undefined &&
    known.of.length === positions.length &&
    positions.every(({ position }, at) => position === known.of[at])
  ) {
    return known.places;
  }
  const legs = new Map<InstrumentId, number[]>();
  positions.forEach(({ instrument }, at) => {
    const others = legs.get(instrument.id);
    if (others === undefined) legs.set(instrument.id, [at]);
    else others.push(at);
  });
  const places = [...legs.values()];
  if (first !== undefined) {
    plans.set(first.position, { of: positions.map(ownerOf), places });
  }
  return places;
}

/**
 * Positions of one account with the legs of each instrument taken together: quantities added, the
 * lowest stated leverage kept. Legs that cancel leave nothing.
 */
export function nettedPositions(positions: readonly PricedPosition[]): readonly PricedPosition[] {
  const netted: PricedPosition[] = [];
  for (const [first = 0, ...others] of legsOf(positions)) {
    const whole = others.reduce((leg, place) => joined(leg, positions[place]!), positions[first]!);
    if (whole.position.quantity !== 0) netted.push(whole);
  }
  return lastsWith(netted, positions);
}
