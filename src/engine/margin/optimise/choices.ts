import type { MoveCosts } from '../../model/move-costs.ts';
import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import { notional } from '../../revaluation/unrealised.ts';
import { unitSensitivities } from '../../revaluation/sensitivity.ts';
import { unitValue } from '../../revaluation/unit-value.ts';
import type { Asset, MarginAccountId } from '../../values/ids.ts';
import { alike, baseUnits, canHold, contractsAt, takenBy } from '../contracts.ts';
import { tradeCost, transferTerms, unstatedTrade, unstatedTransfer } from '../costs.ts';
import type { Accounts, Action, Trade, Transfer } from './actions.ts';

/** What a transfer and a trade cost, and what must not be done; from the user, none of it guessed. */
export type Terms = {
  /** What they do not state counts as 0, and is named. */
  readonly costs: MoveCosts;
  /** Accounts that nothing is taken from. */
  readonly untouched: ReadonlySet<MarginAccountId>;
};

/** Something that may be done whole or in part. */
export type Choice = {
  /** The whole of it. */
  readonly action: Action;
  /** What the whole moves, reporting currency, positive. */
  readonly size: number;
  /** The balance or position that the whole uses up, by name; null for a trade. */
  readonly uses: string | null;
  /** Once, whatever the share. */
  readonly fixedCost: number;
  /** Of the whole. */
  readonly cost: number;
  /** What of its cost is not known; null where all is. */
  readonly unstated: string | null;
};

/** Of one underlying, the largest positions of an account that may be traded. */
const MOST_TRADED = 6;
/** The largest options of an account that may be shifted. */
const MOST_SHIFTED = 6;

/** The same action at a fraction of its size. */
export function partOf(action: Action, share: number): Action {
  switch (action.kind) {
    case 'transfer':
      return { ...action, amount: action.amount * share };
    case 'trade':
      return { ...action, contracts: action.contracts * share, delta: action.delta * share };
    case 'shift':
      return { ...action, contracts: action.contracts * share, opened: action.opened * share };
  }
}

/** Accounts that an action concerns. */
export const concerned = (action: Action): readonly MarginAccountId[] =>
  action.kind === 'trade' ? [action.account] : [action.from, action.to];

function transferChoices(
  accounts: readonly AccountInput[],
  { costs, untouched }: Terms,
): readonly Choice[] {
  return accounts
    .filter(({ account }) => !untouched.has(account.id))
    .flatMap((giver) =>
      [...Map.groupBy(giver.collateral, ({ asset }) => asset)].flatMap(([asset, held]) => {
        const amount = held.reduce((all, { balance }) => all + balance, 0);
        if (amount <= 0) return [];
        return accounts
          .filter((taker) => taker !== giver && takenBy(taker).has(asset))
          .map((taker) => {
            const action: Transfer = {
              kind: 'transfer',
              from: giver.account.id,
              to: taker.account.id,
              asset,
              amount,
            };
            const [from, to] = [giver.account, taker.account];
            const terms = transferTerms(costs, from, to, asset);
            const size = amount * (held[0]?.rate ?? 0);
            return {
              action,
              size,
              uses: `${action.from}|${asset}`,
              fixedCost: terms === null ? 0 : terms.gas + terms.bridgeFee,
              cost: terms === null ? 0 : terms.bridgeRate * size,
              unstated: terms === null ? unstatedTransfer(costs, from, to, asset).what : null,
            };
          });
      }),
    );
}

/** A future or perpetual and its delta in the reporting currency. */
type Tradable = {
  readonly of: PricedPosition;
  readonly account: AccountInput['account'];
  readonly delta: number;
};

/** The largest of each account, by underlying. */
function tradables(accounts: readonly AccountInput[]): ReadonlyMap<Asset, readonly Tradable[]> {
  const all = accounts.flatMap(({ account, positions }) => {
    const own = positions
      .filter(({ instrument: { kind } }) => kind === 'perpetual' || kind === 'future')
      .map((of) => ({
        of,
        account,
        delta: unitSensitivities(unitValue(of)).delta * of.position.quantity,
      }))
      .filter(({ delta }) => delta !== 0)
      .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
    return [...Map.groupBy(own, ({ of }) => of.instrument.underlying).values()].flatMap((held) =>
      held.slice(0, MOST_TRADED),
    );
  });
  return Map.groupBy(all, ({ of }) => of.instrument.underlying);
}

