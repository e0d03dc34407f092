import type { MarginNode } from '../../contract/margin-node.ts';
import { squareRootImpact } from '../../measures/liquidity/impact.ts';
import type { LiquidityPolicy, MarketDepth } from '../../model/house-policy.ts';
import type { Held } from '../../netting/lines.ts';
import type { ConsolidatedBook } from '../../orderbook/consolidated.ts';
import type { Asset } from '../../values/ids.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { given, product, sum, type Remarks } from '../tree.ts';
import { liveCosts } from './live-close-out.ts';
import { ladderSource, type PricesNow } from './live-ladders.ts';
import type { Need } from './netting-limits.ts';

const source = 'house policy';

/** What an underlying is closed by: the policy's numbers of its market. */
type Known = { readonly depth: MarketDepth; readonly dailyVolatility: number };

const deltaOf = (lines: readonly Held[]): number =>
  lines.reduce((all, { sensitivities }) => all + sensitivities.delta, 0);

/** What half the spread is paid on. */
function grossOf(lines: readonly Held[]): number {
  const perAccount = [...Map.groupBy(lines, ({ account }) => account).values()];
  return perAccount.map((own) => Math.abs(deltaOf(own))).reduce((all, one) => all + one, 0);
}

const spreadCharge = (lines: readonly Held[], halfSpread: MarginNode, unit: string): MarginNode =>
  product('Half the spread, account by account', unit, [
    given('Delta to close', grossOf(lines), unit),
    halfSpread,
  ]);

/** What the loss grows by while closing takes more than a day. */
function concentration<L extends Held>(
  lines: readonly L[],
  { days, riskScale }: ReturnType<typeof squareRootImpact>,
  need: Need<L>,
  participation: number,
  unit: string,
): MarginNode {
  return product('Concentration', unit, [
    given('Expected shortfall of the underlying', Math.max(need(lines), 0), unit),
    given('Growth over the days to close', riskScale - 1, '', {
      note: `${days} days at ${participation} of the daily volume`,
    }),
  ]);
}

const byLaw = (
  lines: readonly Held[],
  { depth, dailyVolatility }: Known,
  { coefficient, participation }: LiquidityPolicy,
): ReturnType<typeof squareRootImpact> =>
  squareRootImpact({
    quantity: Math.abs(deltaOf(lines)),
    dailyVolume: depth.dailyVolume,
    dailyVolatility,
    coefficient,
    price: 1,
    spread: 0,
    participation,
  });

/** Cost of closing one underlying by the policy alone. `notLive`: why live books do not say it. */
function policyCloseOut<L extends Held>(
  underlying: Asset,
  lines: readonly L[],
  known: Known,
  need: Need<L>,
  policy: LiquidityPolicy,
  notLive: Failure | null,
  unit: string,
): MarginNode {
  const { depth, dailyVolatility } = known;
  const law = byLaw(lines, known, policy);
  const said: Remarks =
    notLive === null ? { source } : { source, note: `no live book: ${notLive.message}` };
  return sum(underlying, unit, [
    spreadCharge(lines, given('Half spread', depth.spread / 2, '', said), unit),
    given('Impact', law.cost, unit, {
      source,
      note: `${policy.coefficient} × daily volatility ${dailyVolatility} × √(net delta ÷ daily volume ${depth.dailyVolume}) × net delta`,
    }),
    concentration(lines, law, need, policy.participation, unit),
  ]);
}

/** Cost of closing one underlying into its live books. `known`: null where the policy has no volume of it. */
function liveCloseOut<L extends Held>(
  ladder: ConsolidatedBook,
  lines: readonly L[],
  known: Known | null,
  need: Need<L>,
  policy: LiquidityPolicy,
  asOf: Instant,
  unit: string,
): MarginNode {
  const { underlying } = ladder;
  const assumptions =
    known === null
      ? null
      : {
          dailyVolume: known.depth.dailyVolume,
          dailyVolatility: known.dailyVolatility,
          coefficient: policy.coefficient,
          source,
        };
  const live = liveCosts(ladder, deltaOf(lines), ladderSource(ladder, asOf), assumptions, unit);
  const parts = [spreadCharge(lines, live.halfSpread, unit), live.impact];
  if (known === null) {
    const message = `the house policy has no daily volume of ${underlying}: the days to close it are not charged`;
    return sum(underlying, unit, parts, { lacking: [failure('missing-market-data', message)] });
  }
  const law = byLaw(lines, known, policy);
  return sum(underlying, unit, [
    ...parts,
    concentration(lines, law, need, policy.participation, unit),
  ]);
}

/**
 * What closing the book out costs beside the loss of a day: spread, impact, and the longer exposure
 * of a position that the market takes more than a day to absorb. Where an underlying has live books,
 * spread and impact are theirs, and the policy's square-root law prices only what they do not show;
 * elsewhere both are the policy's. Deltas stand for options; the spread of their volatility is not in it.
 *
 * @param volatility daily standard deviation of each underlying's returns, a fraction
 */
export function closeOut<L extends Held>(
  lines: readonly L[],
  need: Need<L>,
  policy: LiquidityPolicy,
  volatility: ReadonlyMap<Asset, number>,
  { ladderOf, asOf }: PricesNow,
  unit: string,
): MarginNode {
  const lacking: Failure[] = [];
  const parts: MarginNode[] = [];
  for (const [underlying, own] of Map.groupBy(lines, (line) => line.unit.underlying)) {
    const depth = policy.markets.get(underlying);
    const dailyVolatility = volatility.get(underlying);
    const known =
      depth === undefined || dailyVolatility === undefined ? null : { depth, dailyVolatility };
    const live = ladderOf(underlying);
    if (live?.ok) {
      parts.push(liveCloseOut(live.value, own, known, need, policy, asOf, unit));
    } else if (known !== null) {
      const notLive = live === null ? null : live.failure;
      parts.push(policyCloseOut(underlying, own, known, need, policy, notLive, unit));
    } else if (depth === undefined) {
      lacking.push(
        failure(
          'missing-market-data',
          `the house policy has no daily volume of ${underlying}: its close-out is not charged`,
        ),
      );
    }
  }
  return sum('Closing out', unit, parts, { lacking });
}
