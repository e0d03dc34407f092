import { valuedCollateral } from '../../engine/factors/collateral.ts';
import { resolve } from '../../engine/factors/resolve.ts';
import type { MarginEdition } from '../../engine/model/parameters.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import type { Portfolio } from './portfolio.ts';

/** The margin accounts of a portfolio, priced by its own market, ready to be margined. */
export function accountInputs(
  { asOf, reporting, book, market }: Portfolio,
  editions: readonly MarginEdition[],
): readonly AccountInput[] {
  const { priced, unpriced } = resolve(book, market, reporting, asOf);
  const { holdings, unvalued } = valuedCollateral(book, market, reporting, asOf);
  return book.accounts.map((account) => {
    const own = unvalued.filter(({ collateral }) => collateral.account === account.id);
    const owed = own.filter(({ collateral }) => collateral.balance < 0);
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
      lacking: [...unpriced.filter(({ position }) => position.account === account.id), ...owed].map(
        ({ failure }) => failure,
      ),
      uncounted: own.filter((one) => !owed.includes(one)).map(({ failure }) => failure),
      editions,
      reporting,
      asOf,
    };
  });
}
