import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import type { ChargeStep } from '../../../src/engine/model/portfolio-numbers.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, coins, held, linear } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type Unit = {
  readonly underlying: string;
  /** Move and P&L in USD, gain positive. */
  readonly pnl: readonly (readonly [number, number])[];
  readonly mr1: number;
  readonly mr4: number;
  readonly mr6Loss: number;
  readonly mr6: number;
  readonly mr7: number;
  readonly maintenance: number;
  readonly initial: number;
};

type Vectors = {
  readonly source: string;
  readonly tolerance: { readonly relative: number };
  readonly account: {
    readonly asOf: number;
    readonly dollarsPerUsdt: number;
    readonly balance: number;
    readonly positions: readonly {
      readonly symbol: string;
      readonly underlying: string;
      readonly contracts: number;
      readonly multiplier: number;
      readonly entry: number;
      readonly mark: number;
      readonly index: number;
    }[];
  };
  readonly units: readonly Unit[];
  readonly totals: Readonly<
    Record<
      | 'equity'
      | 'borrowMaintenance'
      | 'borrowInitial'
      | 'derivatives'
      | 'maintenance'
      | 'initial'
      | 'marginRatio',
      number
    >
  >;
  readonly leastCharge: { readonly source: string; readonly raw: number; readonly expect: number };
  readonly dollarHedge: {
    readonly source: string;
    readonly amount: number;
    readonly steps: readonly ChargeStep[];
    readonly expect: number;
  };
};

export const okxVectors = vectorFile('margin/okx-portfolio.json') as Vectors;

/** The account of the venue's own example. */
export function okxExample(): AccountInput {
  const { asOf, dollarsPerUsdt, balance, positions } = okxVectors.account;
  return anInput('OKX', 'okx-pm', {
    asOf: instant(asOf),
    collateral: [coins(balance, 'USDT', dollarsPerUsdt)],
    positions: positions.map((one): PricedPosition => {
      const base = linear(one.symbol, one.underlying, 'OKX');
      const usdt = coins(0, 'USDT', dollarsPerUsdt).asset;
      return {
        ...held({
          instrument: { ...base, multiplier: one.multiplier, settlement: usdt, quote: usdt },
          quantity: one.contracts,
          mark: one.mark,
          entry: one.entry,
          spot: one.index,
        }),
        settlementRate: dollarsPerUsdt,
        quoteRate: dollarsPerUsdt,
      };
    }),
  });
}
