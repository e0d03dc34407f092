import { crossMargin } from '../../../../src/engine/margin/pools.ts';
import { standardRule } from '../../../../src/engine/margin/standard.ts';
import { anInput, held, linear } from '../../../engine/margin/account-input.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';

type Vectors = {
  readonly source: string;
  readonly tolerance: { readonly relative: number };
  readonly cases: readonly {
    readonly id: string;
    readonly given: { readonly underlying: string; readonly index: number; readonly size: number };
    readonly expect: { readonly initial: number; readonly maintenance?: number };
  }[];
};

const { source, tolerance, cases } = vectorFile('margin/deribit-standard.json') as Vectors;

/** Deribit's worked examples of the size-dependent margin of futures. */
export const rows: readonly ConformanceRow[] = cases.flatMap(({ id, given, expect }) => {
  const { underlying, index, size } = given;
  const instrument = linear(`${underlying}_USDC-PERPETUAL`, underlying, 'DERIBIT');
  const positions = [held({ instrument, quantity: size, mark: index })];
  const input = anInput('DERIBIT', 'deribit-sm', { positions });
  const { requirement } = crossMargin(input, standardRule(input));
  return (['initial', 'maintenance'] as const).flatMap((figure) => {
    const published = expect[figure];
    const found = requirement[figure];
    return published === undefined
      ? []
      : [
          {
            model: 'deribit-sm',
            vector: `${id} ${figure}`,
            published,
            ours: found.ok ? found.value.value : Number.NaN,
            tolerance: tolerance.relative * published,
            source,
            standing: 'exact' as const,
          },
        ];
  });
});
