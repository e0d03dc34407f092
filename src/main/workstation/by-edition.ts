import type { Requirement } from '../../engine/contract/snapshot.ts';
import { marginModels } from '../../engine/margin/models.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import { instant } from '../../engine/values/units.ts';

/** @throws when the book has no such account */
function accountOf(input: RiskInput, id: MarginAccountId): AccountInput {
  const found = accountsOf(input).find(({ account }) => account.id === id);
  if (found === undefined) throw new Error(`there is no account "${id}"`);
  return found;
}

/** First days of the editions of an account's venue, newest first. */
export function editionDays(input: RiskInput, id: MarginAccountId): readonly string[] {
  const { account, editions } = accountOf(input, id);
  const days = editions.filter(({ venue }) => venue === account.venue).map(({ from }) => from);
  return [...new Set(days)].toSorted().toReversed();
}

/**
 * The requirement of an account as it stands, by its model with the numbers in force on another day;
 * what the venue states of today does not stand in for numbers that were not there yet.
 */
export function requirementOn(input: RiskInput, id: MarginAccountId, day: string): Requirement {
  const account = accountOf(input, id);
  const asOf = instant(Date.parse(day));
  return marginModels[account.account.model].margin({ ...account, asOf }).requirement;
}
