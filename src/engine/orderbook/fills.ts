import type { InstrumentId, Venue } from '../values/ids.ts';

/** One level of one instrument, ready to be taken. */
export type Offer = {
  readonly instrument: InstrumentId;
  readonly venue: Venue;
  /** In the unit that the order counts in: contracts, or base units. */
  readonly units: number;
  /** Base units per unit. */
  readonly base: number;
  /** Reporting currency per base unit. */
  readonly price: number;
};

export type Fill = { readonly offer: Offer; readonly units: number };

/** Takes offers in their order until the units are filled; `left` is what they cannot take. */
export function filledBy(
  units: number,
  offers: readonly Offer[],
): { readonly fills: readonly Fill[]; readonly left: number } {
  const fills: Fill[] = [];
  let left = units;
  for (const offer of offers) {
    if (left <= 0) break;
    const taken = Math.min(left, offer.units);
    fills.push({ offer, units: taken });
    left -= taken;
  }
  return { fills, left };
}
