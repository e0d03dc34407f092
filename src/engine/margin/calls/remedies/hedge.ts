import type { Remedy } from '../../../contract/remedies.ts';
import type { PricedPosition } from '../../../model/priced.ts';
import { notional } from '../../../revaluation/unrealised.ts';
import { opened } from '../trades.ts';
import { baseUnits, canHold, contractsAt } from '../../contracts.ts';
import { free, tradeCost } from '../../costs.ts';
import { least, reaching } from './limits.ts';
import { inWords, type RemedyQuestion } from './question.ts';
import { orderCost } from './reduce.ts';

/**
 * Futures and perpetuals of the account's venue, bought or sold, where the account's own model asks
 * for so much less with them that they are enough: the least of each that is. Up to as many base
 * units as the account holds in the underlying. Less of what is held is a reduction, no hedge.
 */
export function hedgeRemedies(of: RemedyQuestion): readonly Remedy[] {
  const { input, assessor } = of.party;
  if (!assessor.trades) return [];
  return contractsAt(input.account.venue, [input, ...of.others.map((one) => one.input)])
    .filter(({ instrument }) => instrument.kind === 'perpetual' || instrument.kind === 'future')
    .filter((one) => canHold(input, one))
    .flatMap((one) => [1, -1].flatMap((side) => hedge(of, one, side) ?? []));
}

function hedge(
  { party: { input, assessor }, target, costs }: RemedyQuestion,
  like: PricedPosition,
  side: number,
): Remedy | null {
  const { underlying, symbol, id } = like.instrument;
  const held = input.positions.filter(({ instrument }) => instrument.underlying === underlying);
  const reduces = held.some(
    ({ instrument, position }) => instrument.id === id && Math.sign(position.quantity) === -side,
  );
  const most =
    held.reduce((sum, one) => sum + Math.abs(one.position.quantity) * baseUnits(one), 0) /
    baseUnits(like);
  if (reduces || !(most > 0)) return null;
  const known = tradeCost(costs, input.account.venue, like);
  const found = least((x) => {
    const traded = opened(input, like, side * x, known ?? free);
    const reached = reaching(assessor, traded.input, target);
    return reached === null ? null : { reached, traded };
  }, most);
  if (found === null) return null;
  const { reached, traded } = found.value;
  const one = Math.abs(notional(like) / like.position.quantity);
  return {
    kind: 'hedge',
    what: `${side > 0 ? 'buy' : 'sell'} ${inWords(found.x)} ${symbol} in ${input.account.name}`,
    amount: found.x,
    notional: one * found.x,
    cost: orderCost(symbol, known, traded),
    ...reached,
    other: null,
  };
}
