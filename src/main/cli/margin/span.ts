import { z } from 'zod';
import {
  spanAccounts,
  type SpanContract,
  type SpanParameters,
  type SpanPosition,
} from '../../../engine/margin/span/parameters.ts';
import { spanArray } from '../../../engine/margin/span/scenarios.ts';
import { spanMargin } from '../../../engine/margin/span/span.ts';
import type { MarginNode } from '../../../engine/contract/margin-node.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { productOf } from '../../parameters/span/file.ts';
import { readSpanFile } from '../../parameters/span/read.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const Leg = z.strictObject({
  of: z.string().min(1),
  ratio: Positive,
  side: z.enum(['A', 'B']),
});

const byAccount = z
  .strictObject({ member: NotNegative, hedger: NotNegative, speculator: NotNegative })
  .default({ member: 1, hedger: 1, speculator: 1 });

const Month = z.string().regex(/^\d{6}$/, 'is no month YYYYMM');

const Tier = z
  .strictObject({ name: z.string().min(1), from: Month, to: Month })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins' });

const Parameters = z.strictObject({
  source: z.string().min(1),
  commodities: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        currency: z.string().length(3),
        tiers: z.array(Tier).default([]),
        intraSpreads: z
          .array(
            z.strictObject({
              priority: NotNegative,
              legs: z.array(Leg).min(2),
              charge: NotNegative,
              between: z.enum(['tiers', 'months']),
            }),
          )
          .default([]),
        spotMonths: z
          .array(
            z.strictObject({
              month: Month,
              spreadCharge: NotNegative,
              outrightCharge: NotNegative,
            }),
          )
          .default([]),
        shortOptionMinimum: z
          .strictObject({ rate: NotNegative, method: z.enum(['gross', 'larger side']) })
          .default({ rate: 0, method: 'gross' }),
        riskFactors: byAccount,
        initialFactors: byAccount,
      }),
    )
    .min(1),
  interSpreads: z
    .array(
      z.strictObject({
        priority: NotNegative,
        credit: Fraction,
        legs: z.array(Leg).min(2),
        unsupported: z.string().nullable().default(null),
      }),
    )
    .default([]),
});

const Ranges = z.strictObject({
  price: Positive.describe('currency per contract'),
  volatility: NotNegative.describe('absolute, fraction per √year'),
  extremeMultiple: Positive,
  extremeCovered: Fraction,
});

const Valued = z.strictObject({
  price: Positive.describe('of the future'),
  pointValue: Positive,
  lookahead: NotNegative.describe('years'),
  option: z
    .strictObject({
      right: z.enum(['call', 'put']),
      strike: Positive,
      years: NotNegative,
      rate: z.number(),
      volatility: Positive,
    })
    .nullable()
    .default(null),
});

const Contract = z.strictObject({
  name: z.string().min(1),
  commodity: z.string().min(1),
  month: Month,
  array: z.array(z.number()).length(16).optional(),
  scan: Ranges.optional().describe('to compute the array by, where none is given'),
  valuation: Valued.optional(),
  delta: z.number(),
  option: z
    .strictObject({ right: z.enum(['call', 'put']), value: z.number().nullable() })
    .nullable()
    .default(null),
});

const document = z.strictObject({
  account: z.enum(spanAccounts).default('member'),
  parameters: Parameters.optional().describe('from --parameters unless given'),
  contracts: z.array(Contract).optional(),
  positions: z
    .array(
      z.strictObject({
        contract: z.string().min(1).describe('such as "ES FUT 201903", "ES OOF 201903 C 2500"'),
        quantity: z.number().describe('contracts, long positive'),
      }),
    )
    .min(1),
});

/** Contracts with their arrays, computed where they are not given. */
function contractsOf(
  given: readonly z.output<typeof Contract>[],
): Outcome<readonly SpanContract[]> {
  const found: SpanContract[] = [];
  for (const { array, scan, valuation, ...rest } of given) {
    if (array !== undefined) found.push({ ...rest, array });
    else if (scan === undefined || valuation === undefined) {
      return fail('missing-field', `${rest.name}: neither an array nor scan and valuation`);
    } else {
      const computed = spanArray(valuation, scan);
      if (!computed.ok)
        return fail(computed.failure.reason, `${rest.name}: ${computed.failure.message}`);
      found.push({ ...rest, array: computed.value });
    }
  }
  return ok(found);
}

/** Positions in contracts that the parameters have; a name that is none is told with those near it. */
function positionsOf(
  positions: readonly { readonly contract: string; readonly quantity: number }[],
  contracts: readonly SpanContract[],
): Outcome<readonly SpanPosition[]> {
  const byName = new Map(contracts.map((one) => [one.name, one]));
  const found: SpanPosition[] = [];
  for (const [i, { contract: name, quantity }] of positions.entries()) {
    const contract = byName.get(name);
    if (contract === undefined) {
      const near = contracts
        .filter((one) => productOf(one.name) === productOf(name))
        .slice(0, 5)
        .map((one) => `"${one.name}"`);
      return fail(
        'unknown-contract',
        `positions.${i}.contract: the parameters have no "${name}"${near.length > 0 ? `, but ${near.join(', ')}` : ''}`,
      );
    }
    found.push({ contract, quantity });
  }
  return ok(found);
}

/** The one requirement; of several currencies there is no sum without their rates. */
const single = (of: readonly MarginNode[]): Outcome<MarginNode> => {
  const [first, ...more] = of;
  return first === undefined || more.length > 0
    ? fail(
        'not-applicable',
        `requirements in ${of.map(({ unit }) => unit).join(' and ')}: see the figures`,
      )
    : ok(first);
};

const amounts = (of: readonly MarginNode[]): { readonly [currency: string]: number } =>
  Object.fromEntries(of.map(({ unit, value }) => [unit, value]));

const spanDocument = ({
  account,
  parameters,
  contracts,
  positions,
}: z.output<typeof document>): ReturnType<OwnModel['margin']> => {
  if (parameters === undefined || contracts === undefined) {
    return fail(
      'missing-field',
      'neither parameters and contracts nor --parameters FILE are given',
    );
  }
  const known = contractsOf(contracts);
  if (!known.ok) return known;
  const held = positionsOf(positions, known.value);
  if (!held.ok) return held;
  const checked: SpanParameters = parameters;
  const found = spanMargin(held.value, checked, account);
  if (!found.ok) return found;
  const { initial, maintenance } = found.value;
  return ok({
    equity: fail('not-applicable', 'SPAN is a requirement'),
    requirement: { initial: single(initial), maintenance: single(maintenance) },
    figures: { initialMargin: amounts(initial), maintenanceMargin: amounts(maintenance) },
  });
};

/** CME SPAN on the risk arrays of a parameter file. */
export const spanModel: OwnModel = {
  ...ownModel('SPAN', document, spanDocument),
  withFile: async (path, given) => {
    const read = z
      .object({ positions: z.array(z.object({ contract: z.string() })) })
      .safeParse(given);
    const wanted = read.success
      ? new Set(read.data.positions.map(({ contract }) => productOf(contract)))
      : null;
    const file = await readSpanFile(path, wanted);
    if (!file.ok) return file;
    const { parameters, contracts, failures } = file.value;
    return ok({
      document: typeof given === 'object' ? { ...given, parameters, contracts } : given,
      failures,
    });
  },
};
