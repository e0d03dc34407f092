import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { anInput, aTable, dollars, held, linear, tiers } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type CrossVectors = {
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

/** Binance's published example of two contracts in one wallet. */
export const crossVectors = vectorFile('margin/binance-cross.json') as CrossVectors;

/** Its account; floor × rate = deduction, so a second tier from deduction ÷ rate has both as published. */
export function crossAccount(): AccountInput {
  const { contracts, wallet } = crossVectors;
  const tables = contracts.map(({ symbol, rate, deduction }) =>
    aTable({
      symbols: [symbol],
      tiers: [
        { upTo: deduction / rate, maintenanceRate: 0, leverage: 100, deduction: 0 },
        { upTo: 1e15, maintenanceRate: rate, leverage: 10, deduction },
      ],
    }),
  );
  return anInput('TEST', 'tiered-cross', {
    positions: contracts.map(({ symbol, underlying, size, entry, mark }) =>
      held({ instrument: linear(symbol, underlying), quantity: size, entry, mark }),
    ),
    collateral: [dollars(wallet)],
    editions: [tiers(tables)],
  });
}
