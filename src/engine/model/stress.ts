import type { Asset } from '../values/ids.ts';

export const stressKinds = [
  'historic',
  'hypothetical',
  'correlation',
  'depeg',
  'liquidity',
  'venue default',
] as const;

export type StressKind = (typeof stressKinds)[number];

/** What an asset does that a scenario does not name; assets held at par with the reporting currency stay. */
type OtherAssets =
  /** As a regression of its daily returns on those of another asset has it. */
  | { readonly by: 'beta'; readonly of: Asset }
  /** All alike, a relative move above −1. */
  | { readonly by: 'move'; readonly move: number }
  | { readonly by: 'none' };

/** A state of the world in which a book is revalued in full. */
export type StressScenario = {
  readonly id: string;
  readonly name: string;
  readonly kind: StressKind;
  readonly source: string;
  readonly note: string;
  /** Days between whose closes a history that reaches back replays its own move; null where there are none. */
  readonly window: { readonly from: number; readonly to: number } | null;
  /** Relative moves above −1. */
  readonly moves: ReadonlyMap<Asset, number>;
  readonly others: OtherAssets;
  /** Volatility ÷ volatility today, of all options. */
  readonly volatility: number;
  /** Share of the value of every position that closing it would cost. */
  readonly closingCost: number;
  /** Venues whose accounts are lost, with what is in them. */
  readonly lost: readonly string[];
};
