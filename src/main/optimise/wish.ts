import { z } from 'zod';
import type { Wish } from '../../engine/margin/optimise/plan.ts';
import { asset, marginAccountId } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../parameters/numbers/scalars.ts';

/** What the user wishes and what things cost, as written. */
type WishDocument = {
  readonly goal: Wish['goal'];
  readonly target: number;
  readonly transfers: Readonly<Record<string, number>>;
  readonly trading: number;
  readonly untouched: readonly string[];
  readonly hurdle: number;
};

const document: z.ZodType<WishDocument> = z.strictObject({
  goal: z
    .enum(['target', 'release'])
    .default('target')
    .describe(
      'target: every account at the ratio, at least cost; release: most initial margin freed',
    ),
  target: Positive.max(1).default(0.6).describe('largest margin ratio, 1 is liquidation'),
  transfers: z
    .record(z.string(), NotNegative)
    .default({})
    .describe('reporting currency per transfer of an asset: network fee, gas, bridge'),
  trading: Fraction.default(0).describe(
    'fee and half the spread, fraction of the delta of each leg',
  ),
  untouched: z.array(z.string()).default([]).describe('accounts that nothing is taken from'),
  hurdle: NotNegative.default(100).describe(
    'what an action must be worth to be proposed, reporting currency',
  ),
});

/** The JSON schema of a wish. */
export const wishSchema = (): object => z.toJSONSchema(document, { io: 'input' });

/** Reads a wish; a fault names its field. */
export function wishOf(content: unknown): Outcome<Wish> {
  const read = document.safeParse(content);
  if (!read.success) {
    return fail(
      'malformed',
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  const { goal, target, transfers, trading, untouched, hurdle } = read.data;
  return ok({
    goal,
    target,
    hurdle,
    costs: {
      transfers: new Map(Object.entries(transfers).map(([code, cost]) => [asset(code), cost])),
      trading,
      untouched: new Set(untouched.map(marginAccountId)),
    },
  });
}
