import type { MarginNode } from '../../contract/margin-node.ts';
import type { Outcome } from '../../values/outcome.ts';
import { given, product, sum, worst } from '../tree.ts';

/** The need of the same lines under one stress of correlations, loss positive. */
export type StressedNeed = { readonly name: string; readonly value: number };

/**
 * A share of what the need would be more under the worst stress of correlations.
 *
 * @param present the need under correlations as they are
 */
export function brokenCorrelations(
  present: number,
  stressed: Outcome<readonly StressedNeed[]>,
  share: number,
  strength: number,
  unit: string,
): MarginNode {
  const label = 'Correlations that break';
  if (!stressed.ok) return sum(label, unit, [], { lacking: [stressed.failure] });
  const parts = stressed.value.map(({ name, value }) =>
    sum(name, unit, [
      given('Expected shortfall under the stress', value, unit),
      given('As correlations are', -present, unit),
    ]),
  );
  const highest = parts.reduce<MarginNode | null>(
    (most, one) => (one.value > (most?.value ?? 0) ? one : most),
    null,
  );
  return product(label, unit, [
    worst('Excess under the worst stress', unit, parts, {
      scenario: highest?.label ?? 'none: every stress lowers the need',
      note: `correlations moved ${strength} of the way, each asset’s own moves kept`,
    }),
    given('Share charged', share, '', { source: 'house policy' }),
  ]);
}
