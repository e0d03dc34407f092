import { dayNumber } from '../../../engine/instruments/calendar.ts';
import type { Grammar, InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';

/** The symbol as the market's grammar reads it, refused where the base or quote of the row is another. */
export function agreedName(
  symbol: string,
  grammar: Grammar,
  base: string,
  quote: string,
): Outcome<InstrumentName> {
  const name = grammar.name(symbol, [quote]);
  if (!name.ok) return name;
  return name.value.base === base && name.value.quote === quote
    ? name
    : fail('conflict', `"${symbol}" does not name ${base} and ${quote}, which its row does`);
}

/** The expiry that a row states, refused where the name has another day. */
export function agreedExpiry(
  symbol: string,
  { expiry }: InstrumentName,
  stated: Instant,
  field: string,
): Outcome<Instant> {
  const day = expiry === null ? null : dayNumber(expiry.year, expiry.month, expiry.day ?? 0);
  return day === dayOf(stated)
    ? ok(stated)
    : fail(
        'conflict',
        `"${symbol}" names one expiry, the row another: ${shownTime(stated)}`,
        field,
      );
}

const shownTime = (at: Instant): string => new Date(at).toISOString();
