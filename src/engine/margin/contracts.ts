import type { AccountInput, PricedPosition } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';

/** Assets that an account is known to take: those it holds, and those its positions are paid in. */
export const takenBy = ({ positions, collateral }: AccountInput): ReadonlySet<Asset> =>
  new Set([
    ...collateral.map(({ asset }) => asset),
    ...positions.map(({ instrument }) => instrument.settlement),
  ]);

/** Contracts of a venue that the book holds somewhere and so has prices of, one position of each. */
export function contractsAt(
  venue: AccountInput['account']['venue'],
  accounts: readonly AccountInput[],
): readonly PricedPosition[] {
  const found = new Map<string, PricedPosition>();
  for (const { account, positions } of accounts) {
    if (account.venue !== venue) continue;
    for (const one of positions) {
      if (!found.has(one.instrument.id)) found.set(one.instrument.id, one);
    }
  }
  return [...found.values()];
}

/** Whether an account can hold a contract, as far as is known: a pool that takes its settlement. */
export const canHold = (input: AccountInput, { instrument }: PricedPosition): boolean =>
  input.account.mode === 'cross' && takenBy(input).has(instrument.settlement);

/** Base units of a contract at its mark: what two contracts on one underlying are matched by. */
export const baseUnits = ({ instrument, mark }: PricedPosition): number =>
  instrument.payoff === 'inverse' && instrument.option === null
    ? instrument.multiplier / mark
    : instrument.multiplier;

/** Whether two contracts follow the same thing: kind, underlying, and an option's terms and expiry. */
export function alike(a: PricedPosition, b: PricedPosition): boolean {
  const [x, y] = [a.instrument, b.instrument];
  return (
    x.kind === y.kind &&
    x.underlying === y.underlying &&
    x.payoff !== 'quanto' &&
    y.payoff !== 'quanto' &&
    x.expiry === y.expiry &&
    x.option?.right === y.option?.right &&
    x.option?.strike === y.option?.strike
  );
}
