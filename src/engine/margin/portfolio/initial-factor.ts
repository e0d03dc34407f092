import type { MarginNode } from '../../contract/margin-node.ts';
import type { Venue } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { citation, type Stated } from '../editions.ts';
import { given, product } from '../tree.ts';

/** Initial margin as a factor × maintenance margin. */
export function initialByFactor(
  maintenance: MarginNode,
  factor: Stated<'okx-pm', number> | Stated<'bybit-pm', number> | null,
  venue: Venue,
): Outcome<MarginNode> {
  if (maintenance.parts.length === 0) return ok(maintenance);
  if (factor === null) {
    return fail('not-published', `no initial factor of ${venue} is known at this time`);
  }
  return ok(
    product(maintenance.label, maintenance.unit, [
      maintenance,
      given('Initial ÷ maintenance', factor.value, '', { source: citation(factor.edition) }),
    ]),
  );
}
