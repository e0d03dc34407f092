import {
  chargedLiquidationPrice,
  type Charge,
  type SolePosition,
} from '../../../../src/engine/margin/liquidation-price.ts';
import { liquidations } from '../../../../src/engine/margin/liquidations.ts';
import { crossAccount, crossVectors } from '../../../engine/margin/cross-vectors.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

type Sole = {
  readonly cases: readonly {
    readonly id: string;
    readonly source: string;
    readonly given: SolePosition & Charge;
    readonly absolute?: number;
    readonly unreproducible?: boolean;
    readonly expect: number;
  }[];
};
const sole = vectorFile('margin/liquidation-prices.json') as Sole;

/** Cases by hand from published inputs are tests of ours. */
const published = sole.cases.filter(({ source }) => !source.startsWith('by hand'));

const found = liquidations(crossAccount());

/** Liquidation and bankruptcy prices of lone positions, and of two in one wallet. */
export const rows: readonly ConformanceRow[] = [
  ...published.flatMap(({ id, source, given, absolute, unreproducible, expect }) =>
    rowsOf('tiered-isolated', source, [
      {
        vector: id,
        published: expect,
        ours: chargedLiquidationPrice(given, given) ?? Number.NaN,
        tolerance: absolute ?? 1e-12 * expect,
        standing: unreproducible === true ? 'unreproducible' : 'exact',
      },
    ]),
  ),
  ...rowsOf(
    'tiered-cross',
    crossVectors.source,
    crossVectors.cases.map(({ id, underlying, expect }) => ({
      vector: `${id} liquidation price of ${underlying}`,
      published: expect,
      ours: found.find((one) => one.underlying === underlying)?.below ?? Number.NaN,
      tolerance: crossVectors.tolerance.absolute,
    })),
  ),
];
