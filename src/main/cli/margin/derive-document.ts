import { z } from 'zod';
import type { DeriveState } from '../../../engine/margin/derive/state.ts';
import type { StandardMarket, StandardState } from '../../../engine/margin/derive/standard.ts';
import type { DerivePortfolioNumbers, DeriveOption } from '../../../engine/model/derive-numbers.ts';
import { DerivePortfolio, DeriveStandard } from '../../parameters/numbers/derive.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';

const Option: z.ZodType<DeriveOption> = z.strictObject({
  seconds: NotNegative.describe('to expiry'),
  strike: Positive,
  right: z.enum(['call', 'put']),
  quantity: z.number().describe('long positive'),
  volatility: NotNegative.describe('fraction per √year'),
});

/** Every option's expiry must have its feeds. */
function checkExpiries(
  {
    options,
    expiries,
  }: {
    readonly options: readonly { readonly seconds: number }[];
    readonly expiries: readonly { readonly seconds: number }[];
  },
  context: z.core.$RefinementCtx,
): void {
  const known = new Set(expiries.map(({ seconds }) => seconds));
  if (known.size < expiries.length) {
    context.addIssue({ code: 'custom', path: ['expiries'], message: 'an expiry is given twice' });
  }
  for (const [i, { seconds }] of options.entries()) {
    if (known.has(seconds)) continue;
    context.addIssue({
      code: 'custom',
      path: ['options', i, 'seconds'],
      message: `no feeds of the expiry in ${seconds} seconds are given`,
    });
  }
}

/** A portfolio margin account of one underlying, and the parameters in force. */
export const portfolioState: z.ZodType<
  DeriveState & { readonly parameters: DerivePortfolioNumbers }
> = z
  .strictObject({
    spot: Positive,
    spotConfidence: Fraction.default(1),
    stable: Positive.default(1).describe('dollars per unit of the stablecoin'),
    cash: z.number().default(0).describe('negative is borrowed'),
    options: z.array(Option).default([]),
    expiries: z
      .array(
        z.strictObject({
          seconds: NotNegative,
          forward: Positive,
          rate: z.number().describe('continuous, per year'),
          forwardConfidence: Fraction.default(1),
          rateConfidence: Fraction.default(1),
          volatilityConfidence: Fraction.default(1),
        }),
      )
      .default([]),
    perpetual: z
      .strictObject({
        quantity: z.number().describe('long positive'),
        price: Positive,
        confidence: Fraction.default(1),
        unrealised: z.number().default(0),
        funding: z.number().default(0).describe('received positive'),
      })
      .nullable()
      .default(null),
    collateral: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          amount: NotNegative,
          price: Positive,
          confidence: Fraction.default(1),
          cancelling: z.boolean().describe('its moves stand against the positions'),
          initialHaircut: Fraction,
          maintenanceHaircut: Fraction,
        }),
      )
      .default([]),
    parameters: DerivePortfolio,
  })
  .superRefine(checkExpiries);

const Market: z.ZodType<StandardMarket> = z
  .strictObject({
    underlying: z.string().min(1),
    spot: Positive,
    options: z.array(Option).default([]),
    expiries: z
      .array(
        z.strictObject({
          seconds: NotNegative,
          forward: Positive,
          settlement: Positive.nullable()
            .default(null)
            .describe('price so far, once its averaging has begun'),
        }),
      )
      .default([]),
    perpetual: z
      .strictObject({
        quantity: z.number().describe('long positive'),
        price: Positive,
        confidence: Fraction.default(1),
        unsettled: z.number().default(0).describe('profit and funding, gain positive'),
      })
      .nullable()
      .default(null),
    numbers: DeriveStandard,
  })
  .superRefine(checkExpiries);

/** A standard margin account with the parameters of each of its markets. */
export const standardState: z.ZodType<StandardState> = z.strictObject({
  cash: z.number(),
  stable: Positive.default(1),
  markets: z.array(Market).min(1),
  collateral: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        amount: NotNegative,
        price: Positive,
        factor: Fraction,
        initialScale: Fraction,
      }),
    )
    .default([]),
});
