import { z } from 'zod';
import { sum } from '../../../engine/margin/tree.ts';
import { spreadMargin } from '../../../engine/margin/zeta/spread.ts';
import { zetaMargin } from '../../../engine/margin/zeta/zeta.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const right = z.enum(['call', 'put']);

const rate = z
  .strictObject({ initial: NotNegative, maintenance: NotNegative })
  .refine(({ initial, maintenance }) => maintenance <= initial, {
    message: 'the maintenance rate is above the initial rate',
  });

const marginAccount = z.strictObject({
  account: z.literal('margin'),
  spot: Positive.describe('dollars'),
  rates: z.strictObject({
    future: rate.describe('of spot'),
    soldDynamic: rate.describe('of spot, less how far the option is out of the money'),
    soldLeast: rate.describe('of spot'),
    boughtMark: rate.describe('of the mark'),
    boughtMost: rate.describe('of spot'),
    putCap: NotNegative.describe('of the strike'),
  }),
  positions: z.array(
    z.strictObject({
      product: z.strictObject({
        name: z.string().min(1),
        option: z
          .strictObject({ right, strike: Positive, mark: NotNegative })
          .nullable()
          .default(null)
          .describe('none is a future or a perpetual'),
      }),
      size: z.number().default(0).describe('lots, long positive'),
      bids: NotNegative.default(0),
      asks: NotNegative.default(0),
    }),
  ),
  concession: Fraction.nullable().default(null).describe('of a market maker'),
});

const spreadAccount = z.strictObject({
  account: z.literal('spread'),
  expiries: z
    .array(
      z.strictObject({
        expiry: z.string().min(1),
        positions: z.array(
          z.strictObject({
            right,
            strike: NotNegative.describe('0 of a call is a future'),
            size: z.number().describe('lots, long positive'),
            cost: NotNegative.describe('paid, or received where it was sold; dollars'),
          }),
        ),
      }),
    )
    .refine((all) => new Set(all.map(({ expiry }) => expiry)).size === all.length, {
      message: 'an expiry is given twice',
    }),
});

const noEquity = fail('not-applicable', 'the document holds no balance');

/** Zeta, with its options: a margin account, or a spread account that is asked for its largest loss. */
export const zetaModel: OwnModel = ownModel(
  'Zeta',
  z.discriminatedUnion('account', [marginAccount, spreadAccount]),
  (document) => {
    if (document.account === 'margin') {
      const { initial, maintenance } = zetaMargin(document);
      return ok({
        equity: noEquity,
        requirement: { initial: ok(initial), maintenance: ok(maintenance) },
        figures: {},
      });
    }
    const loss = ok(
      sum(
        'Largest losses',
        'USD',
        document.expiries.map(({ expiry, positions }) => spreadMargin(expiry, positions)),
      ),
    );
    return ok({
      equity: noEquity,
      requirement: { initial: loss, maintenance: loss },
      figures: {},
    });
  },
);
