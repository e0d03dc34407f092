import { accountInputs as inputsOf } from '../../engine/factors/account-inputs.ts';
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
  const resolved = resolve(book, market, reporting, asOf);
  const valued = valuedCollateral(book, market, reporting, asOf);
  return inputsOf(book, resolved, valued, editions, reporting, asOf);
}
