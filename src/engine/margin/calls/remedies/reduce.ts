import type { Remedy, RemedyCost } from '../../../contract/remedies.ts';
import type { PricedPosition } from '../../../model/priced.ts';
import { notional } from '../../../revaluation/unrealised.ts';
import { closed, type TradeCost, type Traded } from '../trades.ts';
import { free, tradeCost, unstatedTrade } from '../../costs.ts';
import { least, reaching, type Reached } from './limits.ts';
import { largestPositions, inWords, type RemedyQuestion } from './question.ts';

/** The least share of a position whose closing is enough; null where closing all of it is not. */
export type Reduction = Reached & {
  readonly share: number;
  readonly traded: Traded;
};

export function leastReduction(
  { party: { input, assessor }, target }: RemedyQuestion,
  of: PricedPosition,
  cost: TradeCost,
): Reduction | null {
  const found = least((share) => {
    const traded = closed(input, of, share, cost);
    if (!traded.ok) return null;
    const reached = reaching(assessor, traded.value.input, target);
    return reached === null ? null : { ...reached, traded: traded.value };
  }, 1);
  return found === null ? null : { ...found.value, share: found.x };
}

/** What an order in the market costs, as far as the user tells; null is a cost that is unknown. */
export const orderCost = (
  symbol: string,
  known: TradeCost | null,
  { slippage, fee }: Traded,
): RemedyCost =>
  known === null
    ? { amount: null, unknown: [unstatedTrade(symbol)], minutes: null }
    : { amount: slippage + fee, unknown: [], minutes: 0 };

/** Each position by itself made smaller, by the least that is enough. */
export function reductionRemedies(of: RemedyQuestion): readonly Remedy[] {
  const { party, costs } = of;
  if (!party.assessor.trades) return [];
  return largestPositions(party).flatMap((position): readonly Remedy[] => {
    const known = tradeCost(costs, party.input.account.venue, position);
    const found = leastReduction(of, position, known ?? free);
    if (found === null) return [];
    const { share, traded, after, ratio } = found;
    const { symbol } = position.instrument;
    const held = Math.abs(position.position.quantity);
    return [
      {
        kind: 'reduce',
        what: `close ${inWords(held * share)} of ${inWords(held)} ${symbol}`,
        amount: held * share,
        notional: notional(position) * share,
        cost: orderCost(symbol, known, traded),
        after,
        ratio,
        other: null,
      },
    ];
  });
}
