import { timsRequirement, timsVectors } from '../../../engine/margin/tims-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within } from './figures.ts';

/** Requirements of sample strategies, in dollars. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'tims',
  timsVectors.source,
  timsVectors.cases.map(({ id, document, expect }) => ({
    vector: id,
    published: expect,
    ours: timsRequirement(document).value,
    tolerance: within(timsVectors.tolerance.relative, expect),
  })),
);
