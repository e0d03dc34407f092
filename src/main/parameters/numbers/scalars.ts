import { z } from 'zod';

/* Shapes that the numbers of several models share. */

export const Fraction: z.ZodNumber = z.number().min(0).max(1);
export const Positive: z.ZodNumber = z.number().positive();
export const NotNegative: z.ZodNumber = z.number().min(0);
/** Relative move of a price in a scenario: beyond a hundredfold rise it is a slip of the pen. */
export const PriceMove: z.ZodNumber = z.number().gt(-1).max(100);
/** Factor of all volatilities in a scenario. */
export const VolatilityFactor: z.ZodNumber = z.number().positive().max(100);
export const Codes: z.ZodArray<z.ZodString> = z.array(z.string().min(1)).min(1);
export const Payoff: z.ZodEnum<{ linear: 'linear'; inverse: 'inverse' }> = z.enum([
  'linear',
  'inverse',
]);
