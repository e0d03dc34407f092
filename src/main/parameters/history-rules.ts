import { z } from 'zod';
import type { HistoryRule } from '../../engine/model/history-rule.ts';
import { asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Fraction } from './numbers/scalars.ts';

const code = z.string().min(1).transform(asset);

const document: z.ZodType<readonly HistoryRule[]> = z
  .array(
    z.discriminatedUnion('rule', [
      z.strictObject({ asset: code, rule: z.literal('exclude') }),
      z.strictObject({ asset: code, rule: z.literal('joint days') }),
      z.strictObject({
        asset: code,
        rule: z.literal('proxy'),
        of: code,
        beta: z
          .number()
          .min(-20)
          .max(20)
          .nullable()
          .default(null)
          .describe('measured unless stated'),
        residual: Fraction.nullable()
          .default(null)
          .describe('daily standard deviation of its own; measured unless stated'),
      }),
    ]),
  )
  .refine((rules) => new Set(rules.map((one) => one.asset)).size === rules.length, {
    message: 'an asset has two rules',
  })
  .refine((rules) => rules.every((one) => one.rule !== 'proxy' || one.of !== one.asset), {
    message: 'an asset is no proxy of itself',
  });

export const historyRulesSchema = (): object => z.toJSONSchema(document, { io: 'input' });

/** Reads the user's rules for short histories; a fault names its field. */
export function historyRulesOf(content: unknown): Outcome<readonly HistoryRule[]> {
  const read = document.safeParse(content);
  return read.success
    ? ok(read.data)
    : fail(
        'malformed',
        read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'rules'}: ${message}`)
          .join('; '),
      );
}
