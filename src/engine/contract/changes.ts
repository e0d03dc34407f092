import type { Asset, MarginAccountId, Venue } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** What an account holds and needs; margin is null where its model gives none. Reporting currency. */
export type KnownFigures = {
  readonly equity: number;
  readonly initial: number | null;
  readonly maintenance: number | null;
};

/** What made the figures change, in the order in which it is put in. */
export type ChangeCause = 'time' | 'price' | 'volatility' | 'marks' | 'holdings' | 'parameters';

export const causeWords: Readonly<Record<ChangeCause, string>> = {
  time: 'Time',
  price: 'Price',
  volatility: 'Volatilities',
  marks: 'Marks and forwards',
  holdings: 'Trades and transfers',
  parameters: 'Margin numbers',
};

export type ChangeStep = {
  readonly cause: ChangeCause;
  /** Of a price: whose. */
  readonly asset: Asset | null;
  /** By how much each figure changed in this step. */
  readonly change: KnownFigures;
};

/** One margin account between two instants. */
export type AccountChange = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly venue: Venue;
  readonly before: Outcome<KnownFigures>;
  readonly after: Outcome<KnownFigures>;
  /** Their changes add up to after − before. */
  readonly steps: Outcome<readonly ChangeStep[]>;
};

export type ChangeReport = {
  readonly from: Instant;
  readonly to: Instant;
  readonly accounts: readonly AccountChange[];
  /** Of the accounts whose steps are known, cause by cause. */
  readonly total: readonly ChangeStep[];
  readonly notes: readonly string[];
};
