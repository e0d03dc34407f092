import type { DriftState } from '../../../src/engine/margin/drift/drift.ts';
import { vectorFile } from './vectors.ts';

export const driftVectors = vectorFile('margin/drift.json') as {
  readonly source: string;
  readonly ratios: {
    readonly initial: number;
    readonly maintenance: number;
    readonly imf: number;
    readonly cases: readonly {
      readonly size: number;
      readonly initial: number;
      readonly maintenance: number;
    }[];
  };
  readonly liquidations: readonly {
    readonly shortage: number;
    readonly marginRatio: number;
    readonly price: number;
    readonly quotePrice: number;
    readonly base: number;
  }[];
  readonly account: {
    readonly usdc: number;
    readonly base: number;
    readonly price: number;
    readonly initialRatio: number;
    readonly maintenanceRatio: number;
    readonly initial: number;
    readonly maintenance: number;
    readonly liquidationPrice: number;
  };
};

const whole = { initial: 1, maintenance: 1 };

/** The account of the published figures, or one of the same markets. */
export function driftState(
  fields: { readonly usdc?: number; readonly base?: number } = {},
): DriftState {
  const { usdc, base, price, initialRatio, maintenanceRatio } = driftVectors.account;
  return {
    spots: [
      {
        token: 'USDC',
        amount: fields.usdc ?? usdc,
        price: 1,
        assetWeight: whole,
        liabilityWeight: { initial: 1.2, maintenance: 1.1 },
        imf: 0,
        deposits: null,
      },
    ],
    perpetuals: [
      {
        market: 'SOL-PERP',
        base: fields.base ?? base,
        price,
        unrealised: 0,
        ratio: { initial: initialRatio, maintenance: maintenanceRatio },
        imf: 0,
        profitWeight: whole,
      },
    ],
  };
}
