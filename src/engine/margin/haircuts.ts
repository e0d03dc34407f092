import type { MarginNode } from '../contract/margin-node.ts';
import type { CollateralNumbers } from '../model/margin-numbers.ts';
import type { AccountInput } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';
import { citation, inForce, newest } from './editions.ts';
import { given, product, ratioOf, sum } from './tree.ts';

/** The factor of a flat haircut; of tiers what counts of the amount ÷ the amount. */
function stated(
  haircut: CollateralNumbers['haircuts'][number],
  total: number,
  source: string,
): MarginNode {
  if ('haircut' in haircut) {
    const { haircut: flat } = haircut;
    return given('1 − haircut', 1 - flat, '', { source, note: `haircut ${flat}` });
  }
  const { asset, tiers } = haircut;
  let from = 0;
  const parts = tiers.flatMap(({ upTo, haircut: own }) => {
    const part = Math.min(total, upTo ?? Infinity) - from;
    from = upTo ?? Infinity;
    return part <= 0
      ? []
      : [
          product(upTo === null ? 'Beyond the tiers before' : `Up to ${upTo}`, asset, [
            given('Amount', part, asset),
            given('1 − haircut', 1 - own, '', { source, note: `haircut ${own}` }),
          ]),
        ];
  });
  return ratioOf(
    'What counts of it',
    sum('After haircuts by tier', asset, parts),
    given('Amount', total, asset),
  );
}

/** The factor 1 − haircut of a positive amount; null where it is 1 and needs no words. */
export function haircutNode(asset: Asset, total: number, input: AccountInput): MarginNode | null {
  const { account, editions, asOf, reporting } = input;
  if (total <= 0) return null;
  const found = newest(inForce(editions, account.venue, 'collateral', asOf), ({ haircuts }) =>
    haircuts.find((one) => one.asset === asset),
  );
  if (found !== null) return stated(found.value, total, citation(found.edition));
  const settles = input.positions.some(
    ({ instrument }) => instrument.settlement === asset || instrument.quote === asset,
  );
  return settles || asset === reporting || input.positions.length === 0
    ? null
    : given('1 − haircut', 1, '', {
        note: `no haircut of ${account.venue} for ${asset} is known: counted in full`,
      });
}
