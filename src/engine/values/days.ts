import { instant, type Instant } from './units.ts';

const DAY = 86_400_000;

/** UTC day number of an instant: days since 1970-01-01. */
export const dayOf = (at: Instant): number => Math.floor(at / DAY);

/** First instant of a UTC day. */
export const startOf = (day: number): Instant => instant(day * DAY);

/**
 * `2026-11-23` for a UTC day number.
 * @see Hinnant, "chrono-compatible low-level date algorithms", civil_from_days
 */
export function isoDay(day: number): string {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
