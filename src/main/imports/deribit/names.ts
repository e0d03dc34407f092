import { deribitGrammar } from '../../../engine/instruments/deribit.ts';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import type { InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { sameNumber } from '../decimals.ts';
import type { DecimalText } from '../format.ts';

export const DERIBIT: Venue = venue('DERIBIT');
export const DERIBIT_MARKET: Market = market('DERIBIT');

export const deribitName = (symbol: string): Outcome<InstrumentName> =>
  deribitGrammar.name(symbol, []);

/** What the other columns of a row say of the contract; null where the row is silent. */
export type Claims = {
  readonly expiry: Instant | null;
  readonly strike: DecimalText | null;
  readonly right: 'call' | 'put' | null;
};

/** The parsed name, or a conflict where the row's own columns contradict it. */
export function agreedName(symbol: string, claims: Claims): Outcome<InstrumentName> {
  const name = deribitName(symbol);
  if (!name.ok) return name;
  const { expiry, strike, right } = name.value;
  const day = expiry === null ? null : dayNumber(expiry.year, expiry.month, expiry.day ?? 0);
  if (day !== null && claims.expiry !== null && dayOf(claims.expiry) !== day) {
    const stated = new Date(claims.expiry).toISOString();
    return fail('conflict', `"${symbol}" names one expiry, the row another: ${stated}`);
  }
  if (strike !== null && claims.strike !== null && !sameNumber(strike, claims.strike)) {
    return fail('conflict', `"${symbol}" names one strike, the row another: ${claims.strike}`);
  }
  if (right !== null && claims.right !== null && right !== claims.right) {
    return fail('conflict', `"${symbol}" names a ${right}, the row a ${claims.right}`);
  }
  return ok(name.value);
}
