import type { Instrument } from '../model/instrument.ts';
import { forwardKey, underlyingOf, type MarketState, type Quote } from '../model/market.ts';
import { forwardAt, forwardCurve, type ForwardCurve } from '../pricing/forward-curve.ts';
import type { Asset } from '../values/ids.ts';
import { instant, type Instant } from '../values/units.ts';

const YEAR = 365 * 86_400_000;

/** Years from one instant to another, ACT/365F. */
export const yearsBetween = (from: Instant, to: Instant): number => (to - from) / YEAR;

type Knot = { readonly years: number; readonly future: number; readonly at: Instant };

/** A forward and the time of the oldest future that it rests on; null where it rests on none. */
type Forward = { readonly value: number; readonly at: Instant | null };

/** Forward of an instrument's underlying to its expiry in the quote currency. */
export type ForwardOf = (of: Instrument, spot: number, mark: Quote | undefined) => Forward;

/**
 * Forwards by what the market gives: the quoted forward of the expiry, the future's own mark, else
 * the curve through the other futures of the underlying. Without any future it is the spot.
 */
export function forwards(market: MarketState, asOf: Instant): ForwardOf {
  const knots = new Map<string, Knot[]>();
  for (const [key, { value, at }] of market.forwards) {
    const underlying = underlyingOf(key);
    const expiry = Number(key.slice(underlying.length + 1));
    const years = (expiry - asOf) / YEAR;
    if (years > 0)
      knots.set(underlying, [...(knots.get(underlying) ?? []), { years, future: value, at }]);
  }
  const curves = new Map<string, ForwardCurve | null>();
  const curveOf = (underlying: Asset, spot: number): ForwardCurve | null => {
    const known = curves.get(underlying);
    if (known !== undefined) return known;
    const curve = forwardCurve(spot, knots.get(underlying) ?? []);
    const usable = curve.ok ? curve.value : null;
    curves.set(underlying, usable);
    return usable;
  };
  return (of, spot, mark) => {
    if (of.expiry === null) return { value: spot, at: null };
    const quoted = market.forwards.get(forwardKey(of.underlying, of.expiry));
    if (quoted !== undefined) return quoted;
    if (of.kind === 'future' && mark !== undefined) return mark;
    const curve = curveOf(of.underlying, spot);
    if (curve === null) return { value: spot, at: null };
    const times = (knots.get(of.underlying) ?? []).map(({ at }) => at);
    return {
      value: forwardAt(curve, yearsBetween(asOf, of.expiry)),
      at: times.length > 0 ? instant(Math.min(...times)) : null,
    };
  };
}
