import { accountMargin } from '../../../../src/engine/margin/account.ts';
import { inForce, newest } from '../../../../src/engine/margin/editions.ts';
import { crossMargin } from '../../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../../src/engine/margin/tiered.ts';
import { deductionsOf } from '../../../../src/engine/margin/tiers.ts';
import { fail } from '../../../../src/engine/values/outcome.ts';
import { asset, venue } from '../../../../src/engine/values/ids.ts';
import {
  anInput,
  coins,
  held,
  inverse,
  linear,
  published,
} from '../../../engine/margin/account-input.ts';
import { anInstant } from '../../../support/builders.ts';
import { value } from '../../../engine/margin/nodes.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

type Portfolio = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly equity: number;
  readonly maintenance: number;
  readonly initial: number;
  readonly uniMmr: number;
  readonly available: number;
  readonly loan: {
    readonly source: string;
    readonly amount: number;
    readonly leverage: number;
    readonly expect: number;
  };
  readonly coinM: {
    readonly id: string;
    readonly source: string;
    readonly contracts: number;
    readonly size: number;
    readonly mark: number;
    readonly expect: number;
  };
};
type Deductions = {
  readonly cases: readonly {
    readonly id: string;
    readonly source: string;
    readonly tiers?: readonly (readonly [number, number])[];
    readonly deductions?: readonly number[];
  }[];
};

const vectors = vectorFile('margin/binance-portfolio.json') as Portfolio;
const { loan, coinM } = vectors;
const none = fail('not-applicable', 'not looked at');

/** A perpetual whose first bracket (0.4 %, 125x) gives the maintenance margin that the answer states. */
function uniFigures(): readonly Figure[] {
  const usdt = asset('USDT');
  const base = linear('BTCUSDT', 'BTC', 'BINANCE-USDM');
  const mark = 50_000;
  const size = vectors.maintenance / 0.004 / mark;
  const input = anInput('BINANCE', 'binance-pm', {
    positions: [
      held({ instrument: { ...base, settlement: usdt, quote: usdt }, quantity: size, mark }),
    ],
    collateral: [coins(vectors.equity, 'USDT', 1)],
  });
  const of = accountMargin(input, { initial: none, maintenance: none });
  const near = (vector: string, figure: number, ours: number, tolerance: number): Figure => ({
    vector: `V-BIN-PM ${vector}`,
    published: figure,
    ours,
    tolerance,
  });
  const { absolute } = vectors.tolerance;
  return [
    near('uniMMR', vectors.uniMmr, 1 / value(of.marginRatio), 2e-5),
    near('initial', vectors.initial, value(of.requirement.initial).value, absolute),
    near('available', vectors.available, value(of.available), absolute),
  ];
}

function coinMaintenance(): number {
  const instrument = { ...inverse('BTCUSD_PERP', 'BTC', 'BINANCE-COINM'), multiplier: coinM.size };
  const positions = [held({ instrument, quantity: coinM.contracts, mark: coinM.mark })];
  const input = anInput('BINANCE', 'tiered-cross', {
    positions: positions.map((one) => ({ ...one, settlementRate: 1 })),
    reporting: asset('BTC'),
  });
  return value(crossMargin(input, tieredRule(input)).requirement.maintenance).value;
}

const loans = newest(
  inForce(published, venue('BINANCE'), 'binance-pm', anInstant),
  (numbers) => numbers.loans,
);
const loanRate = loans?.value.find(({ leverage }) => leverage === loan.leverage)?.maintenanceRate;

const { cases } = vectorFile('margin/tier-deductions.json') as Deductions;
const deductions = cases.flatMap(({ id, source, tiers, deductions: stated }): readonly Figure[] => {
  if (tiers === undefined || stated === undefined) return [];
  const ours = deductionsOf(tiers.map(([upTo, maintenanceRate]) => ({ upTo, maintenanceRate })));
  return stated.map((figure, tier) => ({
    vector: `${id} deduction of tier ${tier + 1}`,
    published: figure,
    ours: ours[tier] ?? Number.NaN,
    tolerance: within(1e-12, figure),
    source,
  }));
});

/** uniMMR, a margin loan, COIN-M maintenance margin and the deductions of bracket tables. */
export const rows: readonly ConformanceRow[] = [
  ...rowsOf('binance-pm', vectors.source, [
    ...uniFigures(),
    {
      vector: 'loan of BTC at 3x',
      published: loan.expect,
      ours: loan.amount * (loanRate ?? Number.NaN),
      tolerance: within(1e-12, loan.expect),
      source: loan.source,
    },
  ]),
  ...rowsOf('tiered-cross', coinM.source, [
    {
      vector: `${coinM.id} maintenance`,
      published: coinM.expect,
      ours: coinMaintenance(),
      tolerance: within(1e-12, coinM.expect),
    },
    ...deductions,
  ]),
];
