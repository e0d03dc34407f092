import type { Remedy } from '../../../contract/remedies.ts';
import type { AccountInput } from '../../../model/priced.ts';
import type { Asset } from '../../../values/ids.ts';
import { credited } from '../trades.ts';
import { transferCost } from '../../costs.ts';
import { takenBy } from '../../contracts.ts';
import { least, reaching, unharmed } from './limits.ts';
import { inWords, type Party, type RemedyQuestion } from './question.ts';

/** Collateral of another account, of an asset that this one is known to take: the least that is enough. */
export function collateralRemedies(of: RemedyQuestion): readonly Remedy[] {
  const taken = takenBy(of.party.input);
  return of.others.flatMap((giver) =>
    [...balancesOf(giver.input)]
      .filter(([asset, { balance }]) => balance > 0 && taken.has(asset))
      .flatMap(([asset, held]) => fromOne(of, giver, asset, held) ?? []),
  );
}

type Balance = { readonly balance: number; readonly rate: number };

function balancesOf({ collateral }: AccountInput): ReadonlyMap<Asset, Balance> {
  const balances = new Map<Asset, Balance>();
  for (const { asset, balance, rate } of collateral) {
    balances.set(asset, { balance: (balances.get(asset)?.balance ?? 0) + balance, rate });
  }
  return balances;
}

function fromOne(
  { party, target, limits, costs }: RemedyQuestion,
  giver: Party,
  asset: Asset,
  { balance, rate }: Balance,
): Remedy | null {
  const after = (account: AccountInput, amount: number): AccountInput => ({
    ...account,
    collateral: credited(account.collateral, asset, amount, rate),
  });
  const found = least((x) => reaching(party.assessor, after(party.input, x), target), balance);
  if (found === null) return null;
  const left = unharmed(giver.assessor, after(giver.input, -found.x), limits);
  if (left === null) return null;
  const notional = found.x * rate;
  const [from, to] = [giver.input.account, party.input.account];
  return {
    kind: 'collateral',
    what: `move ${inWords(found.x)} ${asset} from ${from.name} to ${to.name}`,
    amount: found.x,
    notional,
    cost: transferCost(costs, from, to, asset, notional),
    ...found.value,
    other: { account: from.id, name: from.name, ...left },
  };
}