/** A trade that changes a position's delta by so much. */
function tradeChoice(
  underlying: Asset,
  { account, of, delta: held }: Tradable,
  delta: number,
  { costs }: Terms,
): Choice {
  const action: Trade = {
    kind: 'trade',
    account: account.id,
    position: of.position.id,
    underlying,
    contracts: (delta / held) * of.position.quantity,
    delta,
  };
  const size = Math.abs(delta);
  const known = tradeCost(costs, account.venue, of);
  return {
    action,
    size,
    uses: null,
    fixedCost: 0,
    cost: known === null ? 0 : size * (known.slippage + known.fee),
    unstated: known === null ? unstatedTrade(of.instrument.symbol) : null,
  };
}

/** Each position closed, and each made larger by as much as the largest of its underlying. */
function tradeChoices(accounts: readonly AccountInput[], terms: Terms): readonly Choice[] {
  return [...tradables(accounts)].flatMap(([underlying, held]) => {
    if (held.length < 2) return [];
    const largest = Math.max(...held.map(({ delta }) => Math.abs(delta)));
    return held.flatMap((one) => [
      tradeChoice(underlying, one, -one.delta, terms),
      tradeChoice(underlying, one, Math.sign(one.delta) * largest, terms),
    ]);
  });
}

/** Each of an account's largest options taken over by another account that can hold it. */
function shiftChoices(accounts: readonly AccountInput[], terms: Terms): readonly Choice[] {
  return accounts.flatMap((giver) =>
    giver.positions
      .filter(({ instrument }) => instrument.option !== null)
      .toSorted((a, b) => notional(b) - notional(a))
      .slice(0, MOST_SHIFTED)
      .flatMap((of) =>
        accounts
          .filter((taker) => taker !== giver)
          .flatMap((taker) => shiftChoice(giver, of, taker, accounts, terms) ?? []),
      ),
  );
}

function shiftChoice(
  giver: AccountInput,
  of: PricedPosition,
  taker: AccountInput,
  accounts: readonly AccountInput[],
  { costs }: Terms,
): Choice | null {
  const into = contractsAt(taker.account.venue, accounts).find(
    (one) => alike(one, of) && canHold(taker, one),
  );
  if (into === undefined) return null;
  const { quantity, id } = of.position;
  const legs = [
    { venue: giver.account.venue, leg: of },
    { venue: taker.account.venue, leg: into },
  ].map(({ venue, leg }) => ({
    symbol: leg.instrument.symbol,
    cost: tradeCost(costs, venue, leg),
  }));
  const size = notional(of);
  const unstated = legs.filter(({ cost }) => cost === null).map(({ symbol }) => symbol);
  return {
    action: {
      kind: 'shift',
      from: giver.account.id,
      to: taker.account.id,
      position: id,
      contracts: quantity,
      into,
      opened: (quantity * baseUnits(of)) / baseUnits(into),
    },
    size,
    uses: `${giver.account.id}|${id}`,
    fixedCost: 0,
    cost: legs.reduce(
      (sum, { cost }) => sum + (cost === null ? 0 : size * (cost.slippage + cost.fee)),
      0,
    ),
    unstated: unstated.length === 0 ? null : [...new Set(unstated)].map(unstatedTrade).join('; '),
  };
}

/**
 * Everything that may be done: collateral moved to where it is taken, options shifted to another
 * account, and futures and perpetuals closed or made larger. Trades are to leave the delta of their underlying as it is.
 *
 * @param known accounts whose figures are known
 * @param trades of them, those whose requirement follows from their positions
 */
export function choices(
  known: Accounts,
  trades: ReadonlySet<MarginAccountId>,
  terms: Terms,
): readonly Choice[] {
  const all = [...known.values()];
  const trading = all.filter(({ account }) => trades.has(account.id));
  return [
    ...transferChoices(all, terms),
    ...shiftChoices(trading, terms),
    ...tradeChoices(trading, terms),
  ];
}
