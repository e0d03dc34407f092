import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import type { Asset, MarginAccountId } from '../../values/ids.ts';
import { invariant } from '../../values/invariant.ts';
import { price, quantity, type Price } from '../../values/units.ts';
import { closed, opened } from '../calls/trades.ts';
import { free } from '../costs.ts';
import { ownWorth } from '../equity.ts';

/** Collateral that goes from one margin account to another. */
export type Transfer = {
  readonly kind: 'transfer';
  readonly from: MarginAccountId;
  readonly to: MarginAccountId;
  readonly asset: Asset;
  /** Positive. */
  readonly amount: number;
};

/** Contracts of a position traded at the mark. */
export type Trade = {
  readonly kind: 'trade';
  readonly account: MarginAccountId;
  /** `Position.id`. */
  readonly position: string;
  readonly underlying: Asset;
  /** Contracts to add, long positive. */
  readonly contracts: number;
  /** Of these contracts, reporting currency. */
  readonly delta: number;
};

/** Contracts of a position closed at one account and opened at another, both at the mark. */
type Shift = {
  readonly kind: 'shift';
  readonly from: MarginAccountId;
  readonly to: MarginAccountId;
  /** `Position.id` at `from`. */
  readonly position: string;
  /** Contracts that leave it, of its sign. */
  readonly contracts: number;
  /** What is opened: the same contract, or one that follows the same thing, base unit for base unit. */
  readonly into: PricedPosition;
  readonly opened: number;
};

export type Action = Transfer | Trade | Shift;

function credited(input: AccountInput, asset: Asset, amount: number, rate: number): AccountInput {
  const source = 'proposed';
  return { ...input, collateral: [...input.collateral, { asset, balance: amount, rate, source }] };
}

const withQuantity = (of: PricedPosition, held: number, entry: Price | null): PricedPosition => ({
  ...of,
  position: { ...of.position, quantity: quantity(held), entryPrice: entry },
});

/** An account after a trade at the mark: what is closed is realised into the balance, what is opened is entered at the mark. */
function traded(input: AccountInput, { account, position, contracts }: Trade): AccountInput {
  const of = input.positions.find((one) => one.position.id === position);
  invariant(of !== undefined, `position ${position} is held at ${account}`);
  const held: number = of.position.quantity;
  const entered = price(of.mark);
  if (held === 0 || Math.sign(held) === Math.sign(contracts)) {
    return { ...input, positions: [...input.positions, withQuantity(of, contracts, entered)] };
  }
  const after = Math.abs(held + contracts) <= 1e-9 * Math.abs(held) ? 0 : held + contracts;
  const turned = Math.sign(after) === -Math.sign(held);
  const worth = ownWorth(of);
  invariant(worth.ok, 'the worth of a position whose account has figures is known');
  const part = turned ? 1 : 1 - after / held;
  const left = withQuantity(of, after, turned ? entered : of.position.entryPrice);
  return {
    ...credited(input, of.instrument.settlement, worth.value * part, of.settlementRate),
    positions: input.positions.map((one) => (one === of ? left : one)),
  };
}

/** Accounts by id. */
export type Accounts = ReadonlyMap<MarginAccountId, AccountInput>;

function changed(
  accounts: Accounts,
  id: MarginAccountId,
  change: (of: AccountInput) => AccountInput,
): Accounts {
  const input = accounts.get(id);
  invariant(input !== undefined, `account ${id} is one of the book`);
  return new Map(accounts).set(id, change(input));
}

/** Reporting currency per unit of an asset, as the account that gives it values it. */
function rateAt(accounts: Accounts, { from, asset }: Transfer): number {
  const held = accounts.get(from)?.collateral.find((one) => one.asset === asset);
  invariant(held !== undefined, `${from} holds ${asset}`);
  return held.rate;
}

/** Rounding of shares aside, nothing is left of a position that is shifted whole. */
function withoutShifted(input: AccountInput, { position, contracts }: Shift): AccountInput {
  const of = input.positions.find((one) => one.position.id === position);
  if (of === undefined) return input;
  const share = contracts / of.position.quantity;
  const closing = closed(input, of, share > 1 - 1e-9 ? 1 : share, free);
  invariant(closing.ok, 'the worth of a position whose account has figures is known');
  return closing.value.input;
}

/** The accounts after an action, all prices as they are. */
export function done(accounts: Accounts, action: Action): Accounts {
  if (action.kind === 'trade') {
    return changed(accounts, action.account, (input) => traded(input, action));
  }
  if (action.kind === 'shift') {
    const left = changed(accounts, action.from, (input) => withoutShifted(input, action));
    return changed(
      left,
      action.to,
      (input) => opened(input, action.into, action.opened, free).input,
    );
  }
  const { from, to, asset, amount } = action;
  const rate = rateAt(accounts, action);
  const paid = changed(accounts, from, (input) => credited(input, asset, -amount, rate));
  return changed(paid, to, (input) => credited(input, asset, amount, rate));
}
