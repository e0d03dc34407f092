import { z } from 'zod';
import type { CollateralNumbers, HaircutTier } from '../../../engine/model/margin-numbers.ts';
import { Fraction, Positive } from './scalars.ts';

/** Rising edges, the last tier without end: no part of a balance is without a haircut, none has two. */
const Tiers: z.ZodType<readonly HaircutTier[]> = z
  .array(z.strictObject({ upTo: Positive.nullable(), haircut: Fraction }))
  .min(1)
  .superRefine((tiers, context) => {
    let before = 0;
    for (const [i, { upTo }] of tiers.entries()) {
      const last = i === tiers.length - 1;
      const message =
        upTo === null
          ? last
            ? null
            : 'a tier without end comes last'
          : last
            ? 'the last tier has no end: its upTo is null'
            : upTo > before
              ? null
              : `was ${upTo}, not above the tier before (${before})`;
      if (message !== null) context.addIssue({ code: 'custom', path: [i, 'upTo'], message });
      before = upTo ?? before;
    }
  });

const Haircut: z.ZodType<CollateralNumbers['haircuts'][number]> = z
  .strictObject({
    asset: z.string().min(1),
    haircut: Fraction.optional(),
    tiers: Tiers.optional(),
  })
  .transform(({ asset, haircut, tiers }, context) => {
    if (haircut !== undefined && tiers === undefined) return { asset, haircut };
    if (tiers !== undefined && haircut === undefined) return { asset, tiers };
    context.addIssue({ code: 'custom', path: ['haircut'], message: 'either a haircut or tiers' });
    return z.NEVER;
  });

/** Haircuts of a venue's collateral. */
export const Collateral: z.ZodType<CollateralNumbers> = z.strictObject({
  haircuts: z.array(Haircut),
});
