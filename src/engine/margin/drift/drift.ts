import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, sum } from '../tree.ts';
import { assetWeight, sizedWeight, scaledWeight } from './weights.ts';

export type DriftNeed = 'initial' | 'maintenance';

type DriftSpot = {
  readonly token: string;
  /** Negative is borrowed. */
  readonly amount: number;
  readonly price: number;
  readonly assetWeight: Readonly<Record<DriftNeed, number>>;
  /** Of a small borrow; it grows with size as a perpetual's ratio does. */
  readonly liabilityWeight: Readonly<Record<DriftNeed, number>>;
  readonly imf: number;
  /** Of the whole market in dollars, and from where on they lower the initial weight; null: never. */
  readonly deposits: { readonly value: number; readonly scaledFrom: number } | null;
};

export type DriftPerpetual = {
  readonly market: string;
  /** Base units, long positive. */
  readonly base: number;
  readonly price: number;
  readonly unrealised: number;
  readonly ratio: Readonly<Record<DriftNeed, number>>;
  readonly imf: number;
  /** Share of a profit that counts. */
  readonly profitWeight: Readonly<Record<DriftNeed, number>>;
};

export type DriftState = {
  readonly spots: readonly DriftSpot[];
  readonly perpetuals: readonly DriftPerpetual[];
};

function depositNode(of: DriftSpot, need: DriftNeed): MarginNode {
  const { token, amount, price, imf, deposits } = of;
  const sized = assetWeight(of.assetWeight[need], imf, amount);
  const weight =
    need === 'initial' && deposits !== null
      ? scaledWeight(sized, deposits.value, deposits.scaledFrom)
      : sized;
  return product(token, 'USD', [
    given('Deposit', amount, token),
    given(`USD per ${token}`, price, 'USD'),
    given('Weight', weight, ''),
  ]);
}

function borrowNode(of: DriftSpot, need: DriftNeed): MarginNode {
  const { token, amount, price, liabilityWeight, imf } = of;
  return product(`${token} borrowed`, 'USD', [
    given('Borrowed', -amount, token),
    given(`USD per ${token}`, price, 'USD'),
    given('Weight', sizedWeight(liabilityWeight[need], imf, -amount), ''),
  ]);
}

function profitNode(
  { market, unrealised, profitWeight }: DriftPerpetual,
  need: DriftNeed,
): MarginNode {
  const result = given(`${market}: unrealised`, unrealised, 'USD');
  return unrealised <= 0
    ? result
    : product(`${market}: profit that counts`, 'USD', [
        result,
        given('Weight', profitWeight[need], ''),
      ]);
}

function requirementNode(
  { market, base, price, ratio, imf }: DriftPerpetual,
  need: DriftNeed,
): MarginNode {
  const size = Math.abs(base);
  return product(market, 'USD', [
    given('Notional', size * price, 'USD'),
    given('Margin ratio', sizedWeight(ratio[need], imf, size), '', {
      note: `the larger of ${ratio[need]} and 0.8 × ${ratio[need]} + ${imf} × √${size}`,
    }),
  ]);
}

/** What an account has and needs, dollars. */
export type DriftMargin = { readonly collateral: MarginNode; readonly requirement: MarginNode };

/**
 * Drift v2: weighted deposits and results of perpetuals against weighted borrows and margin of
 * perpetuals. Liquidation begins where total collateral is below the maintenance requirement.
 *
 * @see drift-labs/protocol-v2 at 0ae3e3b1, programs/drift/src/math/margin.rs
 */
export function driftMargin({ spots, perpetuals }: DriftState, need: DriftNeed): DriftMargin {
  return {
    collateral: sum('Total collateral', 'USD', [
      ...spots.filter(({ amount }) => amount > 0).map((one) => depositNode(one, need)),
      ...perpetuals.map((one) => profitNode(one, need)),
    ]),
    requirement: sum(need === 'initial' ? 'Initial margin' : 'Maintenance margin', 'USD', [
      ...spots.filter(({ amount }) => amount < 0).map((one) => borrowNode(one, need)),
      ...perpetuals.filter(({ base }) => base !== 0).map((one) => requirementNode(one, need)),
    ]),
  };
}

/**
 * Price of one market at which collateral meets maintenance, all else equal and profits counted
 * whole; null where no positive price does that.
 *
 * @param free total collateral − requirement, both of maintenance
 */
export function driftLiquidationPrice(
  { base, price, ratio, imf }: DriftPerpetual,
  free: number,
): number | null {
  const size = Math.abs(base);
  const slope = base - size * sizedWeight(ratio.maintenance, imf, size);
  const found = slope === 0 ? 0 : price - free / slope;
  return found > 0 && Number.isFinite(found) ? found : null;
}
