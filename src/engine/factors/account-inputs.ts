import type { Book } from '../model/book.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { AccountInput } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';
import type { Valued } from './collateral.ts';
import type { Resolved } from './resolve.ts';

/**
 * Every margin account of a book, ready to be margined. A balance without a price that is owed is
 * lacking; one that is merely held supports nothing and is uncounted.
 */
export function accountInputs(
  book: Book,
  { priced, unpriced }: Resolved,
  { holdings, unvalued }: Valued,
  editions: readonly MarginEdition[],
  reporting: Asset,
  asOf: Instant,
): readonly AccountInput[] {
  return book.accounts.map((account) => {
    const own = unvalued.filter(({ collateral }) => collateral.account === account.id);
    const owed = own.filter(({ collateral }) => collateral.balance < 0);
    const lost = unpriced.filter(({ position }) => position.account === account.id);
    return {
      account,
      positions: priced.filter(({ position }) => position.account === account.id),
      collateral: holdings
        .filter(({ collateral }) => collateral.account === account.id)
        .map(({ collateral: { asset, balance, source }, rate }) => ({
          asset,
          balance,
          rate,
          source,
        })),
      lacking: [...lost, ...owed].map(({ failure }) => failure),
      uncounted: own.filter((one) => !owed.includes(one)).map(({ failure }) => failure),
      editions,
      reporting,
      asOf,
    };
  });
}
