import { z } from 'zod';
import { synthetixMargin } from '../../../engine/margin/synthetix.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const document = z.strictObject({
  collateral: NotNegative.describe('dollars'),
  keepers: z.strictObject({
    flagCost: NotNegative.describe('gas of flagging, dollars'),
    liquidationCost: NotNegative.describe('gas of one window, dollars'),
    leastProfit: NotNegative,
    profitRatio: NotNegative,
    largestReward: NotNegative,
    rewardScaling: NotNegative,
    collateralReward: Fraction,
  }),
  positions: z.array(
    z.strictObject({
      market: z.string().min(1),
      size: z.number().describe('base units, long positive'),
      price: Positive.describe('oracle price'),
      entry: Positive.describe('fill price'),
      windows: z.int().min(1).default(1).describe('that a liquidation of the whole takes'),
      numbers: z.strictObject({
        skewScale: Positive,
        initialRatio: NotNegative,
        leastInitialRatio: NotNegative,
        maintenanceScalar: Fraction,
        leastPositionMargin: NotNegative,
        flagReward: Fraction,
      }),
    }),
  ),
});

/** Synthetix v3 perpetuals; keepers' gas is part of the margin. */
export const synthetixModel: OwnModel = ownModel(
  'Synthetix v3 perpetuals',
  document,
  ({ collateral, keepers, positions }) => {
    const { equity, initial, maintenance } = synthetixMargin(collateral, positions, keepers);
    return ok({
      equity: ok(equity),
      requirement: { initial: ok(initial), maintenance: ok(maintenance) },
      figures: {
        availableMargin: equity.value,
        withdrawable: Math.max(equity.value - initial.value, 0),
        liquidatable: positions.length > 0 && equity.value < maintenance.value,
      },
    });
  },
);
