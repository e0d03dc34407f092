import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, held, inverse } from './account-input.ts';
import { vectorFile } from './vectors.ts';

export type DeribitCase = {
  readonly id: string;
  readonly source: string;
  readonly asOf: number;
  readonly underlying: string;
  readonly index: number;
  readonly positions: readonly {
    readonly symbol: string;
    /** Size in the underlying, long positive. */
    readonly coins: number;
    readonly mark: number;
    readonly expiry: string | null;
  }[];
  /** What the venue adds to initial margin alone. */
  readonly additions: number;
  readonly expect: {
    readonly arrays: Readonly<Record<string, readonly number[]>>;
    readonly extended?: Readonly<Record<string, readonly number[]>>;
    readonly aggregated: readonly number[];
    readonly aggregatedExtended: readonly number[];
    readonly worst: number;
    readonly worstMove: number;
    readonly rollShock: number;
    readonly deltaShock: number;
    readonly correlation: number;
    readonly riskMatrix: number;
    readonly initial: number;
    readonly maintenance: number;
  };
};

type Vectors = { readonly cases: readonly DeribitCase[] };

export const deribitVectors = vectorFile('margin/deribit-portfolio.json') as Vectors;

export function deribitPositions(one: DeribitCase): PricedPosition[] {
  const asOf = one.asOf;
  return one.positions.map(({ symbol, coins, mark, expiry }) => {
    const at = expiry === null ? null : instant(Date.parse(expiry));
    const base = inverse(symbol, one.underlying, 'DERIBIT');
    return held({
      instrument: { ...base, kind: at === null ? 'perpetual' : 'future', expiry: at },
      quantity: coins * mark,
      mark,
      spot: one.index,
      years: at === null ? 0 : (at - asOf) / (365 * 86_400_000),
    });
  });
}

/** Reported in the coin itself, so that no rate stands between the answer and the venue's. */
export const deribitInput = (one: DeribitCase): AccountInput => ({
  ...anInput('DERIBIT', 'deribit-pm'),
  positions: deribitPositions(one).map((of) => ({ ...of, settlementRate: 1 })),
  reporting: asset(one.underlying),
  asOf: instant(one.asOf),
});
