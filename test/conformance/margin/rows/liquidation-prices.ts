import {
  chargedLiquidationPrice,
  type Charge,
  type SolePosition,
} from '../../../../src/engine/margin/liquidation-price.ts';
import { liquidations } from '../../../../src/engine/margin/liquidations.ts';
import {
  anInput,
  aTable,
  dollars,
  held,
  linear,
  tiers,
} from '../../../engine/margin/account-input.ts';
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
type Cross = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly wallet: number;
  readonly contracts: readonly {
    readonly symbol: string;
    readonly underlying: string;
    readonly size: number;
    readonly entry: number;
    readonly mark: number;
    readonly rate: number;
    readonly deduction: number;
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly underlying: string;
    readonly expect: number;
  }[];
};

const sole = vectorFile('margin/liquidation-prices.json') as Sole;
const cross = vectorFile('margin/binance-cross.json') as Cross;

/** Cases by hand from published inputs are tests of ours. */
const published = sole.cases.filter(({ source }) => !source.startsWith('by hand'));

/** Tables whose second tier has the rate and the deduction of the example. */
const tables = cross.contracts.map(({ symbol, rate, deduction }) =>
  aTable({
    symbols: [symbol],
    tiers: [
      { upTo: deduction / rate, maintenanceRate: 0, leverage: 100, deduction: 0 },
      { upTo: 1e15, maintenanceRate: rate, leverage: 10, deduction },
    ],
  }),
);
const found = liquidations(
  anInput('TEST', 'tiered-cross', {
    positions: cross.contracts.map(({ symbol, underlying, size, entry, mark }) =>
      held({ instrument: linear(symbol, underlying), quantity: size, entry, mark }),
    ),
    collateral: [dollars(cross.wallet)],
    editions: [tiers(tables)],
  }),
);

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
    cross.source,
    cross.cases.map(({ id, underlying, expect }) => ({
      vector: `${id} liquidation price of ${underlying}`,
      published: expect,
      ours: found.find((one) => one.underlying === underlying)?.below ?? Number.NaN,
      tolerance: cross.tolerance.absolute,
    })),
  ),
];
