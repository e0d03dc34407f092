import type { MarginNode } from '../../contract/margin-node.ts';
import { given, sum, worst } from '../tree.ts';
import type { SpanCommodity, SpanContract, SpanPosition } from './parameters.ts';
import { spanScenarios } from './scenarios.ts';

/** `ES 201903`, `ES 201903 call 2500`. */
export const contractName = ({ product, kind, month, strike }: SpanContract): string =>
  [
    product,
    month,
    ...(kind === 'future' ? [] : [kind]),
    ...(strike === null ? [] : [String(strike)]),
  ].join(' ');

/** The common losses of one combined commodity's positions. */
export type SpanScan = {
  /** [scenario], loss positive. */
  readonly losses: readonly number[];
  /** Index of the scenario of the largest loss, the first among equals. */
  readonly active: number;
  readonly risk: MarginNode;
};

/**
 * Scan risk: the largest loss over the sixteen scenarios, at least 0. Array values of the extreme
 * scenarios already hold the covered fraction only.
 */
export function spanScan(
  { currency, source }: SpanCommodity,
  positions: readonly SpanPosition[],
): SpanScan {
  const losses = spanScenarios.map((_, s) =>
    positions.reduce((total, { contract, quantity }) => total + quantity * contract.losses[s]!, 0),
  );
  const active = losses.reduce((most, loss, s) => (loss > losses[most]! ? s : most), 0);
  const parts = spanScenarios.map(({ label }, s) =>
    s === active && losses[s]! > 0
      ? sum(
          label,
          currency,
          positions.map(({ contract, quantity }) =>
            given(contractName(contract), quantity * contract.losses[s]!, currency, {
              source,
              note: `${quantity} × ${contract.losses[s]}`,
            }),
          ),
        )
      : given(label, losses[s]!, currency, { source }),
  );
  const risk = worst('Scan risk', currency, parts, { scenario: spanScenarios[active]!.label });
  return { losses, active, risk };
}
