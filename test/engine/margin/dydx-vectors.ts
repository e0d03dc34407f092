import type { DydxPosition } from '../../../src/engine/margin/dydx.ts';
import { vectorFile } from './vectors.ts';

export type DydxCase = {
  readonly id: string;
  readonly price: string;
  readonly size: string;
  readonly initialPpm: number;
  readonly maintenancePpm: number;
  readonly openInterest?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly initial: number;
  readonly maintenance?: number;
};

export const dydxVectors = vectorFile('margin/dydx.json') as {
  readonly source: string;
  readonly cases: readonly DydxCase[];
};

/** A decimal text in millionths; it has at most six decimals. */
function millionths(text: string): bigint {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.');
  const found = BigInt(whole + decimals.padEnd(6, '0'));
  return text.startsWith('-') ? -found : found;
}

const notional = (size: string, price: string): bigint => millionths(size) * BigInt(price);

export function dydxPositionOf(of: DydxCase): DydxPosition {
  const { lower, upper } = of;
  return {
    market: of.id,
    notional: notional(of.size, of.price),
    openInterest: notional(of.openInterest ?? '0', of.price),
    tier: {
      initial: BigInt(of.initialPpm),
      maintenance: BigInt(of.maintenancePpm),
      openInterestCaps:
        lower === undefined || upper === undefined
          ? null
          : { lower: millionths(lower), upper: millionths(upper) },
    },
    chosen: null,
  };
}
