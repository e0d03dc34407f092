import { z } from 'zod';
import { mangoHealth } from '../../../engine/margin/mango/mango.ts';
import { mangoHealths, type MangoState } from '../../../engine/margin/mango/state.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const weights = {
  initialAsset: NotNegative,
  initialLiability: NotNegative,
  maintenanceAsset: NotNegative,
  maintenanceLiability: NotNegative,
};

const priced = {
  oracle: Positive,
  stable: Positive.optional().describe('the oracle’s unless given'),
};

const bank = z
  .strictObject({ value: Positive.describe('of the bank, dollars'), scaledFrom: Positive })
  .nullable()
  .default(null);

const document = z.strictObject({
  tokens: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        balance: z.number().describe('negative is borrowed'),
        ...weights,
        ...priced,
        deposits: bank,
        borrows: bank,
      }),
    )
    .min(1)
    .refine((tokens) => new Set(tokens.map(({ name }) => name)).size === tokens.length, {
      message: 'a token is given twice',
    }),
  orders: z
    .array(
      z.strictObject({
        base: z.string().min(1),
        quote: z.string().min(1),
        reservedBase: NotNegative,
        reservedQuote: NotNegative,
        lowestAsk: Positive.nullable().default(null),
        highestBid: Positive.nullable().default(null),
      }),
    )
    .default([]),
  perpetuals: z
    .array(
      z.strictObject({
        market: z.string().min(1),
        settlement: z.string().min(1),
        base: z.number().describe('base units, long positive'),
        quote: z.number().describe('paid negative'),
        bids: NotNegative.default(0),
        asks: NotNegative.default(0),
        ...weights,
        ...priced,
        initialOverall: Fraction,
        maintenanceOverall: Fraction,
      }),
    )
    .default([]),
});

/** The stable price is the oracle's where none is given. */
const pricedOf = <T extends { readonly oracle: number; readonly stable?: number | undefined }>(
  of: T,
): T & { readonly stable: number } => ({ ...of, stable: of.stable ?? of.oracle });

/** Mango v4; `figures` hold the protocol's signed healths. */
export const mangoModel: OwnModel = ownModel(
  'Mango v4',
  document,
  ({ tokens, orders, perpetuals }) => {
    const state: MangoState = {
      tokens: tokens.map(pricedOf),
      orders,
      perpetuals: perpetuals.map(pricedOf),
    };
    const [initial, end, maintenance] = mangoHealths.map((health) => mangoHealth(state, health));
    if (initial === undefined || end === undefined || maintenance === undefined) {
      return fail('not-applicable', 'no health');
    }
    return ok({
      equity: fail(
        'not-applicable',
        'assets and liabilities are weighed, none is subtracted first',
      ),
      requirement: { initial: ok(initial.requirement), maintenance: ok(maintenance.requirement) },
      figures: {
        initialHealth: initial.health,
        liquidationEndHealth: end.health,
        maintenanceHealth: maintenance.health,
        healthRatio: maintenance.ratio,
        liquidatable: maintenance.health < 0,
      },
    });
  },
);
