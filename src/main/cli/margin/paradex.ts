import { z } from 'zod';
import { paradexMargin } from '../../../engine/margin/paradex.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const above = z.number().gt(-1);

const document = z.strictObject({
  price: Positive.describe('of the underlying, dollars'),
  provisions: NotNegative.default(0).describe('for fees and funding, dollars'),
  numbers: z.strictObject({
    scenarios: z
      .array(z.strictObject({ move: above, volatility: above, weight: Fraction.default(1) }))
      .min(1),
    term: z.strictObject({
      pivotDays: Positive,
      shortPower: NotNegative,
      longPower: NotNegative,
      fewestDays: Positive,
    }),
    netRate: Fraction,
    hedgedRate: Fraction,
    maintenanceShare: Fraction,
  }),
  positions: z.array(
    z.strictObject({
      name: z.string().min(1),
      quantity: z.number().describe('units of the underlying, long positive'),
      option: z
        .strictObject({
          right: z.enum(['call', 'put']),
          strike: Positive,
          days: NotNegative,
          volatility: NotNegative,
        })
        .nullable()
        .default(null),
    }),
  ),
});

/** Paradex portfolio margin of one underlying. */
export const paradexModel: OwnModel = ownModel(
  'Paradex portfolio margin',
  document,
  ({ price, provisions, numbers, positions }) => {
    const { initial, maintenance } = paradexMargin(positions, price, numbers, provisions);
    return ok({
      equity: fail('not-applicable', 'the document states no balance'),
      requirement: { initial: ok(initial), maintenance: ok(maintenance) },
      figures: { initialMargin: initial.value, maintenanceMargin: maintenance.value },
    });
  },
);
