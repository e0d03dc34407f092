import { z } from 'zod';
import {
  ruleMeasures,
  scopeMeasures,
  type WarningRule,
  type WarningRules,
} from '../../engine/contract/alerts.ts';

const name = z.string().trim().min(1).max(200);
const limit = z.number().min(-1e15).max(1e15).nullable();

const rule: z.ZodType<WarningRule> = z
  .strictObject({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(80),
    measure: z.enum(ruleMeasures),
    scope: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('book') }),
      z.strictObject({ of: z.literal('account'), account: name }),
      z.strictObject({ of: z.literal('underlying'), underlying: name }),
    ]),
    side: z.enum(['above', 'below']),
    watch: limit,
    call: limit,
    hysteresis: z.number().min(0).max(0.5),
  })
  .refine(({ scope, measure }) => scopeMeasures[scope.of].includes(measure), {
    message: 'its scope has no such measure',
  })
  .refine(({ watch, call }) => watch !== null || call !== null, { message: 'it has no limit' })
  .refine(
    ({ watch, call, side }) =>
      watch === null || call === null || (side === 'above' ? watch <= call : watch >= call),
    { message: 'a call must lie beyond the watch' },
  );

export const warningRuleList: z.ZodType<readonly WarningRule[]> = z
  .array(rule)
  .max(500)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two have one id');

/** The user's own limits, as a window or a store states them. */
export const warningRulesDocument: z.ZodType<WarningRules> = z.strictObject({
  rules: warningRuleList,
  escalateAfter: z.number().min(1).max(1440),
});
