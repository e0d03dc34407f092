import type { MangoHealth, MangoOrders, MangoToken } from './state.ts';
import { tokenWeighing, type Weighing } from './weighing.ts';

/** All that a market's orders hold, were it all base, and were it all quote. */
type Reserved = { readonly asBase: number; readonly asQuote: number };

function reservedOf(of: MangoOrders, base: Weighing, quote: Weighing): Reserved {
  const { reservedBase, reservedQuote, lowestAsk, highestBid } = of;
  const bought = (reservedQuote * quote.assetPrice) / base.liabilityPrice;
  const sold = (reservedBase * base.assetPrice) / quote.liabilityPrice;
  return {
    asBase:
      reservedBase + Math.min(bought, highestBid === null ? bought : reservedQuote / highestBid),
    asQuote: reservedQuote + Math.min(sold, lowestAsk === null ? sold : reservedBase * lowestAsk),
  };
}

/** What reserved funds add if they came last: first they repay what is owed, then they are an asset. */
function added(reserved: number, whole: number, by: Weighing): number {
  const asset = Math.min(Math.max(whole, 0), reserved);
  return asset * by.asset * by.assetPrice + (reserved - asset) * by.liability * by.liabilityPrice;
}

/**
 * Health of each market's open orders: the worse of all filled and none filled.
 *
 * @param balances of each token, with what perpetuals settle
 * @returns dollars, [market]
 */
export function ordersHealth(
  orders: readonly MangoOrders[],
  tokens: ReadonlyMap<string, MangoToken>,
  balances: ReadonlyMap<string, number>,
  health: MangoHealth,
): readonly number[] {
  const by = (name: string): Weighing => {
    const token = tokens.get(name);
    if (token === undefined) throw new RangeError(`orders are in ${name}, which is no token here`);
    return tokenWeighing(token, health);
  };
  const markets = orders.map((of) => ({ of, reserved: reservedOf(of, by(of.base), by(of.quote)) }));
  const whole = new Map(balances);
  for (const { of, reserved } of markets) {
    whole.set(of.base, (whole.get(of.base) ?? 0) + reserved.asBase);
    whole.set(of.quote, (whole.get(of.quote) ?? 0) + reserved.asQuote);
  }
  return markets.map(({ of, reserved: { asBase, asQuote } }) =>
    asBase === 0 || asQuote === 0
      ? 0
      : Math.min(
          added(asBase, whole.get(of.base) ?? 0, by(of.base)),
          added(asQuote, whole.get(of.quote) ?? 0, by(of.quote)),
        ),
  );
}
