import { z } from 'zod';
import type { MoveCosts } from '../../engine/model/move-costs.ts';
import { asset, venue } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Fraction, NotNegative } from './numbers/scalars.ts';

const place = z.string().min(1);

/** The document of what moving collateral and trading cost. */
export const moveCostsDocument: z.ZodType<MoveCosts> = z.strictObject({
  transfers: z
    .array(
      z.strictObject({
        from: place.describe('a venue, or a margin account by its id'),
        to: place,
        asset: place.transform(asset),
        gas: NotNegative.describe('reporting currency'),
        bridgeFee: NotNegative.describe('reporting currency'),
        bridgeRate: Fraction.default(0).describe('of what is moved'),
        minutes: NotNegative.describe('until it is there'),
      }),
    )
    .default([]),
  trading: z
    .array(
      z.strictObject({
        venue: place.transform(venue),
        symbol: place.nullable().default(null).describe('every symbol of the venue without it'),
        halfSpread: Fraction.describe('of the mark'),
        fee: Fraction.describe('of the notional'),
      }),
    )
    .default([]),
});

/** The JSON schema of the document. */
export const moveCostsSchema = (): object => z.toJSONSchema(moveCostsDocument, { io: 'input' });

/** Reads what the user knows of costs; a fault names its field. */
export function moveCostsOf(content: unknown): Outcome<MoveCosts> {
  const read = moveCostsDocument.safeParse(content);
  return read.success
    ? ok(read.data)
    : fail(
        'malformed',
        read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'costs'}: ${message}`)
          .join('; '),
      );
}
