import { calendarDay, type CalendarDay } from './calendar.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Month letters of futures: F is January, Z is December. */
const LETTERS = 'FGHJKMNQUVXZ';

const two = (number: number): string => String(number % 100).padStart(2, '0');

/** `9NOV21` and `27DEC24`: the day has no leading zero. */
export function namedDay(text: string): CalendarDay | null {
  const match = /^([1-9]\d?)([A-Z]{3})(\d{2})$/.exec(text);
  const month = MONTHS.indexOf(match?.[2] ?? '') + 1;
  return match === null || month === 0
    ? null
    : calendarDay(2000 + Number(match[3]), month, Number(match[1]));
}

export const namedDayText = ({ year, month, day }: CalendarDay): string =>
  `${day ?? ''}${MONTHS[month - 1] ?? ''}${two(year)}`;

/** `241227`. */
export function compactDay(text: string): CalendarDay | null {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  return match === null
    ? null
    : calendarDay(2000 + Number(match[1]), Number(match[2]), Number(match[3]));
}

export const compactDayText = ({ year, month, day }: CalendarDay): string =>
  `${two(year)}${two(month)}${two(day ?? 0)}`;

/** `M26`: a month letter and a year; which day it is, is the venue's rule. */
export function lettered(text: string): CalendarDay | null {
  const match = /^([FGHJKMNQUVXZ])(\d{2})$/.exec(text);
  return match === null
    ? null
    : { year: 2000 + Number(match[2]), month: LETTERS.indexOf(match[1] ?? '') + 1, day: null };
}

export const letteredText = ({ year, month }: CalendarDay): string =>
  `${LETTERS[month - 1] ?? ''}${two(year)}`;
