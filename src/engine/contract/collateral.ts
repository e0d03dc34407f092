import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Figures } from './figures.ts';

/** What one asset of an account counts for; all but the balance in the reporting currency. */
export type CountedAsset = {
  readonly asset: Asset;
  readonly balance: number;
  readonly value: number;
  /** Taken off by the venue's haircut. */
  readonly haircut: number;
  /** Beyond the house's limit of concentration. */
  readonly beyondLimit: number;
  /** Gas and slippage of selling what is left; with a basis, of taking it out of the venue alone. */
  readonly selling: number;
  /** How the cost is known where it is not the user's own. */
  readonly basis?: string;
  readonly counts: number;
};

/** What an account owes in one asset. */
export type OwedAsset = {
  readonly asset: Asset;
  /** Positive. */
  readonly amount: number;
  readonly value: number;
  /** Reporting currency; null where no rate is stated. */
  readonly interestPerDay: number | null;
};

export type CollateralUnderTerms = {
  readonly held: readonly CountedAsset[];
  readonly owed: readonly OwedAsset[];
  /** Equity less what the terms do not let count, beside margin as the account's model has it. */
  readonly figures: Outcome<Figures>;
};

/** An account after one asset has fallen by a fraction, positions in it included. */
type Fall = { readonly fall: number; readonly figures: Outcome<Figures> };

/** One asset of an account's collateral. */
export type HeldAsset = {
  readonly asset: Asset;
  readonly balance: number;
  /** Reporting currency. */
  readonly value: number;
  /** Held to be worth a unit of the reporting currency: its fall is a loss of the peg. */
  readonly pegged: boolean;
  readonly falls: readonly Fall[];
};

/** How collateral and positions of one account move together. */
export type WrongWay = {
  /** Between the P&L of the positions and that of the collateral; null where one of them never moves. */
  readonly correlation: number | null;
  /** Mean loss of the positions in their worst outcomes, loss positive. */
  readonly positions: number;
  /** Mean loss of the collateral in the same outcomes: above 0 it falls when it is needed. */
  readonly collateral: number;
};

/** What is known of one account's collateral. */
export type AccountCollateral = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly held: readonly HeldAsset[];
  readonly wrongWay: Outcome<WrongWay>;
  /** By the house's own terms. */
  readonly terms: CollateralUnderTerms;
};
