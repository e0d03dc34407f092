import type { Risk } from '../../../engine/contract/snapshot.ts';
import type { TimeSeries } from '../../charts/time-line.tsx';
import { wholeMoney } from '../../format/figures.ts';
import { counted } from '../../format/words.ts';
import { lossLimits } from './loss-drawing.ts';

/** The outcomes in the order of the days that they repeat. */
export type DaySeries = TimeSeries & { readonly days: readonly string[] };

/** Days that lost more than value at risk are marked. */
export function daySeries(risk: Risk): DaySeries {
  const ordered = risk.scenarios
    .map((day, index) => ({ day, pnl: risk.pnl[index] ?? 0 }))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const { value: valueAtRisk } = risk.valueAtRisk;
  return {
    days: ordered.map(({ day }) => day),
    times: ordered.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / 1000),
    values: ordered.map(({ pnl }) => pnl),
    limits: lossLimits(risk),
    marked: new Set(ordered.flatMap(({ pnl }, index) => (-pnl > valueAtRisk ? [index] : []))),
  };
}

const breaches = (days: readonly string[], marked: ReadonlySet<number>): string =>
  [...marked].map((index) => days[index]).join(', ');

/** What the chart shows, in words. */
export function daySummary({ days, marked }: DaySeries): string {
  const span = `${counted(days.length, 'day')} from ${days[0]} to ${days.at(-1)} on today's book.`;
  return marked.size === 0
    ? `${span} None lost more than value at risk.`
    : `${span} ${counted(marked.size, 'day')} lost more than value at risk: ${breaches(days, marked)}.`;
}

/** One day in words. */
export function dayReading({ days, values, marked }: DaySeries, index: number): string {
  const worse = marked.has(index) ? ', more than value at risk' : '';
  return `${days[index]}: ${wholeMoney(values[index] ?? 0)} on today's book${worse}.`;
}
