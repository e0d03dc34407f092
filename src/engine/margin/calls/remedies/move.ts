import type { Remedy } from '../../../contract/remedies.ts';
import type { PricedPosition } from '../../../model/priced.ts';
import { notional } from '../../../revaluation/unrealised.ts';
import { opened } from '../trades.ts';
import { alike, baseUnits, canHold, contractsAt } from '../../contracts.ts';
import { free, tradeCost } from '../../costs.ts';
import { unharmed } from './limits.ts';
import { largestPositions, inWords, type Party, type RemedyQuestion } from './question.ts';
import { leastReduction, orderCost, type Reduction } from './reduce.ts';

/**
 * The least share of a position that is enough, closed here and opened in another account of the
 * book: in the same contract, or at another venue in one that follows the same thing, base unit for
 * base unit. The other account must stay without a warning and cover its initial margin.
 */
export function moveRemedies(of: RemedyQuestion): readonly Remedy[] {
  const { party, others, costs } = of;
  if (!party.assessor.trades) return [];
  const all = [party, ...others].map(({ input }) => input);
  return largestPositions(party).flatMap((position) => {
    const known = tradeCost(costs, party.input.account.venue, position);
    const found = leastReduction(of, position, known ?? free);
    if (found === null) return [];
    return others.flatMap((taker) => {
      if (!taker.assessor.trades) return [];
      const contracts = contractsAt(taker.input.account.venue, all).filter(
        (one) => alike(one, position) && canHold(taker.input, one),
      );
      const same = contracts.find(({ instrument }) => instrument.id === position.instrument.id);
      return (same === undefined ? contracts : [same]).flatMap(
        (one) => moved(of, position, found, taker, one) ?? [],
      );
    });
  });
}

function moved(
  { party, limits, costs }: RemedyQuestion,
  position: PricedPosition,
  { share, traded, after, ratio }: Reduction,
  taker: Party,
  like: PricedPosition,
): Remedy | null {
  const held = position.position.quantity * share;
  const contracts = (held * baseUnits(position)) / baseUnits(like);
  const there = tradeCost(costs, taker.input.account.venue, like);
  const taken = opened(taker.input, like, contracts, there ?? free);
  const standing = unharmed(taker.assessor, taken.input, limits);
  if (standing === null) return null;
  const here = tradeCost(costs, party.input.account.venue, position);
  const { id, name } = taker.input.account;
  const [out, into] = [
    orderCost(position.instrument.symbol, here, traded),
    orderCost(like.instrument.symbol, there, taken),
  ];
  const known = [out.amount, into.amount].filter((one) => one !== null);
  return {
    kind: 'move',
    what: `close ${inWords(Math.abs(held))} ${position.instrument.symbol}, open ${inWords(Math.abs(contracts))} ${like.instrument.symbol} in ${name}`,
    amount: Math.abs(held),
    notional: notional(position) * share,
    cost: {
      amount: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0),
      unknown: [...new Set([...out.unknown, ...into.unknown])],
      minutes: out.minutes === null || into.minutes === null ? null : 0,
    },
    after,
    ratio,
    other: { account: id, name, ...standing },
  };
}
