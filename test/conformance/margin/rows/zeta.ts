import { zetaMargin } from '../../../../src/engine/margin/zeta/zeta.ts';
import { zetaVectors } from '../../../engine/margin/zeta-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

const { source, tolerance, cases } = zetaVectors;

/** Initial and maintenance margin of one position, as the published packages computed it. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'zeta',
  source,
  cases.flatMap(({ id, state, ...published }) =>
    (['initial', 'maintenance'] as const).map((need) => ({
      vector: `${id} ${need}`,
      published: published[need],
      ours: zetaMargin(state)[need].value,
      tolerance: tolerance.absolute,
    })),
  ),
);
