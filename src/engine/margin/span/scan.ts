import type { MarginNode } from '../../contract/margin-node.ts';
import { given, worst } from '../tree.ts';
import type { SpanPosition } from './parameters.ts';
import { pairOf, spanScenarios } from './scenarios.ts';

export type SpanScan = {
  readonly node: MarginNode;
  /** Of one net delta: what the scan loses by the price alone; 0 without a net delta. */
  readonly weightedPriceRisk: number;
  readonly netDelta: number;
};

/**
 * Scan of a combined commodity: the largest loss of 16 scenarios, and the part of it that a price
 * move alone explains: the mean of the active scenario and its twin of the other volatility, less
 * the loss of a day (the mean of the first two scenarios).
 */
export function spanScan(positions: readonly SpanPosition[], currency: string): SpanScan {
  const losses = spanScenarios.map((_, s) =>
    positions.reduce((all, { contract, quantity }) => all + quantity * contract.array[s]!, 0),
  );
  let active = 0;
  losses.forEach((loss, s) => {
    if (loss > losses[active]!) active = s;
  });
  const node = worst(
    'Scan risk',
    currency,
    losses.map((loss, s) => given(`${s + 1}: ${spanScenarios[s]!.label}`, loss, currency)),
    {
      scenario:
        losses[active]! > 0
          ? `${active + 1}: ${spanScenarios[active]!.label}`
          : 'none: no scenario loses',
    },
  );
  const netDelta = positions.reduce(
    (all, { contract, quantity }) => all + quantity * contract.delta,
    0,
  );
  const time = (losses[0]! + losses[1]!) / 2;
  const atPrice = (losses[active]! + losses[pairOf(active)]!) / 2;
  const priceRisk = Math.max(atPrice - time, 0);
  return {
    node,
    netDelta,
    weightedPriceRisk: netDelta === 0 || node.value === 0 ? 0 : priceRisk / Math.abs(netDelta),
  };
}
