import type { MarginNode } from '../../contract/margin-node.ts';
import { squareRootImpact } from '../../measures/liquidity/impact.ts';
import type { LiquidityPolicy, MarketDepth } from '../../model/house-policy.ts';
import type { Held } from '../../netting/lines.ts';
import type { Asset } from '../../values/ids.ts';
import { failure } from '../../values/outcome.ts';
import { given, product, sum } from '../tree.ts';
import type { Need } from './netting-limits.ts';

type OneUnderlying<L> = { readonly underlying: Asset; readonly lines: readonly L[] };

/** Cost of closing one underlying, and what its loss grows by while that takes more than a day. */
function closeOutOf<L extends Held>(
  { underlying, lines }: OneUnderlying<L>,
  depth: MarketDepth,
  dailyVolatility: number,
  need: Need<L>,
  policy: LiquidityPolicy,
  unit: string,
): MarginNode {
  const net = Math.abs(lines.reduce((all, { sensitivities }) => all + sensitivities.delta, 0));
  const perAccount = [...Map.groupBy(lines, ({ account }) => account).values()];
  const gross = perAccount
    .map((own) => Math.abs(own.reduce((all, { sensitivities }) => all + sensitivities.delta, 0)))
    .reduce((all, one) => all + one, 0);
  const { participation, coefficient } = policy;
  const { dailyVolume, spread } = depth;
  const { cost, days, riskScale } = squareRootImpact({
    quantity: net,
    dailyVolume,
    dailyVolatility,
    coefficient,
    price: 1,
    spread: 0,
    participation,
  });
  const source = 'house policy';
  return sum(underlying, unit, [
    product('Half the spread, account by account', unit, [
      given('Delta to close', gross, unit),
      given('Half spread', spread / 2, '', { source }),
    ]),
    given('Impact', cost, unit, {
      source,
      note: `${coefficient} × daily volatility ${dailyVolatility} × √(net delta ÷ daily volume ${dailyVolume}) × net delta`,
    }),
    product('Concentration', unit, [
      given('Expected shortfall of the underlying', Math.max(need(lines), 0), unit),
      given('Growth over the days to close', riskScale - 1, '', {
        note: `${days} days at ${participation} of the daily volume`,
      }),
    ]),
  ]);
}

/**
 * What closing the book out costs beside the loss of a day: spread, impact by the square-root law,
 * and the longer exposure of a position that the market takes more than a day to absorb. Deltas
 * stand for options; the spread of their volatility is not in it.
 *
 * @param volatility daily standard deviation of each underlying's returns, a fraction
 */
export function closeOut<L extends Held>(
  lines: readonly L[],
  need: Need<L>,
  policy: LiquidityPolicy,
  volatility: ReadonlyMap<Asset, number>,
  unit: string,
): MarginNode {
  const held = [...Map.groupBy(lines, (line) => line.unit.underlying)];
  const lacking = held
    .filter(([underlying]) => !policy.markets.has(underlying))
    .map(([underlying]) =>
      failure(
        'missing-market-data',
        `the house policy has no daily volume of ${underlying}: its close-out is not charged`,
      ),
    );
  const parts = held.flatMap(([underlying, own]) => {
    const depth = policy.markets.get(underlying);
    const daily = volatility.get(underlying);
    return depth === undefined || daily === undefined
      ? []
      : [closeOutOf({ underlying, lines: own }, depth, daily, need, policy, unit)];
  });
  return sum('Closing out', unit, parts, { lacking });
}
