import { z } from 'zod';
import { tailProbability } from '../../../engine/measures/tail.ts';

const tailText = z.string().check((context) => {
  const read = tailProbability(context.value);
  if (!read.ok) {
    context.issues.push({ code: 'custom', message: read.failure.message, input: context.value });
  }
});

/** Tail probability as decimal text: `"0.01"` is 99 %. A JSON number would bring its binary rounding. */
export const tail: z.ZodType<string> = tailText;

/** Several tails; VaR 99 % and expected shortfall 97.5 % are the customary ones. */
export const tails: z.ZodType<string[]> = z.array(tailText).min(1).default(['0.01', '0.025']);

/** Weight of a day relative to the next. */
export const decay: z.ZodType<number> = z.number().gt(0).max(1);

/** Outcomes or returns, oldest first. */
export const series: z.ZodType<number[]> = z.array(z.number()).min(1);

/** The same with gaps. */
export const gappySeries: z.ZodType<(number | null)[]> = z.array(z.number().nullable()).min(1);

/** Rows of equal length, at least one. */
export const table: z.ZodType<number[][]> = z
  .array(z.array(z.number()).min(1))
  .min(1)
  .refine((rows) => rows.every((row) => row.length === rows[0]?.length), {
    message: 'rows differ in length',
  });

/** The same with gaps. */
export const gappyTable: z.ZodType<(number | null)[][]> = z
  .array(z.array(z.number().nullable()).min(1))
  .min(1)
  .refine((rows) => rows.every((row) => row.length === rows[0]?.length), {
    message: 'rows differ in length',
  });

/** As many rows as columns. */
export const square: z.ZodType<number[][]> = table.refine(
  (rows) => rows.length === rows[0]?.length,
  { message: 'the matrix is not square' },
);

/** A seed: the same request gives the same answer. */
export const seed: z.ZodType<number> = z.number().int().min(0).max(4_294_967_295).default(5489);
