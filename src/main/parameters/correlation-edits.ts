import { z } from 'zod';
import type {
  CorrelationChoice,
  CorrelationDraft,
  CorrelationEdit,
} from '../../engine/contract/correlation.ts';
import { correlationModels } from '../../engine/contract/correlation.ts';

const name = z.string().min(1).max(64);
const among = z.array(name).min(2).max(200).nullable();

export const assetPair: z.ZodType<readonly [string, string]> = z.tuple([name, name]);

/** Newest joint returns that count; fewer than 20 say nothing. */
export const windowDays: z.ZodType<number | null> = z.int().min(20).max(5_000).nullable();

export const correlationChoice: z.ZodType<CorrelationChoice> = z.strictObject({
  model: z.enum(correlationModels),
  window: windowDays,
});

const edit: z.ZodType<CorrelationEdit> = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('pair'),
    pair: assetPair,
    to: z.number().min(-1).max(1),
  }),
  z.strictObject({ is: z.literal('multiply'), by: z.number().min(-10).max(10), among }),
  z.strictObject({
    is: z.enum(['all-to-one', 'decorrelate']),
    strength: z.number().min(0).max(1),
    among,
  }),
  z.strictObject({
    is: z.literal('as-in'),
    from: z.iso.date(),
    to: z.iso.date(),
    strength: z.number().min(0).max(1),
  }),
]);

export const correlationEdits: z.ZodType<readonly CorrelationEdit[]> = z.array(edit).max(500);

export const correlationDraft: z.ZodType<CorrelationDraft> = z.strictObject({
  edits: correlationEdits,
});
