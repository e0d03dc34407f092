import type { Level } from '../model/parameters.ts';
import type { Outcome } from '../values/outcome.ts';
import type { NotIncluded } from './snapshot.ts';

/** A change of what is held, tried out. */
export type WhatIfEdit =
  | {
      /** Contracts bought (positive) or sold of an instrument; what is held of the other side is closed first. */
      readonly kind: 'trade';
      readonly account: string;
      /** As the venue calls it. */
      readonly symbol: string;
      readonly market: string;
      readonly quantity: number;
      /** In the instrument's price unit: the entry, and the mark where no venue states one. Null: at the mark. */
      readonly price: number | null;
    }
  | {
      /** Units of an asset put into an account (positive) or taken out of it. */
      readonly kind: 'balance';
      readonly account: string;
      readonly asset: string;
      readonly amount: number;
    };

/** A copy of the book with changes, under a name. */
export type WhatIfDraft = {
  readonly id: string;
  readonly name: string;
  /** `empty`: the accounts without anything in them. */
  readonly from: 'book' | 'empty';
  readonly edits: readonly WhatIfEdit[];
};

/** Figures of one account; what is not known has its reason. Reporting currency. */
export type WhatIfFigures = {
  readonly equity: Outcome<number>;
  readonly initial: Outcome<number>;
  readonly maintenance: Outcome<number>;
  readonly ratio: Outcome<number>;
  readonly level: Level;
};

/** Figures of the whole book. Losses positive. */
export type WhatIfBook = {
  readonly valueAtRisk: Outcome<number>;
  readonly expectedShortfall: Outcome<number>;
  readonly houseNeed: Outcome<number>;
  readonly netDelta: number;
  readonly gamma: number;
  readonly vega: number;
  /** Net delta by underlying. */
  readonly deltas: readonly { readonly underlying: string; readonly delta: number }[];
  readonly notIncluded: readonly NotIncluded[];
};

/** The book as it is and as a draft would make it. */
export type WhatIfAnswer = {
  /** Of each edit in its order: why it was left out; null where it was not. */
  readonly faults: readonly (string | null)[];
  readonly accounts: readonly {
    readonly account: string;
    readonly name: string;
    /** True where the figures are the venue's own statement: they do not follow a draft. */
    readonly isStated: boolean;
    readonly before: WhatIfFigures;
    readonly after: WhatIfFigures;
  }[];
  readonly before: WhatIfBook;
  readonly after: WhatIfBook;
};

/** A trade that takes an underlying's delta off, and what it would do. */
export type HedgeIdea = {
  readonly edit: Extract<WhatIfEdit, { kind: 'trade' }>;
  readonly accountName: string;
  /** Net delta that it takes off. */
  readonly delta: number;
  readonly expectedShortfall: Outcome<number>;
  /** Change of the account's initial margin. */
  readonly initialChange: Outcome<number>;
};

/** Markets and instruments that can be named, by account. */
export type WhatIfChoices = readonly {
  readonly account: string;
  readonly name: string;
  readonly markets: readonly string[];
  readonly instruments: readonly { readonly symbol: string; readonly market: string }[];
  readonly assets: readonly string[];
}[];
