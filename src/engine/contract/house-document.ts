import type { CalmPolicy, MarketDepth } from '../model/house-policy.ts';

/** A share for all, and another for those named. */
export type WrittenShare = {
  readonly all: number;
  readonly by: Readonly<Record<string, number>>;
};

/** Codes by the name of their group. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** A house policy as written: codes as text, groups by their names. `engine/model/house-policy.ts` has the meanings. */
export type HouseDocument = {
  readonly classes: Groups;
  readonly legalSets: Groups;
  readonly netting: {
    readonly sameUnderlying: WrittenShare;
    readonly withinClass: WrittenShare;
    readonly betweenClasses: number;
    readonly betweenLegalSets: number;
  };
  readonly correlation: { readonly strength: number; readonly share: number } | null;
  readonly liquidity: {
    readonly participation: number;
    readonly coefficient: number;
    readonly markets: Readonly<Record<string, MarketDepth>>;
  } | null;
  readonly calm: CalmPolicy | null;
  readonly staleness: number;
  readonly confidence: number;
};
