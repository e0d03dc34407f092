import type { OptionRight } from '../../pricing/black.ts';

/** One leg of a spread: of a tier, a month, or a combined commodity. */
export type SpanLeg = {
  /** Tier name, month `YYYYMM`, or code of a combined commodity. */
  readonly of: string;
  /** Deltas per spread, positive. */
  readonly ratio: number;
  /** Legs of one side have deltas of one sign, those of the other side of the other. */
  readonly side: 'A' | 'B';
};

/** A calendar spread, charged per spread that is formed. */
export type IntraSpread = {
  readonly priority: number;
  readonly legs: readonly SpanLeg[];
  /** Currency of the commodity. */
  readonly charge: number;
  /** Whether legs are tiers or single months. */
  readonly between: 'tiers' | 'months';
};

/** A month near delivery, charged per delta in calendar spreads and per delta outside them. */
export type SpotMonth = {
  readonly month: string;
  readonly spreadCharge: number;
  readonly outrightCharge: number;
};

/** Kinds of account. */
export const spanAccounts = ['member', 'hedger', 'speculator'] as const;

export type SpanAccount = (typeof spanAccounts)[number];

export type SpanCommodity = {
  /** Code of the combined commodity. */
  readonly code: string;
  readonly currency: string;
  /** First and last month `YYYYMM` of each tier. */
  readonly tiers: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly intraSpreads: readonly IntraSpread[];
  readonly spotMonths: readonly SpotMonth[];
  /** Per short option; `gross`: of all, `larger side`: of calls or of puts, whichever are more. */
  readonly shortOptionMinimum: {
    readonly rate: number;
    readonly method: 'gross' | 'larger side';
  };
  /** On the risk of each kind of account, before the value of options is taken off. */
  readonly riskFactors: Readonly<Record<SpanAccount, number>>;
  /** Initial ÷ maintenance requirement by kind of account. */
  readonly initialFactors: Readonly<Record<SpanAccount, number>>;
};

/** Combined commodities whose risks offset, at a share of their price risk. */
export type InterSpread = {
  readonly priority: number;
  /** Fraction of each leg's weighted price risk. */
  readonly credit: number;
  readonly legs: readonly SpanLeg[];
  /** Null where the rule is the one here; else why it cannot be applied. */
  readonly unsupported: string | null;
};

export type SpanParameters = {
  readonly commodities: readonly SpanCommodity[];
  readonly interSpreads: readonly InterSpread[];
  readonly source: string;
};

/** Loss of one long contract in each of the 16 scenarios, gain negative, with the covered share in the last two. */
export type RiskArray = readonly number[];

export type SpanContract = {
  readonly name: string;
  /** Combined commodity. */
  readonly commodity: string;
  /** Month `YYYYMM` whose price it follows. */
  readonly month: string;
  readonly array: RiskArray;
  /** Composite delta of one long contract, scaled. */
  readonly delta: number;
  readonly option: {
    readonly right: OptionRight;
    /** Market value of one contract; null where its premium is settled daily, like a future. */
    readonly value: number | null;
  } | null;
};

export type SpanPosition = {
  readonly contract: SpanContract;
  /** Contracts, long positive. */
  readonly quantity: number;
};
