import type { Asset } from '../values/ids.ts';

/** What is done about an asset whose price history is short. Without a rule it is left out where it is too short. */
export type HistoryRule =
  /** Left out, however long its history is. */
  | { readonly asset: Asset; readonly rule: 'exclude' }
  /** Kept: everybody's history is shortened to the days that it has. */
  | { readonly asset: Asset; readonly rule: 'joint days' }
  /**
   * Before its first day it moves as beta times another asset, with a residual of its own; what is null is
   * measured on the days that both have.
   */
  | {
      readonly asset: Asset;
      readonly rule: 'proxy';
      readonly of: Asset;
      readonly beta: number | null;
      /** Daily standard deviation of what the other asset does not explain, at least 0. */
      readonly residual: number | null;
    };
