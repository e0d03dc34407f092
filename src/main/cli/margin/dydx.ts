import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { dydxMargin, type DydxPosition } from '../../../engine/margin/dydx.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const QUANTUMS = 1_000_000;

const decimal = z
  .union([
    z.number(),
    z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/, { error: 'is no decimal number', abort: true }),
  ])
  .transform((text) => new Decimal(text));

const partsPerMillion = z.int().min(0).max(QUANTUMS).transform(BigInt);

/** Amounts in quote quantums, what is below one cut off. */
const quantums = (of: Decimal): bigint => BigInt(of.times(QUANTUMS).toFixed(0, Decimal.ROUND_DOWN));

const Position = z
  .strictObject({
    market: z.string().min(1),
    size: decimal.describe('base units, long positive'),
    price: decimal.refine((price) => price.gt(0), 'is not positive'),
    initialMarginPpm: partsPerMillion,
    maintenanceFractionPpm: partsPerMillion,
    openInterest: decimal.optional().describe('of the market, base units'),
    openInterestLowerCap: decimal.optional().describe('in quote units'),
    openInterestUpperCap: decimal.optional(),
    chosenInitialMarginPpm: partsPerMillion.optional(),
  })
  .superRefine(({ openInterestLowerCap: lower, openInterestUpperCap: upper }, context) => {
    const wrong = (message: string): void =>
      context.addIssue({ code: 'custom', path: ['openInterestUpperCap'], message });
    if ((lower === undefined) !== (upper === undefined)) wrong('both caps or none');
    if (lower !== undefined && upper !== undefined && !upper.gt(lower)) {
      wrong(`was ${upper.toString()}, not above the lower cap`);
    }
  });

const document = z.strictObject({ cash: decimal, positions: z.array(Position) });

function positionOf(of: z.output<typeof Position>): DydxPosition {
  const { openInterestLowerCap: lower, openInterestUpperCap: upper } = of;
  return {
    market: of.market,
    notional: quantums(of.size.times(of.price)),
    openInterest: quantums((of.openInterest ?? new Decimal(0)).times(of.price)),
    tier: {
      initial: of.initialMarginPpm,
      maintenance: of.maintenanceFractionPpm,
      openInterestCaps:
        lower === undefined || upper === undefined
          ? null
          : { lower: quantums(lower), upper: quantums(upper) },
    },
    chosen: of.chosenInitialMarginPpm ?? null,
  };
}

/** dYdX v4 margin of a subaccount. */
export const dydxModel: OwnModel = ownModel('dYdX v4', document, ({ cash, positions }) => {
  const { equity, initial, maintenance } = dydxMargin(quantums(cash), positions.map(positionOf));
  return ok({
    equity: ok(equity),
    requirement: { initial: ok(initial), maintenance: ok(maintenance) },
    figures: {
      netCollateral: equity.value,
      initialMargin: initial.value,
      maintenanceMargin: maintenance.value,
      liquidatable: maintenance.value > 0 && maintenance.value > equity.value,
    },
  });
});
