import { mangoHealth } from '../../../../src/engine/margin/mango/mango.ts';
import { mangoVectors } from '../../../engine/margin/mango-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

const { source, tolerance, cases } = mangoVectors;

/** The healths of the protocol's own fixtures, in dollars. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'mango',
  source,
  cases.flatMap(({ id, state, ...published }) =>
    (['initial', 'maintenance'] as const).flatMap((health) => {
      const figure = published[health];
      return figure === undefined
        ? []
        : [
            {
              vector: `${id} ${health} health`,
              published: figure,
              ours: mangoHealth(state, health).health,
              tolerance: tolerance.absolute,
            },
          ];
    }),
  ),
);
