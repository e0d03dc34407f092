/** A day as names write it. `day` is null where the name gives only the month. */
export type CalendarDay = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number | null;
};

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  (DAYS_IN_MONTH[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);

/** The day if the calendar has it, else null. */
export function calendarDay(year: number, month: number, day: number): CalendarDay | null {
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : null;
}

/**
 * UTC days since 1970-01-01.
 * @see Hinnant, "chrono-compatible low-level date algorithms", days_from_civil
 */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Day number of the last `which` (0 is Sunday) of a month. */
export function lastWeekday(year: number, month: number, which: number): number {
  const last = dayNumber(year, month, daysInMonth(year, month));
  return last - ((weekday(last) - which + 7) % 7);
}

/** Day number of the `nth` (from 1) `which` (0 is Sunday) of a month. */
export function nthWeekday(year: number, month: number, which: number, nth: number): number {
  const first = dayNumber(year, month, 1);
  return first + ((which - weekday(first) + 7) % 7) + 7 * (nth - 1);
}
