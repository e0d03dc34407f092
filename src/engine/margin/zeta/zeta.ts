import type { MarginNode } from '../../contract/margin-node.ts';
import { given, max, product, sum } from '../tree.ts';
import { lotMargin } from './product-margin.ts';
import type { ZetaNeed, ZetaProduct, ZetaRates } from './rates.ts';

/** What an account holds and has on offer in one product, lots. */
export type ZetaPosition = {
  readonly product: ZetaProduct;
  /** Long positive. */
  readonly size: number;
  /** Lots of open orders that would open a position, not negative. */
  readonly bids: number;
  readonly asks: number;
};

/** A margin account in one asset. */
export type ZetaState = {
  /** Dollars. */
  readonly spot: number;
  readonly rates: ZetaRates;
  readonly positions: readonly ZetaPosition[];
  /**
   * Share of the initial margin of its orders that a market maker meets; its positions are then asked
   * for maintenance margin. Null for everybody else.
   */
  readonly concession: number | null;
};

const dollars = 'USD';

function lots(
  { product: of }: ZetaPosition,
  side: 'long' | 'short',
  count: number,
  need: ZetaNeed,
  { spot, rates }: ZetaState,
): MarginNode {
  return product(`${side === 'long' ? 'Bought' : 'Sold'} ${of.name}`, dollars, [
    given('Lots', count, ''),
    lotMargin(of, side, need, spot, rates),
  ]);
}

/** Margin of a position alone. */
const held = (of: ZetaPosition, need: ZetaNeed, state: ZetaState): MarginNode =>
  lots(of, of.size > 0 ? 'long' : 'short', Math.abs(of.size), need, state);

/** Both sides with their orders: added for options, the larger for what is a future. */
function withOrders(of: ZetaPosition, long: number, short: number, state: ZetaState): MarginNode {
  const sides = [
    lots(of, 'long', long, 'initial', state),
    lots(of, 'short', short, 'initial', state),
  ];
  return of.product.option === null
    ? max(of.product.name, dollars, sides)
    : sum(of.product.name, dollars, sides);
}

function initialOf(of: ZetaPosition, state: ZetaState): MarginNode {
  const { size, bids, asks, product: what } = of;
  if (state.concession === null) {
    return withOrders(of, bids + Math.max(size, 0), asks + Math.max(-size, 0), state);
  }
  return sum(what.name, dollars, [
    product('Orders', dollars, [
      withOrders(of, bids, asks, state),
      given('Concession', state.concession, ''),
    ]),
    held(of, 'maintenance', state),
  ]);
}

/**
 * Initial margin of positions and open orders, maintenance margin of positions alone.
 *
 * @returns dollars
 * @see zetamarkets/sdk 0.17.1, risk.ts
 */
export const zetaMargin = (state: ZetaState): Readonly<Record<ZetaNeed, MarginNode>> => ({
  initial: sum(
    'Initial margin',
    dollars,
    state.positions.map((of) => initialOf(of, state)),
  ),
  maintenance: sum(
    'Maintenance margin',
    dollars,
    state.positions.map((of) => held(of, 'maintenance', state)),
  ),
});
