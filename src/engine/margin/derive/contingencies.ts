import type { MarginNode } from '../../contract/margin-node.ts';
import type { DeriveOption, DerivePortfolioNumbers } from '../../model/derive-numbers.ts';
import { given, product, sum } from '../tree.ts';
import { heldExpiries, type DeriveState, type HeldExpiry } from './state.ts';

/**
 * Short options of one strike that no long option of the other right stands against: a short call
 * with a long put is a short forward, which the scenarios hold.
 */
function nakedShort(options: readonly DeriveOption[], strike: number): number {
  const net = (right: DeriveOption['right']): number =>
    options.reduce(
      (total, one) => (one.strike === strike && one.right === right ? total + one.quantity : total),
      0,
    );
  const [calls, puts] = [net('call'), net('put')];
  return Math.max(0, -calls - Math.max(puts, 0)) + Math.max(0, -puts - Math.max(calls, 0));
}

const nakedShorts = (expiries: readonly HeldExpiry[]): number =>
  expiries.reduce((total, { options }) => {
    const strikes = new Set(options.map(({ strike }) => strike));
    return [...strikes].reduce((sum_, strike) => sum_ + nakedShort(options, strike), total);
  }, 0);

type Percent = 'maintenance' | 'initial';

const charged = (label: string, notional: number, rate: number): MarginNode =>
  product(label, 'USD', [given('Notional', notional, 'USD'), given('Rate', rate, '')]);

/** What each kind of holding is charged by its size, beside the scenarios. */
export function contingency(
  state: DeriveState,
  numbers: DerivePortfolioNumbers,
  need: Percent,
): MarginNode {
  const { spot, perpetual, collateral } = state;
  const naked = nakedShorts(heldExpiries(state)) * spot;
  const parts = [
    ...(perpetual === null
      ? []
      : [charged('Perpetual', Math.abs(perpetual.quantity) * spot, numbers.perpetual[need])]),
    ...(naked > 0 ? [charged('Naked short options', naked, numbers.option[need])] : []),
    ...collateral.map((one) =>
      charged(
        one.name,
        (one.amount * one.price) / state.stable,
        need === 'initial' ? one.initialHaircut : one.maintenanceHaircut,
      ),
    ),
  ];
  return sum(need === 'initial' ? 'Initial contingency' : 'Contingency', 'USD', parts);
}

/** What low confidence of the feeds costs, on initial margin alone. */
export function confidenceCharge(
  state: DeriveState,
  { confidence: rule }: DerivePortfolioNumbers,
): MarginNode {
  const { spot, spotConfidence, perpetual, collateral } = state;
  const doubted = (label: string, confidence: number, notional: number): readonly MarginNode[] =>
    confidence < rule.threshold
      ? [
          product(label, 'USD', [
            given('1 − confidence', 1 - confidence, ''),
            given('Rate', rule.margin, ''),
            given('Notional', notional, 'USD'),
          ]),
        ]
      : [];
  const ofPerpetual = perpetual === null ? 1 : perpetual.confidence;
  const parts = [
    ...doubted(
      'Perpetual',
      Math.min(spotConfidence, ofPerpetual),
      Math.abs(perpetual?.quantity ?? 0) * spot,
    ),
    ...heldExpiries(state).flatMap((expiry) =>
      doubted(
        `Options in ${Number((expiry.seconds / 86_400).toFixed(2))} days`,
        Math.min(
          spotConfidence,
          ofPerpetual,
          expiry.forwardConfidence,
          expiry.rateConfidence,
          expiry.volatilityConfidence,
        ),
        expiry.options.reduce((total, { quantity }) => total + Math.abs(quantity), 0) * spot,
      ),
    ),
    ...collateral.flatMap((one) =>
      doubted(
        one.name,
        Math.min(one.confidence, spotConfidence),
        (one.amount * one.price) / state.stable,
      ),
    ),
  ];
  return sum('Low confidence of feeds', 'USD', parts);
}
