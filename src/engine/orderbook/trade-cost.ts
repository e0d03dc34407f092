import { compensatedSum } from '../measures/compensated-sum.ts';
import type { InstrumentId, Venue } from '../values/ids.ts';
import type { Fill } from './fills.ts';

export type TradeSide = 'buy' | 'sell';

/** Taker fees as fractions of the traded value, by venue. */
export type TakerFees = ReadonlyMap<Venue, number>;

/** What one instrument filled. */
type FilledShare = {
  readonly instrument: InstrumentId;
  readonly venue: Venue;
  /** In the unit of the order. */
  readonly filled: number;
  /** Traded, reporting currency. */
  readonly value: number;
};

/** What the visible book cannot take. It is in no price and no cost. */
type Unfilled = {
  /** In the unit of the order. */
  readonly quantity: number;
  /** Its value at the mid, reporting currency: its size, not what closing it would bring. */
  readonly notional: number;
};

/** What trading against a visible book costs. Money in the reporting currency, prices per base unit. */
export type TradeCost = {
  readonly side: TradeSide;
  /** Asked for, positive: base units, or contracts where one position is closed. */
  readonly quantity: number;
  readonly filled: number;
  readonly unfilled: Unfilled;
  readonly mid: number;
  /** Mean of what is filled and its worst; null where nothing is. */
  readonly price: number | null;
  readonly worstPrice: number | null;
  /** Of instruments at prices, of which some is taken. */
  readonly levels: number;
  /** Of what is filled, reporting currency. */
  readonly valueAtMid: number;
  /** What is filled, against the mid, without fees; negative only in a crossed ladder. */
  readonly cost: number;
  /** The same as a fraction of the value at the mid; null where nothing is filled. */
  readonly slippage: number | null;
  /** Null where they are not asked for or not known. */
  readonly fees: number | null;
  /** By instrument. */
  readonly shares: readonly FilledShare[];
};

const baseOf = ({ offer, units }: Fill): number => units * offer.base;
const valueOf = (fill: Fill): number => baseOf(fill) * fill.offer.price;

function sharesOf(fills: readonly Fill[]): readonly FilledShare[] {
  return [...Map.groupBy(fills, ({ offer }) => offer.instrument)]
    .map(([instrument, own]) => ({
      instrument,
      venue: own[0]!.offer.venue,
      filled: compensatedSum(own.map(({ units }) => units)),
      value: compensatedSum(own.map(valueOf)),
    }))
    .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

/**
 * The figures of an order that was filled so far.
 *
 * @param notional of one unit at the mid, reporting currency
 */
export function tradeCost(
  side: TradeSide,
  quantity: number,
  { fills, left }: { readonly fills: readonly Fill[]; readonly left: number },
  mid: number,
  notional: number,
  fees: TakerFees | null,
): TradeCost {
  const away = side === 'buy' ? 1 : -1;
  const base = compensatedSum(fills.map(baseOf));
  const cost = compensatedSum(fills.map((fill) => baseOf(fill) * away * (fill.offer.price - mid)));
  const shares = sharesOf(fills);
  const worst = fills.map(({ offer }) => offer.price * away);
  const charged = shares.map(({ venue, value }) => {
    const rate = fees?.get(venue);
    return rate === undefined ? null : rate * value;
  });
  const known = charged.filter((fee) => fee !== null);
  return {
    side,
    quantity,
    filled: compensatedSum(fills.map(({ units }) => units)),
    unfilled: { quantity: left, notional: left * notional },
    mid,
    price: base > 0 ? compensatedSum(fills.map(valueOf)) / base : null,
    worstPrice: base > 0 ? away * worst.reduce((most, one) => Math.max(most, one)) : null,
    levels: new Set(fills.map(({ offer }) => `${offer.instrument} ${offer.price}`)).size,
    valueAtMid: base * mid,
    cost,
    slippage: base > 0 ? cost / (base * mid) : null,
    fees: fees !== null && known.length === charged.length ? compensatedSum(known) : null,
    shares,
  };
}
