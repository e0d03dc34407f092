import type { MarginNode } from '../../contract/margin-node.ts';
import { given, sum, worst } from '../tree.ts';

/** A position of a spread account at one expiry; a future is a call of strike 0. */
export type SpreadPosition = {
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** Lots, long positive. */
  readonly size: number;
  /** Paid for it, or received where it was sold; not negative, dollars. */
  readonly cost: number;
};

const payoff = ({ right, strike, size }: SpreadPosition, at: number): number =>
  size * Math.max(0, right === 'call' ? at - strike : strike - at);

/**
 * What the positions of one expiry can lose at most: value at settlement less what was paid, at 0 and
 * at every strike.
 *
 * @throws RangeError where more calls are sold than bought, so that the loss has no bound
 * @see zetamarkets/sdk 0.17.1, risk-utils.ts
 */
export function spreadMargin(expiry: string, positions: readonly SpreadPosition[]): MarginNode {
  const calls = positions
    .filter(({ right }) => right === 'call')
    .reduce((net, { size }) => net + size, 0);
  if (calls < 0) {
    throw new RangeError(
      `${expiry}: ${-calls} more calls are sold than bought: no bound to the loss`,
    );
  }
  const paid = positions.reduce((net, { size, cost }) => net + (size > 0 ? cost : -cost), 0);
  const prices = [...new Set([0, ...positions.map(({ strike }) => strike)])].toSorted(
    (a, b) => a - b,
  );
  return worst(
    `Largest loss of ${expiry}`,
    'USD',
    prices.map((at) =>
      sum(`Settled at ${at}`, 'USD', [
        given('Payoff', -positions.reduce((all, of) => all + payoff(of, at), 0), 'USD'),
        given('Paid', paid, 'USD'),
      ]),
    ),
  );
}
