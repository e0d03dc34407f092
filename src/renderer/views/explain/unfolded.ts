import type { MarginNode, TreePlace } from '../../../engine/contract/margin-node.ts';

/** Parts that were asked for, by the path of their node; the label says which figure they are of. */
export type Held = ReadonlyMap<
  string,
  { readonly label: string; readonly parts: readonly MarginNode[] }
>;

/** The tree with what is held in the place of what was folded. */
export function unfolded(node: MarginNode, held: Held, path: string = '0'): MarginNode {
  const known = held.get(path);
  const filled =
    node.folded !== undefined && known?.label === node.label
      ? { ...node, parts: known.parts }
      : node;
  if (held.size === 0) return filled;
  let changed = filled !== node;
  const parts = filled.parts.map((part, index) => {
    const whole = unfolded(part, held, `${path}.${index}`);
    changed ||= whole !== part;
    return whole;
  });
  return changed ? { ...filled, parts } : node;
}

/** Folded nodes that are open and in sight: parents before their parts. */
export function waiting(
  root: MarginNode,
  open: ReadonlySet<string>,
): readonly { readonly path: string; readonly place: TreePlace }[] {
  const found: { readonly path: string; readonly place: TreePlace }[] = [];
  const look = (node: MarginNode, path: string): void => {
    if (!open.has(path)) return;
    if (node.folded !== undefined) found.push({ path, place: node.folded.place });
    for (const [index, part] of node.parts.entries()) look(part, `${path}.${index}`);
  };
  look(root, '0');
  return found;
}
