import type { HeldAsset } from '../../contract/collateral.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { assessorOf } from '../assessor.ts';
import { accountMoved } from '../calls/moves.ts';

/**
 * What falls of each asset that an account holds as collateral do to its equity and margin, by the
 * account's own model: balances, contracts settled in the asset and positions that follow it move
 * together.
 *
 * @param falls fractions
 */
export function collateralStress(
  input: AccountInput,
  falls: readonly number[],
  pegged: ReadonlySet<Asset>,
): readonly HeldAsset[] {
  const { figures } = assessorOf(input);
  return [...Map.groupBy(input.collateral, ({ asset }) => asset)].flatMap(([asset, held]) => {
    const balance = held.reduce((all, one) => all + one.balance, 0);
    if (balance <= 0 || asset === input.reporting) return [];
    return [
      {
        asset,
        balance,
        value: held.reduce((all, one) => all + one.balance * one.rate, 0),
        pegged: pegged.has(asset),
        falls: falls.map((fall) => ({
          fall,
          figures: figures(
            accountMoved(input, { prices: new Map([[asset, 1 - fall]]), volatility: 1 }),
          ),
        })),
      },
    ];
  });
}
