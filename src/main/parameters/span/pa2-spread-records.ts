import type { CalendarLeg, InterLeg } from '../../../engine/margin/span/parameters.ts';
import { recordOf, type RecordReader } from './fixed-fields.ts';
import { ratio, side, times } from './pa2-parts.ts';

export type CalendarRecord = {
  readonly code: string;
  readonly priority: number;
  readonly charge: number;
  readonly legs: readonly CalendarLeg[];
};

/** Record C: a calendar spread between tiers. */
export const tierSpreadRecord: RecordReader<CalendarRecord> = recordOf((of) => {
  const code = of.named('combined commodity', 6);
  of.skip(2);
  const priority = of.number('priority', 2);
  const count = of.number('number of legs', 2);
  if (count < 2 || count > 16) of.refuse('number of legs', `${count} legs`);
  const charge = of.number('charge', 7);
  const legs = times(Math.min(count, 16)).map((i) => {
    of.skip(2);
    const tier = of.number(`tier of leg ${i}`, 2);
    return { at: { tier }, ratio: ratio(of, i, 2, 0), side: side(of, i) };
  });
  return { code, priority, charge, legs };
});

/** Record E: a calendar spread between contract months. */
export const seriesSpreadRecord: RecordReader<CalendarRecord> = recordOf((of) => {
  const code = of.named('combined commodity', 6);
  const priority = of.number('priority', 5);
  const charge = of.number('charge', 7);
  const legs = times(4).flatMap((i) => {
    const month = of.text(4);
    const rest = of.text(3);
    if (/^0*$/.test(month)) {
      of.skip(7);
      return [];
    }
    if (!/^\d\d(0\d|1[0-2])$/.test(month)) of.refuse(`month of leg ${i}`, `"${month}" is no month`);
    if (!/^0*$/.test(rest)) of.refuse(`month of leg ${i}`, `day code "${rest}" is not known`);
    return [{ at: { month: `20${month}` }, ratio: ratio(of, i, 6, 4), side: side(of, i) }];
  });
  if (legs.length < 2) of.refuse('legs', `${legs.length} legs`);
  return { code, priority, charge, legs };
});

export type InterSpreadRecord = {
  readonly group: string;
  readonly priority: number;
  /** Fraction of the weighted price risk. */
  readonly creditRate: number;
  /** `04` is scanning-based, against a target. */
  readonly method: string;
  readonly target: {
    readonly exchange: string;
    readonly commodity: string;
    readonly delta: number | null;
    readonly leastLegs: number | null;
  };
  /** The credit is an amount, not a fraction of the weighted price risk. */
  readonly flat: boolean;
  readonly beforeCalendar: boolean;
  readonly legs: readonly (InterLeg & { readonly exchange: string })[];
};

/** Record 6: an inter-commodity spread. */
export const interSpreadRecord: RecordReader<InterSpreadRecord> = recordOf((of) => {
  const group = of.text(3);
  const priority = of.number('priority', 4);
  const creditRate = of.number('credit rate', 7, 6);
  const legs = times(4).flatMap((i) => {
    const exchange = of.text(3);
    of.skip(1);
    const commodity = of.text(6);
    if (commodity === '') {
      of.skip(8);
      return [];
    }
    return [{ exchange, commodity, ratio: ratio(of, i, 7, 4), side: side(of, i) }];
  });
  const method = of.text(2);
  const targetExchange = of.text(3);
  of.skip(1);
  const targetCommodity = of.text(6);
  const flat = of.text(1) === 'F';
  const legTiers = times(4).map((i) => of.optional(`tier of leg ${i}`, 2) ?? 0);
  const beforeCalendar = of.text(1) === 'S';
  const targetDelta = of.optional('target delta', 7, 4);
  const leastLegs = of.optional('least legs', 4);
  const separate = of.text(1) === 'Y';
  const rates = times(4).map((i) => of.optional(`rate of leg ${i}`, 7, 6) ?? 0);
  return {
    group,
    priority,
    creditRate,
    method,
    target: { exchange: targetExchange, commodity: targetCommodity, delta: targetDelta, leastLegs },
    flat,
    beforeCalendar,
    legs: legs.map((leg, i) => ({
      ...leg,
      tier: legTiers[i] === 0 ? null : (legTiers[i] ?? null),
      creditRate: separate ? (rates[i] ?? 0) : creditRate,
    })),
  };
});
