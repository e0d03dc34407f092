import { z } from 'zod';

/* Shapes that the numbers of several models share. */

export const Fraction: z.ZodNumber = z.number().min(0).max(1);
export const Positive: z.ZodNumber = z.number().positive();
export const NotNegative: z.ZodNumber = z.number().min(0);
export const Codes: z.ZodArray<z.ZodString> = z.array(z.string().min(1)).min(1);
export const Payoff: z.ZodEnum<{ linear: 'linear'; inverse: 'inverse' }> = z.enum([
  'linear',
  'inverse',
]);
