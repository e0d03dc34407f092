import { z } from 'zod';
import {
  liquidationDefinitions,
  solePrices,
  type DescribedPosition,
} from '../../../engine/margin/liquidation-definitions.ts';
import { given, product, sum } from '../../../engine/margin/tree.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const Positive = z.number().positive();
const Fraction = z.number().min(0).lt(1);

const document = z.strictObject({
  definition: z
    .enum(liquidationDefinitions)
    .describe('whose rule: bybit-inverse is Bybit’s of inverse contracts since 2026-05-27'),
  payoff: z.enum(['linear', 'inverse', 'quanto']),
  side: z.enum(['long', 'short']),
  size: Positive.describe(
    'base units (linear), quote units (inverse), settlement units per point (quanto)',
  ),
  entry: Positive.describe('average entry price'),
  settlement: z.string().min(1).describe('asset that margin and profit are in'),
  initialMargin: z.number().min(0).describe('in the settlement asset'),
  extraMargin: z.number().min(0).default(0).describe('added by hand, in the settlement asset'),
  maintenanceRate: Fraction,
  deduction: z.number().min(0).default(0).describe('of the tier, in the settlement asset'),
  takerFee: Fraction.default(0).describe('fraction of the notional'),
});

const entryValue = ({ payoff, size, entry }: DescribedPosition): number =>
  payoff === 'inverse' ? size / entry : size * entry;

/** Liquidation and bankruptcy price of a lone position by a venue's own definition. */
export const liquidationPriceModel: OwnModel = ownModel(
  'Liquidation price of a lone position',
  document,
  (of) => {
    const { settlement } = of;
    const { liquidation, bankruptcy, posted } = solePrices(of);
    const charge = product('Value at entry × maintenance rate', settlement, [
      given('Value at entry', entryValue(of), settlement),
      given('Maintenance rate', of.maintenanceRate, ''),
    ]);
    return ok({
      equity: ok(given('Margin posted', posted, settlement)),
      requirement: {
        initial: fail('not-applicable', 'the document gives it'),
        maintenance: ok(
          sum('Maintenance margin at the entry', settlement, [
            charge,
            given('Deduction of the tier', -of.deduction, settlement),
          ]),
        ),
      },
      figures: { liquidationPrice: liquidation, bankruptcyPrice: bankruptcy },
    });
  },
);
