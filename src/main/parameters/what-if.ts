import { z } from 'zod';
import type { WhatIfDraft, WhatIfEdit } from '../../engine/contract/what-if.ts';

const name = z.string().trim().min(1).max(200);
const amount = z.number().min(-1e15).max(1e15);

const edit: z.ZodType<WhatIfEdit> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trade'),
    account: name,
    symbol: name,
    market: name,
    quantity: amount,
    price: z.number().positive().max(1e15).nullable(),
  }),
  z.strictObject({ kind: z.literal('balance'), account: name, asset: name, amount }),
]);

export const whatIfDraft: z.ZodType<WhatIfDraft> = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  from: z.enum(['book', 'empty']),
  edits: z.array(edit).max(500),
});

/** Drafts as a store or a window states them. */
export const whatIfDrafts: z.ZodType<readonly WhatIfDraft[]> = z
  .array(whatIfDraft)
  .max(100)
  .refine(
    (drafts) => new Set(drafts.map(({ id }) => id)).size === drafts.length,
    'two have one id',
  );
