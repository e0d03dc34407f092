import { z } from 'zod';
import type { Groups, HouseDocument, WrittenShare } from '../../engine/contract/house-document.ts';
import type { HousePolicy, Share } from '../../engine/model/house-policy.ts';
import { asset, venue } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from './numbers/scalars.ts';

const shares: z.ZodType<WrittenShare> = z.strictObject({
  all: Fraction,
  by: z.record(z.string(), Fraction),
});

/** Named groups of codes; a code may be in one of them only. */
const groups: z.ZodType<Groups> = z
  .record(z.string().min(1), z.array(z.string().min(1)))
  .superRefine((found, context) => {
    const seen = new Map<string, string>();
    for (const [name, codes] of Object.entries(found)) {
      for (const [i, code] of codes.entries()) {
        const before = seen.get(code.toUpperCase());
        if (before !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [name, i],
            message: `${code} is in "${before}" already`,
          });
        }
        seen.set(code.toUpperCase(), name);
      }
    }
  });

export const houseDocument: z.ZodType<HouseDocument> = z.strictObject({
  classes: groups.describe('asset class: its underlyings'),
  legalSets: groups.describe('legal set: its venues'),
  netting: z.strictObject({
    sameUnderlying: shares.describe('by underlying'),
    withinClass: shares.describe('by asset class'),
    betweenClasses: Fraction,
    betweenLegalSets: Fraction,
  }),
  correlation: z
    .strictObject({ strength: z.number().min(0).lt(1), share: Fraction })
    .nullable()
    .describe('null: not charged'),
  liquidity: z
    .strictObject({
      participation: z.number().positive().max(1),
      coefficient: NotNegative,
      markets: z.record(
        z.string(),
        z.strictObject({
          dailyVolume: Positive.describe('reporting currency'),
          spread: Fraction.describe('full, fraction of the price'),
        }),
      ),
    })
    .nullable()
    .describe('null: not charged'),
  calm: z
    .strictObject({
      floor: z.boolean(),
      stressedWeight: Fraction,
      stressedDays: z.number().int().min(20),
    })
    .nullable()
    .describe('null: not charged'),
  staleness: NotNegative.describe('multiple of √time; 0: not charged'),
  confidence: NotNegative.default(0).describe(
    'multiple of each price’s half-width; 0: not charged',
  ),
});

/** The JSON schema of a policy document. */
export const houseSchema = (): object => z.toJSONSchema(houseDocument, { io: 'input' });

const inverted = <K>(of: Groups, named: (code: string) => K): ReadonlyMap<K, string> =>
  new Map(
    Object.entries(of).flatMap(([name, codes]) =>
      codes.map((code) => [named(code), name] as const),
    ),
  );

const shareBy = <K>({ all, by }: WrittenShare, named: (code: string) => K): Share<K> => ({
  all,
  by: new Map(Object.entries(by).map(([key, one]) => [named(key), one])),
});

const policyOf = ({ netting, liquidity, ...rest }: HouseDocument): HousePolicy => ({
  ...rest,
  classes: inverted(rest.classes, asset),
  legalSets: inverted(rest.legalSets, venue),
  netting: {
    ...netting,
    sameUnderlying: shareBy(netting.sameUnderlying, asset),
    withinClass: shareBy(netting.withinClass, (name) => name),
  },
  liquidity: liquidity && {
    ...liquidity,
    markets: new Map(
      Object.entries(liquidity.markets).map(([code, depth]) => [asset(code), depth]),
    ),
  },
});

/** A policy and the document it was read from. */
export type ReadPolicy = { readonly policy: HousePolicy; readonly written: HouseDocument };

/** Reads a house policy; a fault names its field. */
export function housePolicy(content: unknown): Outcome<ReadPolicy> {
  const read = houseDocument.safeParse(content);
  if (read.success) return ok({ policy: policyOf(read.data), written: read.data });
  return fail(
    'malformed',
    read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
}
