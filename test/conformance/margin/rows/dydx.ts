import { dydxRequirement } from '../../../../src/engine/margin/dydx.ts';
import { dydxPositionOf, dydxVectors } from '../../../engine/margin/dydx-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, type Figure } from './figures.ts';

const figures: readonly Figure[] = dydxVectors.cases.flatMap((one) => {
  const ours = dydxRequirement(dydxPositionOf(one));
  return (['initial', 'maintenance'] as const).flatMap((need) => {
    const published = one[need];
    return published === undefined
      ? []
      : [{ vector: `${one.id} ${need}`, published, ours: Number(ours[need]), tolerance: 0 }];
  });
});

/** The protocol's own unit tests, in whole quote quantums. */
export const rows: readonly ConformanceRow[] = rowsOf('dydx', dydxVectors.source, figures);
