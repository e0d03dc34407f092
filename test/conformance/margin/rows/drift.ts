import { driftLiquidationPrice, driftMargin } from '../../../../src/engine/margin/drift/drift.ts';
import { baseToLiquidate } from '../../../../src/engine/margin/drift/liquidation.ts';
import { sizedWeight } from '../../../../src/engine/margin/drift/weights.ts';
import { driftState, driftVectors } from '../../../engine/margin/drift-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

const { ratios, liquidations, account, source } = driftVectors;
const state = driftState();
const maintenance = driftMargin(state, 'maintenance');
const free = maintenance.collateral.value - maintenance.requirement.value;

/** Ratios by size, base units to liquidate, and one account. */
export const rows: readonly ConformanceRow[] = rowsOf('drift', source, [
  ...ratios.cases.flatMap((one) =>
    (['initial', 'maintenance'] as const).map((need) => ({
      vector: `${need} ratio of ${one.size}, ten-thousandths`,
      published: one[need],
      ours: Math.floor(sizedWeight(ratios[need] / 1e4, ratios.imf, one.size) * 1e4 + 1e-9),
      tolerance: 0,
    })),
  ),
  ...liquidations.map((one) => ({
    vector: `base to liquidate, quote at ${one.quotePrice}`,
    published: one.base,
    ours: baseToLiquidate({ ...one, liquidatorFee: 0, insuranceFee: 0 }) ?? Number.NaN,
    tolerance: 1e-8,
  })),
  ...(['initial', 'maintenance'] as const).map((need) => ({
    vector: `account, ${need} margin`,
    published: account[need],
    ours: driftMargin(state, need).requirement.value,
    tolerance: 1e-12,
  })),
  {
    vector: 'account, liquidation price',
    published: account.liquidationPrice,
    ours: state.perpetuals.map((one) => driftLiquidationPrice(one, free))[0] ?? Number.NaN,
    tolerance: 1e-6,
  },
]);
