import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { COMMA, decimalText, POINT, sameNumber, shortened, type DecimalRule } from '../decimals.ts';
import type { DecimalText } from '../format.ts';
import { instantOf, type TimeForm, type Zone } from '../times.ts';

/** How a file writes numbers and times. Null where nobody has said: then only texts of one reading are read. */
export type Readings = {
  readonly decimal: DecimalRule | null;
  readonly times: readonly TimeForm[] | null;
  readonly zone: Zone;
};

/** `0.123` and `0,123` have no group of digits before the mark. */
const LEADING_ZERO = /^[+-]?0([.,])/;

/** `-$694.48`: which currency it is, another column says. */
const CURRENCY_SIGN = /[$€£¥]/;

/**
 * A number under the file's rule. Without a rule, `1.234` and `1,234` are two numbers each and are refused;
 * `1234.5`, `12,5` and `1.234,5` are one.
 */
export function numberText(written: string, { decimal }: Readings): Outcome<DecimalText> {
  const text = written.replace(CURRENCY_SIGN, '').trim();
  if (decimal !== null) return decimalText(text, decimal);
  const mark = LEADING_ZERO.exec(text.trim())?.[1];
  if (mark !== undefined) return decimalText(text, mark === '.' ? POINT : COMMA);
  const [point, comma] = [decimalText(text, POINT), decimalText(text, COMMA)];
  if (!point.ok) return comma.ok ? comma : point;
  if (!comma.ok || sameNumber(point.value, comma.value)) return point;
  return fail(
    'ambiguous',
    `"${shortened(text)}" may be ${point.value} or ${comma.value}: say in the mapping which decimal mark the file uses`,
  );
}

const CERTAIN: readonly TimeForm[] = [
  'year-month-day',
  'year/month/day',
  'day-month-name',
  'epoch-milliseconds',
];

/** A time under the file's form. Without one, `02/03/2026` and `02-03-2026` are two days each and are refused. */
export function timeText(text: string, { times, zone }: Readings): Outcome<Instant> {
  if (times !== null) return instantOf(text, times, zone);
  const certain = instantOf(text, CERTAIN, zone);
  if (certain.ok) return certain;
  // Points stand between day and month only where the day comes first.
  if (/^\d{1,2}\.\d{1,2}\.\d{4}/.test(text.trim()))
    return instantOf(text, ['day/month/year'], zone);
  const slashed = text.trim().replace(/^(\d{1,2})-(\d{1,2})-(\d{4})/, '$1/$2/$3');
  const read = instantOf(slashed, ['slashes'], zone);
  if (read.ok || read.failure.reason !== 'ambiguous') return read.ok ? read : certain;
  return fail(
    'ambiguous',
    `"${shortened(text)}" may be day/month or month/day: say in the mapping which form dates have`,
  );
}

const HOURS_16 = 16 * 3_600_000;

/** The last moment of a contract. A day alone is taken to end at 16:00 of the file's zone. */
export function expiryText(text: string, readings: Readings): Outcome<Instant> {
  const at = timeText(text, readings);
  if (!at.ok || /:|^\d{12,}$/.test(text.trim())) return at;
  return ok(instant(at.value + HOURS_16));
}
