import type { Book, MarginAccount } from '../model/book.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { AccountInput } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import type { Valued } from './collateral.ts';
import type { Resolved } from './resolve.ts';

/**
 * One margin account, ready to be margined. A balance without a price that is owed is lacking; one
 * that is merely held supports nothing and is uncounted.
 *
 * @param resolved of the account's own positions
 * @param valued of its own balances
 */
export function accountInput(
  account: MarginAccount,
  { priced, unpriced }: Resolved,
  { holdings, unvalued }: Valued,
  editions: readonly MarginEdition[],
  reporting: Asset,
  asOf: Instant,
): AccountInput {
  const owed = unvalued.filter(({ collateral }) => collateral.balance < 0);
  return {
    account,
    positions: priced,
    collateral: holdings.map(({ collateral: { asset, balance, source }, rate }) => ({
      asset,
      balance,
      rate,
      source,
    })),
    lacking: [...unpriced, ...owed].map(({ failure }) => failure),
    uncounted: unvalued.filter((one) => !owed.includes(one)).map(({ failure }) => failure),
    editions,
    reporting,
    asOf,
  };
}

/** What of some balances is an account's. */
export const valuedOf = ({ holdings, unvalued }: Valued, { id }: MarginAccount): Valued => ({
  holdings: holdings.filter(({ collateral }) => collateral.account === id),
  unvalued: unvalued.filter(({ collateral }) => collateral.account === id),
});

/** Every margin account of a book. */
export const accountInputs = (
  book: Book,
  { priced, unpriced }: Resolved,
  valued: Valued,
  editions: readonly MarginEdition[],
  reporting: Asset,
  asOf: Instant,
): readonly AccountInput[] =>
  book.accounts.map((account) => {
    const own = {
      priced: priced.filter(({ position }) => position.account === account.id),
      unpriced: unpriced.filter(({ position }) => position.account === account.id),
    };
    return accountInput(account, own, valuedOf(valued, account), editions, reporting, asOf);
  });
