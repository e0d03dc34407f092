import { z } from 'zod';
import { marginModelIds } from '../../../engine/model/book.ts';
import type {
  LiquidationNumbers,
  LiquidationProcedure,
} from '../../../engine/model/liquidation-numbers.ts';
import { Codes, Fraction, Positive } from './scalars.ts';

const Procedure: z.ZodType<LiquidationProcedure> = z
  .strictObject({
    models: z.array(z.enum(marginModelIds)).min(1),
    begins: Positive,
    ends: Positive,
    tiers: z
      .strictObject({
        down: z.union([z.int().min(1), z.literal('enough')]),
        wholeUpTo: z.int().min(1),
      })
      .optional(),
    unpublished: z.string().min(10).optional(),
    fees: z.array(
      z.strictObject({
        underlyings: Codes,
        of: z.enum(['futures', 'options']),
        rate: Fraction,
      }),
    ),
    backstops: z.array(z.enum(['insurance fund', 'deleveraging', 'socialised loss'])),
  })
  .superRefine(({ begins, ends, tiers, unpublished }, context) => {
    if (ends > begins) {
      const message = `was ${ends}, above where the procedure begins (${begins})`;
      context.addIssue({ code: 'custom', path: ['ends'], message });
    }
    if (tiers === undefined && unpublished === undefined) {
      const message = 'says what is not published, where there are no rounds by tiers';
      context.addIssue({ code: 'custom', path: ['unpublished'], message });
    }
    if (typeof tiers?.down === 'number' && tiers.down > tiers.wholeUpTo) {
      const message = `was ${tiers.down}, more tiers than there are below a position that is not taken whole`;
      context.addIssue({ code: 'custom', path: ['tiers', 'down'], message });
    }
  });

/** Liquidation procedures of a venue. */
export const Liquidation: z.ZodType<LiquidationNumbers> = z.strictObject({
  procedures: z.array(Procedure).min(1),
});
