import { z } from 'zod';
import type { Wish } from '../../engine/margin/optimise/plan.ts';
import type { MoveCosts } from '../../engine/model/move-costs.ts';
import { marginAccountId } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { moveCostsDocument } from '../parameters/move-costs.ts';
import { NotNegative, Positive } from '../parameters/numbers/scalars.ts';

/** What the user wishes and what things cost, as written. */
type WishDocument = {
  readonly goal: Wish['goal'];
  readonly target: number;
  readonly costs?: MoveCosts | undefined;
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
  costs: moveCostsDocument.optional().describe('those of the store unless given'),
  untouched: z.array(z.string()).default([]).describe('accounts that nothing is taken from'),
  hurdle: NotNegative.default(100).describe(
    'what an action must be worth to be proposed, reporting currency',
  ),
});

/** The JSON schema of a wish. */
export const wishSchema = (): object => z.toJSONSchema(document, { io: 'input' });

/** Reads a wish; a fault names its field. @param known costs that count where the wish states none */
export function wishOf(content: unknown, known: MoveCosts): Outcome<Wish> {
  const read = document.safeParse(content);
  if (!read.success) {
    return fail(
      'malformed',
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  const { goal, target, costs, untouched, hurdle } = read.data;
  return ok({
    goal,
    target,
    hurdle,
    costs: costs ?? known,
    untouched: new Set(untouched.map(marginAccountId)),
  });
}
