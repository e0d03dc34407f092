import type { Requirement } from '../../../../src/engine/contract/snapshot.ts';
import { equity } from '../../../../src/engine/margin/equity.ts';
import { crossMargin } from '../../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../../src/engine/margin/tiered.ts';
import { anInput, coins, held, linear } from '../../../engine/margin/account-input.ts';
import { value } from '../../../engine/margin/nodes.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

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
  readonly accounts: {
    readonly source: string;
    readonly absolute: number;
    readonly cases: readonly {
      readonly notional: number;
      readonly leverage?: number;
      readonly maintenance: number;
      readonly initial?: number;
    }[];
  };
};

const { haircut, tiers, accounts } = vectorFile('margin/kraken-hyperliquid.json') as Vectors;

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

/** Cross margin of one Hyperliquid perpetual, at a mark of 100. */
function needed(symbol: string, notional: number, leverage: number | null = null): Requirement {
  const instrument = linear(symbol, symbol, 'HYPERLIQUID');
  const positions = [held({ instrument, quantity: notional / 100, mark: 100, leverage })];
  const of = anInput('HYPERLIQUID', 'tiered-cross', { positions });
  return crossMargin(of, tieredRule(of)).requirement;
}

const reported = accounts.cases.flatMap(
  ({ notional, leverage, maintenance, initial }): readonly Figure[] => {
    const ours = needed('BTC', notional, leverage ?? null);
    const near = (figure: string, published: number, found: number): Figure => ({
      vector: `Hyperliquid account of ${notional} ${figure}`,
      published,
      ours: found,
      tolerance: accounts.absolute,
    });
    return [
      near('maintenance', maintenance, value(ours.maintenance).value),
      ...(initial === undefined ? [] : [near('initial', initial, value(ours.initial).value)]),
    ];
  },
);

/** Kraken's haircut example, the rates that Hyperliquid's page states and margins that it reported. */
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
      ours: value(needed(symbol, notional).maintenance).value / notional,
      tolerance: within(1e-12, maintenanceRate),
    })),
  ),
  ...rowsOf('tiered-cross', accounts.source, reported),
];
