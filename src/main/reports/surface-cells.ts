import { dayOf, isoDay } from '../../engine/values/days.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { Cell } from './sheet.ts';

export const none = 'n/a';

export const percent = (x: number, places = 2): Cell => ({
  value: x,
  text: `${(100 * x).toFixed(places)} %`,
});

export const digits = (x: number, count = 5): Cell => ({
  value: x,
  text: String(Number(x.toPrecision(count))),
});

export const day = (at: Instant): string => isoDay(dayOf(at));
