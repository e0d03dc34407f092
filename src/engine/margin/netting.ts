import type { PricedPosition } from '../model/priced.ts';
import type { InstrumentId } from '../values/ids.ts';
import { keptWhole } from '../values/kept.ts';
import { quantity } from '../values/units.ts';

const joined = keptWhole((a: PricedPosition, b: PricedPosition): PricedPosition => {
  const leverages = [a.position.leverage, b.position.leverage].filter((one) => one !== null);
  return {
    ...a,
    position: {
      ...a.position,
      quantity: quantity(a.position.quantity + b.position.quantity),
      entryPrice: a.position.entryPrice === b.position.entryPrice ? a.position.entryPrice : null,
      leverage: leverages.length > 0 ? Math.min(...leverages) : null,
      source: `${a.position.source}; ${b.position.source}`,
    },
  };
});

/**
 * Positions of one account with the legs of each instrument taken together: quantities added, the
 * lowest stated leverage kept. Legs that cancel leave nothing.
 */
export function nettedPositions(positions: readonly PricedPosition[]): readonly PricedPosition[] {
  const legs = new Map<InstrumentId, PricedPosition[]>();
  for (const one of positions) {
    const known = legs.get(one.instrument.id);
    if (known === undefined) legs.set(one.instrument.id, [one]);
    else known.push(one);
  }
  return [...legs.values()]
    .map((group) => group.reduce((a, b) => joined(a, b)))
    .filter(({ position }) => position.quantity !== 0);
}
