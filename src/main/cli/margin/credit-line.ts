import { z } from 'zod';
import { creditMargin } from '../../../engine/margin/credit/lines.ts';
import { normalExposure } from '../../../engine/measures/credit/exposure.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import type { Json } from '../measure/kind.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const document = z.strictObject({
  currency: z.string().length(3).default('USD'),
  lines: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        limit: NotNegative,
        threshold: NotNegative.default(0).describe('exposure that needs no collateral'),
        minimumTransfer: NotNegative.default(0),
        fee: NotNegative.default(0).describe('per year, of what is used'),
        commitmentFee: NotNegative.default(0).describe('per year, of what is not'),
      }),
    )
    .min(1),
  accounts: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        requirement: NotNegative,
        line: z.string().nullable().default(null),
        collateral: z
          .array(
            z.strictObject({
              name: z.string().min(1),
              value: NotNegative.describe('after haircuts'),
              borrowedOn: z.string().nullable().default(null).describe('the line it came from'),
            }),
          )
          .default([]),
        volatility: NotNegative.optional().describe(
          'standard deviation of what the account needs beyond its collateral, per √day',
        ),
      }),
    )
    .min(1),
  horizons: z.array(Positive).min(1).default([1, 7, 30]).describe('days, rising'),
  confidences: z.array(z.number().gt(0).lt(1)).min(1).default([0.95, 0.99]),
});

type Account = z.output<typeof document>['accounts'][number];

/** What an account may draw in time: its need beyond collateral, as a normal process. */
function exposuresOf(
  { requirement, collateral, volatility }: Account,
  horizons: readonly number[],
  confidences: readonly number[],
): Json {
  if (volatility === undefined) return null;
  const own = collateral.reduce((all, { value }) => all + value, 0);
  return normalExposure(
    { value: requirement - own, drift: 0, volatility },
    horizons,
    confidences,
  ).map(({ time, expected, effective, potential }) => ({
    days: time,
    expected,
    effective,
    potential: Object.fromEntries(confidences.map((q, i) => [String(q), potential[i] ?? 0])),
  }));
}

/** Credit-based margin: lines of credit beside collateral, each counted once. */
export const creditLineModel: OwnModel = ownModel(
  'Credit lines',
  document,
  ({ currency, lines, accounts, horizons, confidences }) => {
    const found = creditMargin(lines, accounts, currency);
    if (!found.ok) return found;
    const { requirement, cover, accounts: covers, lines: uses } = found.value;
    return ok({
      equity: ok(cover),
      requirement: {
        initial: ok(requirement),
        maintenance: fail('not-applicable', 'the document states one requirement'),
      },
      figures: {
        uncovered: covers.reduce((all, one) => all + one.uncovered, 0),
        accounts: covers.map((one, i) => {
          const account = accounts[i];
          return {
            ...one,
            exposures: account === undefined ? null : exposuresOf(account, horizons, confidences),
          };
        }),
        lines: uses.map((one) => ({ ...one })),
      },
    });
  },
);
