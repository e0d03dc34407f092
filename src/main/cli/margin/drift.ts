import { z } from 'zod';
import { driftLiquidationPrice, driftMargin } from '../../../engine/margin/drift/drift.ts';
import { baseToLiquidate, largestShare } from '../../../engine/margin/drift/liquidation.ts';
import { sizedWeight } from '../../../engine/margin/drift/weights.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const needs = <T extends z.ZodType>(of: T) => z.strictObject({ initial: of, maintenance: of });

const document = z.strictObject({
  spots: z
    .array(
      z.strictObject({
        token: z.string().min(1),
        amount: z.number().describe('negative is borrowed'),
        price: Positive,
        assetWeight: needs(NotNegative),
        liabilityWeight: needs(z.number().min(1)).describe('of a small borrow'),
        imf: NotNegative.default(0),
        deposits: z
          .strictObject({
            value: Positive.describe('of the market, dollars'),
            scaledFrom: Positive,
          })
          .nullable()
          .default(null),
      }),
    )
    .default([]),
  perpetuals: z
    .array(
      z.strictObject({
        market: z.string().min(1),
        base: z.number().describe('base units, long positive'),
        price: Positive.describe('oracle'),
        unrealised: z.number().default(0),
        ratio: needs(Fraction),
        imf: NotNegative.default(0),
        profitWeight: needs(Fraction),
        liquidatorFee: Fraction.default(0),
        insuranceFee: Fraction.default(0),
      }),
    )
    .default([]),
  quotePrice: Positive.default(1).describe('dollars per unit of the quote token'),
  liquidation: z
    .strictObject({
      slots: NotNegative.describe('since it began'),
      freed: NotNegative.default(0).describe('dollars of shortage freed already'),
      first: Fraction,
      duration: Positive.describe('slots until all may be liquidated'),
      small: NotNegative.describe('shortage below which all may be at once'),
    })
    .optional(),
});

type Document = z.output<typeof document>;

/** What may be liquidated of an account that is short. */
function liquidationFigures(
  { perpetuals, quotePrice, liquidation }: Document,
  shortage: number,
): { readonly [name: string]: number | null } {
  const [of] = perpetuals.filter(({ base }) => base !== 0);
  return {
    shortage,
    baseToLiquidate:
      of === undefined
        ? null
        : baseToLiquidate({
            shortage,
            marginRatio: sizedWeight(of.ratio.maintenance, of.imf, Math.abs(of.base)),
            liquidatorFee: of.liquidatorFee,
            insuranceFee: of.insuranceFee,
            price: of.price,
            quotePrice,
          }),
    largestShare:
      liquidation === undefined
        ? null
        : largestShare(shortage, liquidation.slots, liquidation.freed, liquidation),
  };
}

/** Drift v2; the equity shown is the one that stands against maintenance margin. */
export const driftModel: OwnModel = ownModel('Drift v2', document, (state) => {
  const initial = driftMargin(state, 'initial');
  const maintenance = driftMargin(state, 'maintenance');
  const held = maintenance.collateral.value;
  const needed = maintenance.requirement.value;
  const notional = state.perpetuals.reduce(
    (all, { base, price }) => all + Math.abs(base) * price,
    0,
  );
  return ok({
    equity: ok(maintenance.collateral),
    requirement: { initial: ok(initial.requirement), maintenance: ok(maintenance.requirement) },
    figures: {
      freeCollateral: initial.collateral.value - initial.requirement.value,
      health: held > 0 ? Math.max(0, 100 * (1 - needed / held)) : 0,
      leverage: held > 0 ? notional / held : null,
      liquidatable: held < needed,
      liquidationPrices: Object.fromEntries(
        state.perpetuals.map((one) => [one.market, driftLiquidationPrice(one, held - needed)]),
      ),
      ...(held < needed ? liquidationFigures(state, needed - held) : {}),
    },
  });
});
