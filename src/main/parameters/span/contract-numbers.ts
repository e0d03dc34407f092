import { z } from 'zod';
import { futureArray, optionArray, roundedArray } from '../../../engine/margin/span/array.ts';
import type { SpanContract } from '../../../engine/margin/span/parameters.ts';
import { spanScenarios } from '../../../engine/margin/span/scenarios.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { code, period, positive } from './scalars.ts';

const isOption = (kind: SpanContract['kind']): kind is 'call' | 'put' =>
  kind === 'call' || kind === 'put';

const ScannedOption = z.strictObject({
  forward: positive,
  years: z.number().min(0),
  rate: z.number(),
  volatility: z.number().min(0),
  volatilityScan: z.strictObject({
    range: z.number().min(0),
    quoted: z.enum(['absolute', 'relative']),
  }),
  lookAhead: z.number().min(0),
  deltaWeights: z.array(z.number().min(0)).length(7),
});

const Scan = z.strictObject({
  range: positive.describe('in units of price'),
  extremeMultiplier: positive,
  covered: z.number().min(0).max(1),
  contractValueFactor: positive,
  roundTo: positive.optional().describe('array values are multiples of it'),
  option: ScannedOption.optional(),
});

const Given = z.strictObject({
  commodity: code,
  product: code,
  kind: z.enum(['future', 'physical', 'call', 'put']),
  month: period,
  deltaMonth: period,
  strike: z.number().nullable().default(null),
  deltaScaling: positive.default(1),
  premium: z.number().nullable().default(null),
  premiumPaid: z.boolean().default(true),
  notional: z.number().nullable().default(null),
  losses: z.array(z.number()).length(spanScenarios.length).optional(),
  compositeDelta: z.number().optional(),
  priceScan: positive.optional(),
  scan: Scan.optional(),
});

type RiskArray = Pick<SpanContract, 'losses' | 'compositeDelta' | 'priceScan'>;

/** The array that a clearing house states, or one made here: linear, or an option by Black-76. */
function arrayOf(of: z.output<typeof Given>): Outcome<RiskArray> {
  const { kind, strike, losses, compositeDelta, priceScan, scan } = of;
  if (scan === undefined) {
    return losses === undefined || compositeDelta === undefined
      ? fail('missing-field', 'neither losses with compositeDelta nor scan', 'losses')
      : ok({ losses, compositeDelta, priceScan: priceScan ?? null });
  }
  if (losses !== undefined || compositeDelta !== undefined || priceScan !== undefined) {
    return fail('conflict', 'the array is stated too', 'scan');
  }
  const { option, contractValueFactor: factor, roundTo } = scan;
  if (isOption(kind) !== (option !== undefined)) {
    return fail('malformed', 'an option is scanned with its market, anything else without', 'scan');
  }
  const made =
    isOption(kind) && option !== undefined && strike !== null
      ? optionArray({ ...option, right: kind, strike }, scan, factor, option.deltaWeights)
      : ok({ losses: futureArray(scan, factor), compositeDelta: 1 });
  if (!made.ok) return fail(made.failure.reason, made.failure.message, 'scan');
  return ok({
    losses: roundTo === undefined ? made.value.losses : roundedArray(made.value.losses, roundTo),
    compositeDelta: made.value.compositeDelta,
    priceScan: scan.range * factor,
  });
}

/** A contract of a document, with its array or with what one is made of. */
export const ContractNumbers: z.ZodType<SpanContract> = Given.refine(
  ({ kind, strike }) => isOption(kind) === (strike !== null),
  { message: 'an option has a strike, anything else none', path: ['strike'] },
).transform((of, context): SpanContract => {
  const array = arrayOf(of);
  if (!array.ok) {
    const { message, at } = array.failure;
    context.addIssue({ code: 'custom', path: at === undefined ? [] : [at], message });
    return z.NEVER;
  }
  const { scan: _, ...contract } = of;
  return { ...contract, ...array.value };
});
