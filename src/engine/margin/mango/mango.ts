import type { MarginNode } from '../../contract/margin-node.ts';
import { given, sum } from '../tree.ts';
import { ordersHealth } from './orders.ts';
import type { MangoHealth, MangoPerpetual, MangoState } from './state.ts';
import { tokenWeighing, weighed, weighing } from './weighing.ts';

/** Unsettled profit of a perpetual if the worse side of its orders filled; of a profit only a share counts. */
function perpetualWorth(of: MangoPerpetual, health: MangoHealth): number {
  const { base, quote, bids, asks } = of;
  const by = weighing(of, health);
  const bought = weighed(base + bids, by) - bids * by.liabilityPrice;
  const sold = weighed(base - asks, by) + asks * by.assetPrice;
  const worth = quote + Math.min(bought, sold);
  const share = health === 'maintenance' ? of.maintenanceOverall : of.initialOverall;
  return worth > 0 ? worth * share : worth;
}

export type MangoAnswer = {
  /** Weighted liabilities less weighted assets: the negative of the health. */
  readonly requirement: MarginNode;
  readonly health: number;
  /** 100 × (assets ÷ liabilities − 1); null without liabilities. */
  readonly ratio: number | null;
};

/**
 * Mango v4 health: weighted assets less weighted liabilities of tokens, with what perpetuals settle
 * in them, and of open orders. Liquidation begins where the maintenance health is negative.
 *
 * @throws RangeError when a market names a token that is not there
 * @see blockworks-foundation/mango-v4 at 1303a4a1, programs/mango-v4/src/health
 */
export function mangoHealth(state: MangoState, health: MangoHealth): MangoAnswer {
  const tokens = new Map(state.tokens.map((one) => [one.name, one]));
  const settled = state.perpetuals.map((of) => ({ of, worth: perpetualWorth(of, health) }));
  const balances = new Map(state.tokens.map(({ name, balance }) => [name, balance]));
  for (const { of, worth } of settled) {
    const before = balances.get(of.settlement);
    if (before === undefined) {
      throw new RangeError(`${of.market} settles in ${of.settlement}, which is no token here`);
    }
    balances.set(of.settlement, before + worth);
  }
  const orders = ordersHealth(state.orders, tokens, balances, health);
  const parts = [
    ...state.tokens.map((token) => {
      const amount = balances.get(token.name) ?? 0;
      const by = tokenWeighing(token, health);
      const own = settled.filter(({ of }) => of.settlement === token.name);
      return given(token.name, -weighed(amount, by), 'USD', {
        note: [
          `${amount} at ${amount < 0 ? by.liabilityPrice : by.assetPrice}, weight ${amount < 0 ? by.liability : by.asset}`,
          ...own.map(({ of, worth }) => `${worth} of it from ${of.market}`),
        ].join('; '),
      });
    }),
    ...state.orders.map((of, i) =>
      given(`Open orders ${of.base}/${of.quote}`, -(orders[i] ?? 0), 'USD', {
        note: 'the worse of all filled and none filled',
      }),
    ),
  ];
  const assets = parts.reduce((all, { value }) => all + Math.max(-value, 0), 0);
  const liabilities = parts.reduce((all, { value }) => all + Math.max(value, 0), 0);
  return {
    requirement: sum(`Liabilities less assets, ${health}`, 'USD', parts, {
      note: 'the negative of the health: what is below 0 is left',
    }),
    health: assets - liabilities,
    ratio: liabilities > 0 ? 100 * (assets / liabilities - 1) : null,
  };
}
