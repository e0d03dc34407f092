import { equity } from '../../../../src/engine/margin/equity.ts';
import { crossMargin } from '../../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../../src/engine/margin/tiered.ts';
import { anInput, coins, held, linear } from '../../../engine/margin/account-input.ts';
import { value } from '../../../engine/margin/nodes.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within } from './figures.ts';

type Vectors = {
  readonly haircut: {
    readonly source: string;
    readonly coins: number;
    readonly price: number;
    readonly haircut: number;
    readonly expect: number;
  };
  readonly tiers: {
    readonly source: string;
    readonly cases: readonly {
      readonly symbol: string;
      readonly notional: number;
      readonly maintenanceRate: number;
    }[];
  };
};

const { haircut, tiers } = vectorFile('margin/kraken-hyperliquid.json') as Vectors;

const input = anInput('KRAKEN', 'tiered-cross', {
  collateral: [coins(haircut.coins, 'BTC', haircut.price)],
});
const counted = equity({
  ...input,
  editions: [
    {
      venue: input.account.venue,
      model: 'collateral',
      from: '2020-01-01',
      source: haircut.source,
      standing: 'published',
      numbers: { haircuts: [{ asset: 'BTC', haircut: haircut.haircut }] },
    },
  ],
});

function rateOf(symbol: string, notional: number): number {
  const instrument = linear(symbol, symbol, 'HYPERLIQUID');
  const held100 = [held({ instrument, quantity: notional / 100, mark: 100 })];
  const of = anInput('HYPERLIQUID', 'tiered-cross', { positions: held100 });
  return value(crossMargin(of, tieredRule(of)).requirement.maintenance).value / notional;
}

/** Kraken's haircut example, and the maintenance rates that Hyperliquid's page states. */
export const rows: readonly ConformanceRow[] = [
  ...rowsOf('tiered-cross', haircut.source, [
    {
      vector: 'Kraken collateral value',
      published: haircut.expect,
      ours: counted.value,
      tolerance: within(1e-12, haircut.expect),
    },
  ]),
  ...rowsOf(
    'tiered-cross',
    tiers.source,
    tiers.cases.map(({ symbol, notional, maintenanceRate }) => ({
      vector: `Hyperliquid ${symbol} maintenance rate`,
      published: maintenanceRate,
      ours: rateOf(symbol, notional),
      tolerance: within(1e-12, maintenanceRate),
    })),
  ),
];
