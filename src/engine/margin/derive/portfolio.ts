import type { MarginNode } from '../../contract/margin-node.ts';
import type { DerivePortfolioNumbers } from '../../model/derive-numbers.ts';
import { given, product, sum } from '../tree.ts';
import { confidenceCharge, contingency } from './contingencies.ts';
import { worstLoss } from './scenario-loss.ts';
import { heldExpiries, type DeriveState } from './state.ts';
import { expiryValue } from './valuation.ts';

/** A margin account of Derive. Requirements are positive; the protocol's own figures are signed health. */
export type DeriveMargin = {
  /** Cash and mark to market. */
  readonly equity: MarginNode;
  readonly initial: MarginNode;
  readonly maintenance: MarginNode;
  readonly markToMarket: number;
};

/**
 * Derive's portfolio margin (PMRM2), in dollars:
 * maintenance = factor × worst loss + contingency;
 * initial = (factor + peg surcharge) × worst loss + contingency + initial contingency + low confidence.
 *
 * @see docs.derive.xyz, Portfolio Margin 2; derivexyz/v2-core at 7736900d
 */
export function derivePortfolioMargin(
  state: DeriveState,
  numbers: DerivePortfolioNumbers,
): DeriveMargin {
  const marked = markToMarket(state, numbers);
  const lost = worstLoss(state, numbers);
  const always = contingency(state, numbers, 'maintenance');
  const { loss, peg } = numbers;
  const surcharge = Math.max(0, peg.threshold - state.stable) * peg.factor;
  const scaled = (factors: readonly MarginNode[]): MarginNode =>
    product('Worst loss × factor', 'USD', [lost, sum('Factor', '', factors)]);
  return {
    equity: sum('Equity', 'USD', [given('Cash', state.cash, 'USD'), marked]),
    maintenance: sum('Maintenance margin', 'USD', [
      scaled([given('Maintenance factor', loss.maintenanceFactor, '')]),
      always,
    ]),
    initial: sum('Initial margin', 'USD', [
      scaled([
        given('Initial factor', loss.initialFactor, ''),
        given('Stablecoin below its peg', surcharge, ''),
      ]),
      always,
      contingency(state, numbers, 'initial'),
      confidenceCharge(state, numbers),
    ]),
    markToMarket: marked.value,
  };
}

function markToMarket(state: DeriveState, numbers: DerivePortfolioNumbers): MarginNode {
  const { perpetual, collateral, stable } = state;
  return sum('Mark to market', 'USD', [
    ...heldExpiries(state).map((expiry) =>
      given(
        `Options in ${Number((expiry.seconds / 86_400).toFixed(2))} days`,
        expiryValue(expiry, 1, 'none', numbers),
        'USD',
      ),
    ),
    ...(perpetual === null
      ? []
      : [given('Perpetual', perpetual.unrealised + perpetual.funding, 'USD')]),
    ...collateral.map(({ name, amount, price }) => given(name, (amount * price) / stable, 'USD')),
  ]);
}
