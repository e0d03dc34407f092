import type { DeleveragingRank } from '../../../contract/liquidation.ts';
import type { AccountInput, PricedPosition } from '../../../model/priced.ts';
import { notional, unrealisedPnl } from '../../../revaluation/unrealised.ts';
import { equity } from '../../equity.ts';
import { sizeOf } from '../../position-margin.ts';

/**
 * The order in which a venue would deleverage positions that are in profit: profit ratio × effective
 * leverage, the highest first. The rank among the venue's other customers is not known.
 *
 * @see Binance, support FAQ 360033525471; the other venues' rules are alike
 */
export function deleveragingOrder(accounts: readonly AccountInput[]): readonly DeleveragingRank[] {
  const ranks = accounts.flatMap((input) => {
    const held = equity(input).value;
    return held <= 0 ? [] : input.positions.flatMap((of) => ranked(input.account, of, held));
  });
  return ranks.toSorted((a, b) => b.score - a.score);
}

function ranked(
  { id, name }: AccountInput['account'],
  of: PricedPosition,
  held: number,
): readonly DeleveragingRank[] {
  const { symbol, kind, payoff } = of.instrument;
  const { entryPrice } = of.position;
  const pnl = unrealisedPnl(of);
  if (kind === 'option' || kind === 'spot' || entryPrice === null) return [];
  if (!pnl.ok || pnl.value <= 0) return [];
  const profit =
    pnl.value / (payoff === 'inverse' ? sizeOf(of) / entryPrice : sizeOf(of) * entryPrice);
  const leverage = notional(of) / held;
  return [{ account: id, name, symbol, profit, leverage, score: profit * leverage }];
}
