import type { AccountCollateral } from '../../engine/contract/collateral.ts';
import { collateralStress } from '../../engine/margin/collateral/stress.ts';
import { collateralUnderTerms } from '../../engine/margin/collateral/under-terms.ts';
import { wrongWay } from '../../engine/margin/collateral/wrong-way.ts';
import { riskRun } from '../../engine/measures/risk-run.ts';
import { accountsOf, linesOf, type RiskInput } from '../../engine/run.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';

/** Fractions by which each asset falls, unless others are given. */
export const usualFalls: readonly number[] = [0.02, 0.1, 0.3];

/**
 * The collateral of every account, or of one.
 *
 * @param falls fractions by which each asset falls
 * @param wanted the account; null: all
 */
export function collateralOf(
  input: RiskInput,
  falls: readonly number[],
  wanted: MarginAccountId | null,
): readonly AccountCollateral[] {
  const { parameters, history, asOf } = input;
  const isWanted = (id: MarginAccountId): boolean => wanted === null || id === wanted;
  const lines = linesOf(input).filter(({ account }) => isWanted(account));
  const { slice } = riskRun(lines, history, parameters, asOf);
  const tail = parameters.measures.shortfallTail;
  const accounts = accountsOf(input).filter(({ account }) => isWanted(account.id));
  return accounts.map((of) => {
    const own = lines.filter(({ account }) => account === of.account.id);
    const positions = slice(own.filter(({ instrument }) => instrument !== null));
    const balances = slice(own.filter(({ instrument }) => instrument === null));
    return {
      account: of.account.id,
      name: of.account.name,
      terms: collateralUnderTerms(of, parameters.collateralTerms),
      held: collateralStress(of, falls, new Set(parameters.pegged)),
      wrongWay: !positions.ok
        ? positions
        : balances.ok
          ? wrongWay(positions.value.pnl, balances.value.pnl, tail)
          : balances,
    };
  });
}
