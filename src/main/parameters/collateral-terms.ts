import { z } from 'zod';
import type { CollateralTerms } from '../../engine/model/collateral-terms.ts';
import { asset, venue } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Fraction, NotNegative } from './numbers/scalars.ts';

const code = z.string().min(1).transform(asset);
const place = z
  .string()
  .min(1)
  .transform(venue)
  .nullable()
  .default(null)
  .describe('every venue without it');

/** The document of the house's own terms for collateral. */
const document: z.ZodType<CollateralTerms> = z.strictObject({
  concentration: z
    .array(
      z.strictObject({
        assets: z.array(code).min(1),
        share: Fraction.describe('of all collateral of an account, after haircuts'),
      }),
    )
    .default([]),
  borrowing: z
    .array(
      z.strictObject({
        venue: place,
        asset: code,
        rate: NotNegative.describe('simple, per year, a fraction'),
      }),
    )
    .default([]),
  selling: z
    .array(
      z.strictObject({
        venue: place,
        asset: code,
        gas: NotNegative.default(0).describe('reporting currency, once'),
        slippage: Fraction.default(0).describe('of what is sold'),
      }),
    )
    .default([]),
});

/** The JSON schema of the document. */
export const collateralTermsSchema = (): object => z.toJSONSchema(document, { io: 'input' });

/** Reads the house's terms; a fault names its field. */
export function collateralTermsOf(content: unknown): Outcome<CollateralTerms> {
  const read = document.safeParse(content);
  return read.success
    ? ok(read.data)
    : fail(
        'malformed',
        read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'terms'}: ${message}`)
          .join('; '),
      );
}
