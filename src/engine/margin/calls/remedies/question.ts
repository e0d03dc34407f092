import type { WarningLimits } from '../../../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../../../model/priced.ts';
import { notional } from '../../../revaluation/unrealised.ts';
import type { Assessor } from '../../assessor.ts';
import type { MoveCosts } from '../../../model/move-costs.ts';

/** An account and how its figures are computed after a change. */
export type Party = { readonly input: AccountInput; readonly assessor: Assessor };

/** An account that is to come down to a margin ratio, and what may help it. */
export type RemedyQuestion = {
  readonly party: Party;
  /** The other accounts of the book whose figures are known. */
  readonly others: readonly Party[];
  readonly target: number;
  readonly limits: WarningLimits;
  readonly costs: MoveCosts;
};

/** Positions of an account that are looked at: the largest. */
export const LOOKED_AT = 20;

export const largestPositions = ({ input }: Party): readonly PricedPosition[] =>
  input.positions.toSorted((a, b) => notional(b) - notional(a)).slice(0, LOOKED_AT);

/** An amount to six digits, for a sentence. */
export const inWords = (amount: number): string => String(Number(amount.toPrecision(6)));
