import type { MarginNode } from '../../contract/margin-node.ts';
import { ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { sum } from '../tree.ts';

type Whole = {
  readonly reporting: string;
  /** What no part of the figure has in it. */
  readonly lacking: readonly Failure[];
  readonly note: string;
};

/**
 * Derivatives and debts of an account as one figure. Without anything to show it fails for the
 * first of the reasons.
 */
export function wholeAccount(
  label: string,
  derivatives: Outcome<MarginNode>,
  owed: MarginNode,
  { reporting, lacking, note }: Whole,
): Outcome<MarginNode> {
  if (!derivatives.ok) return derivatives;
  const [first] = lacking;
  const empty = derivatives.value.value === 0 && owed.parts.length === 0;
  if (empty && first !== undefined) return { ok: false, failure: first };
  const parts = owed.parts.length > 0 ? [derivatives.value, owed] : [derivatives.value];
  return ok(sum(label, reporting, parts, { note, lacking }));
}
