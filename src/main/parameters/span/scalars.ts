import { z } from 'zod';

export const code: z.ZodType<string> = z.string().min(1);
export const positive: z.ZodType<number> = z.number().positive();
export const atLeast0: z.ZodType<number> = z.number().min(0);

/** `202503`, `20250331`, or a month with a week's code. */
export const period: z.ZodType<string> = z
  .string()
  .regex(/^\d{4}(0[1-9]|1[0-2])(\w\w)?$/, 'is no contract period such as 202503 or 20250331');
