import { accountMargin, type AccountFigures } from '../../engine/margin/account.ts';
import type { MarginEdition } from '../../engine/model/parameters.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { accountInputs } from './account-inputs.ts';
import type { Portfolio } from './portfolio.ts';

/** The house's need rests on price histories, which a portfolio document does not hold. */
const noHouse = fail('not-applicable', 'a portfolio document holds no price history');

/** The margin of each account; what the engine throws as out of range is a fault of the document. */
export function portfolioMargins(
  portfolio: Portfolio,
  editions: readonly MarginEdition[],
): Outcome<readonly AccountFigures[]> {
  try {
    const none = { initial: noHouse, maintenance: noHouse };
    return ok(accountInputs(portfolio, editions).map((input) => accountMargin(input, none)));
  } catch (error) {
    if (error instanceof RangeError) return fail('malformed', error.message);
    throw error;
  }
}
