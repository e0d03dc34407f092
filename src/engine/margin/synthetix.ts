import type { MarginNode } from '../contract/margin-node.ts';
import { given, max, product, sum } from './tree.ts';

/** Parameters of a market, fractions unless said otherwise. */
type SynthetixNumbers = {
  /** Base units: the market's depth. */
  readonly skewScale: number;
  /** Grows the initial ratio with |size| ÷ skew scale. */
  readonly initialRatio: number;
  readonly leastInitialRatio: number;
  /** Maintenance ratio ÷ initial ratio. */
  readonly maintenanceScalar: number;
  /** Added to both requirements, dollars. */
  readonly leastPositionMargin: number;
  /** Reward for flagging, a fraction of the notional. */
  readonly flagReward: number;
};

export type SynthetixPosition = {
  readonly market: string;
  /** Base units, long positive. */
  readonly size: number;
  /** Oracle price, dollars. */
  readonly price: number;
  /** Price that the position was filled at. */
  readonly entry: number;
  readonly numbers: SynthetixNumbers;
  /** Windows that a liquidation of the whole takes, at least 1. */
  readonly windows: number;
};

/** What keepers are paid, dollars: gas is part of the margin. */
export type KeeperNumbers = {
  readonly flagCost: number;
  readonly liquidationCost: number;
  /** Profit over cost: the larger of an amount and a fraction. */
  readonly leastProfit: number;
  readonly profitRatio: number;
  readonly largestReward: number;
  /** Largest reward as a fraction of the collateral. */
  readonly rewardScaling: number;
  /** Reward for the collateral, a fraction of its worth. */
  readonly collateralReward: number;
};

export type SynthetixMargin = {
  /** Collateral and unrealised profit at the oracle price. */
  readonly equity: MarginNode;
  readonly initial: MarginNode;
  readonly maintenance: MarginNode;
};

/** What a keeper is paid for one step, at most the largest reward or a share of the collateral. */
function keeperReward(reward: number, cost: number, collateral: number, of: KeeperNumbers): number {
  const least = Math.max(cost + of.leastProfit, cost * (1 + of.profitRatio));
  const cap =
    collateral === 0 ? of.largestReward : Math.min(collateral * of.rewardScaling, of.largestReward);
  return Math.min(Math.max(least, reward + cost), cap);
}

function liquidationReward(
  positions: readonly SynthetixPosition[],
  collateral: number,
  keepers: KeeperNumbers,
): MarginNode {
  const flagged = positions.reduce(
    (total, { size, price, numbers }) => total + Math.abs(size) * price * numbers.flagReward,
    0,
  );
  const windows = positions.reduce((most, one) => Math.max(most, one.windows), 0);
  if (windows === 0) return given('Reward of keepers', 0, 'USD');
  const { flagCost, liquidationCost } = keepers;
  const larger = max('Reward for flagging', 'USD', [
    given('Of the positions', flagged, 'USD'),
    given('Of the collateral', collateral * keepers.collateralReward, 'USD'),
  ]);
  const first = keeperReward(larger.value, flagCost + liquidationCost, collateral, keepers);
  const others = keeperReward(0, liquidationCost, 0, keepers) * (windows - 1);
  return sum('Reward of keepers', 'USD', [
    given('First window', first, 'USD', {
      note: `reward for flagging of ${larger.value} and gas, within the limits of a reward`,
    }),
    given('Further windows', others, 'USD', { note: `${windows - 1} × gas with its profit` }),
  ]);
}

function positionMargin(of: SynthetixPosition, need: 'initial' | 'maintenance'): MarginNode {
  const { market, size, price, numbers } = of;
  const grown = (Math.abs(size) / numbers.skewScale) * numbers.initialRatio;
  const ratio = grown + numbers.leastInitialRatio;
  return sum(market, 'USD', [
    product('Notional × ratio', 'USD', [
      given('Notional', Math.abs(size) * price, 'USD'),
      given('Initial ratio', ratio, ''),
      ...(need === 'initial' ? [] : [given('Maintenance scalar', numbers.maintenanceScalar, '')]),
    ]),
    given('Least margin of a position', numbers.leastPositionMargin, 'USD'),
  ]);
}

/**
 * Synthetix v3 perpetuals: requirements grow with the size against the market's depth, and hold what
 * keepers would be paid to liquidate the account, gas included.
 *
 * @param collateral dollars
 * @see Synthetixio/synthetix-v3 at 23585f73, markets/perps-market
 */
export function synthetixMargin(
  collateral: number,
  positions: readonly SynthetixPosition[],
  keepers: KeeperNumbers,
): SynthetixMargin {
  const reward = liquidationReward(positions, collateral, keepers);
  const requirement = (label: string, need: 'initial' | 'maintenance'): MarginNode =>
    sum(label, 'USD', [...positions.map((one) => positionMargin(one, need)), reward]);
  return {
    equity: sum('Available margin', 'USD', [
      given('Collateral', collateral, 'USD'),
      ...positions.map((one) => given(one.market, one.size * (one.price - one.entry), 'USD')),
    ]),
    initial: requirement('Initial margin', 'initial'),
    maintenance: requirement('Maintenance margin', 'maintenance'),
  };
}
