import { z } from 'zod';
import { deductionsOf } from '../../../engine/margin/tiers.ts';
import type { Tier, TierTable, TieredNumbers } from '../../../engine/model/margin-numbers.ts';
import { SellerRule } from './option-sellers.ts';
import { Codes, Fraction, NotNegative, Positive } from './scalars.ts';

const TierRow: z.ZodType<Tier> = z.strictObject({
  upTo: Positive,
  maintenanceRate: Fraction,
  leverage: z.number().min(1),
  deduction: NotNegative,
});

/** The limits ascend, the rates do not fall, and the deductions are those that the rates give. */
function checkTiers(table: TierTable, context: z.core.$RefinementCtx): void {
  const expected = table.charge === 'marginal' ? deductionsOf(table.tiers) : [];
  table.tiers.forEach((tier, i) => {
    const before = table.tiers[i - 1];
    const wrong = (field: keyof Tier, message: string): void => {
      context.addIssue({ code: 'custom', path: ['tiers', i, field], message });
    };
    if (before !== undefined && tier.upTo <= before.upTo) {
      wrong('upTo', `was ${tier.upTo}, not above the tier before`);
    }
    if (before !== undefined && tier.maintenanceRate < before.maintenanceRate) {
      wrong('maintenanceRate', `was ${tier.maintenanceRate}, below the tier before`);
    }
    const deduction = expected[i] ?? 0;
    if (Math.abs(tier.deduction - deduction) > 1e-9 * Math.max(deduction, 1)) {
      wrong(
        'deduction',
        `was ${tier.deduction}, the rates give ${Number(deduction.toPrecision(12))}`,
      );
    }
  });
}

const Table: z.ZodType<TierTable> = z
  .strictObject({
    symbols: Codes,
    limitIn: z.enum(['notional', 'contracts']),
    charge: z.enum(['marginal', 'whole', 'levels']),
    offset: z.literal('larger-side').optional(),
    legs: z.enum(['net', 'each']),
    isolatedAt: z.enum(['mark', 'entry']),
    closingFee: Fraction,
    tiers: z.array(TierRow).min(1),
  })
  .superRefine(checkTiers);

/** Tier tables and option rules of a venue's isolated and cross margin. */
export const Tiered: z.ZodType<TieredNumbers> = z.strictObject({
  tables: z.array(Table),
  options: z.array(SellerRule),
});
