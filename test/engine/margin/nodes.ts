import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';

/** The value of an outcome that must be one. */
export function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const descendants = (of: MarginNode): readonly MarginNode[] => [
  of,
  ...of.parts.flatMap(descendants),
];

/** The first node of a tree with this label. */
export function labelled(of: MarginNode, label: string): MarginNode {
  const found = descendants(of).find((one) => one.label === label);
  if (found === undefined) throw new Error(`no node "${label}" under "${of.label}"`);
  return found;
}
