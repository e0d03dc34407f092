import { z } from 'zod';
import type {
  CalendarLeg,
  CalendarSpread,
  InterSpread,
  SpanCommodity,
  SpanFactors,
  SpanParameters,
  SpanTier,
} from '../../../engine/margin/span/parameters.ts';
import { ContractNumbers } from './contract-numbers.ts';
import { atLeast0, code, period, positive } from './scalars.ts';

const Factors: z.ZodType<SpanFactors> = z.strictObject({
  member: positive,
  hedger: positive,
  speculator: positive,
});

const Tier: z.ZodType<SpanTier> = z
  .strictObject({ tier: z.int().min(0), from: period, to: period })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins', path: ['to'] });

/** A period lies in one tier; tiers of one number may be several. */
const Tiers = z.array(Tier).superRefine((tiers, context) => {
  const ordered = tiers.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const [i, one] of ordered.entries()) {
    const next = ordered[i + 1];
    if (next !== undefined && next.from.padEnd(8, '0') <= one.to.padEnd(8, '9')) {
      context.addIssue({
        code: 'custom',
        path: [tiers.indexOf(next)],
        message: `tier ${next.tier} overlaps tier ${one.tier}`,
      });
    }
  }
});

const side = z.enum(['A', 'B']);

const Leg = z
  .strictObject({
    tier: z.int().min(0).optional(),
    month: period.optional(),
    ratio: positive,
    side,
  })
  .transform(({ tier, month, ...leg }, context): CalendarLeg => {
    if (tier !== undefined && month === undefined) return { at: { tier }, ...leg };
    if (tier === undefined && month !== undefined) return { at: { month }, ...leg };
    context.addIssue({ code: 'custom', path: ['tier'], message: 'either a tier or a month' });
    return z.NEVER;
  });

const Calendar: z.ZodType<CalendarSpread> = z.strictObject({
  name: code,
  charge: atLeast0,
  legs: z.array(Leg).min(2),
});

const Commodity: z.ZodType<SpanCommodity> = z
  .strictObject({
    code,
    source: code,
    currency: code,
    spreadTiers: Tiers.default([]),
    interTiers: Tiers.default([]),
    calendarSpreads: z.array(Calendar).default([]),
    deliveryMonths: z
      .array(z.strictObject({ month: period, spreadRate: atLeast0, outrightRate: atLeast0 }))
      .default([]),
    shortOptions: z.strictObject({
      rate: atLeast0,
      counted: z.enum(['both sides', 'larger side']),
    }),
    priceRisk: z.enum(['normal', 'capped at the scan range', 'scan range']),
    optionValueCapped: z.boolean().default(false),
    adjustment: Factors,
    initialRatio: Factors,
  })
  .transform((of) => ({ ...of, unread: [] }));

const Inter: z.ZodType<InterSpread> = z
  .strictObject({
    name: code,
    beforeCalendar: z.boolean().default(false),
    legs: z
      .array(
        z.strictObject({
          commodity: code,
          tier: z.int().min(0).nullable().default(null),
          ratio: positive,
          side,
          creditRate: z.number().min(0).max(1),
        }),
      )
      .min(2),
  })
  .transform((of) => ({ ...of, unsupported: null }));

const rates = z.array(z.strictObject({ from: code, to: code, rate: positive })).default([]);

/** SPAN parameters in a document, in the terms of the engine. */
export const SpanNumbers: z.ZodType<SpanParameters> = z
  .strictObject({
    commodities: z.array(Commodity).min(1),
    interSpreads: z.array(Inter).default([]),
    contracts: z.array(ContractNumbers).min(1),
    currencyRates: rates,
  })
  .superRefine(({ commodities, contracts, interSpreads }, context) => {
    const codes = new Set(commodities.map((of) => of.code));
    const unknown = (path: (string | number)[], of: string): void => {
      if (!codes.has(of)) {
        context.addIssue({ code: 'custom', path, message: `"${of}" is no commodity of these` });
      }
    };
    if (codes.size < commodities.length) {
      context.addIssue({ code: 'custom', path: ['commodities'], message: 'a code stands twice' });
    }
    for (const [i, of] of contracts.entries()) unknown(['contracts', i, 'commodity'], of.commodity);
    for (const [i, { legs }] of interSpreads.entries()) {
      for (const [j, of] of legs.entries()) {
        unknown(['interSpreads', i, 'legs', j, 'commodity'], of.commodity);
      }
    }
  });
