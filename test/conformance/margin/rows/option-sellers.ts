import { cases, soldCase } from '../../../engine/margin/option-seller-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within } from './figures.ts';

/** Cases by hand are tests of ours; Bybit's example stands in `bybit.ts`, by the venue's edition. */
const published = cases.filter(({ id }) => !id.startsWith('hand-') && id !== 'V-BYB-OPT');

/** Sold options by the seller rules that venues publish. */
export const rows: readonly ConformanceRow[] = published.flatMap(
  ({ id, source, given, expect }) => {
    const sold = soldCase(given);
    return rowsOf(
      'tiered-cross',
      source,
      (['initial', 'maintenance'] as const).map((figure) => ({
        vector: `${id} ${figure}`,
        published: expect[figure],
        ours: sold[figure].value,
        tolerance: within(1e-12, expect[figure]),
      })),
    );
  },
);
