import { years, type Instant, type Years } from '../values/units.ts';

const millisecondsPerDay = 86_400_000;

/** Days that a year has in a day count: ACT/365F (ours), or ACT/365.25. */
export type DaysPerYear = 365 | 365.25;

/** Time from one instant to another, by the millisecond; negative when `to` is the earlier. */
export function yearFraction(from: Instant, to: Instant, daysPerYear: DaysPerYear = 365): Years {
  return years((to - from) / (daysPerYear * millisecondsPerDay));
}
