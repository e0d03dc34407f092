import { z } from 'zod';
import type { CollateralNumbers } from '../../../engine/model/margin-numbers.ts';
import { Fraction } from './scalars.ts';

/** Haircuts of a venue's collateral. */
export const Collateral: z.ZodType<CollateralNumbers> = z.strictObject({
  haircuts: z.array(z.strictObject({ asset: z.string().min(1), haircut: Fraction })),
});
