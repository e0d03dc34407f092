import type { MarginNode } from '../../../engine/contract/margin-node.ts';

/** One visible line of a margin tree. */
export type TreeRow = {
  /** Positions of the parts from the root, `0.2.1`: unique and stable while the tree keeps its form. */
  readonly path: string;
  readonly node: MarginNode;
  /** The root is 1, as in `aria-level`. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly open: boolean;
  /** The part that gave its parent's worst figure. */
  readonly worst: boolean;
};

/** Whether there is something under a node, here or still to be asked for. */
export const isBranch = (node: MarginNode): boolean =>
  node.parts.length > 0 || node.folded !== undefined;

/** The lines to draw, parents before their parts; a closed node hides what is under it. */
export function treeRows(root: MarginNode, open: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (
    node: MarginNode,
    path: string,
    position: number,
    parent: MarginNode | null,
  ): void => {
    const level = path.split('.').length;
    const isOpen = isBranch(node) && open.has(path);
    const siblings = parent?.parts.length ?? 1;
    const worst = parent?.scenario !== undefined && parent.scenario === node.label;
    rows.push({ path, node, level, position, siblings, open: isOpen, worst });
    if (!isOpen) return;
    for (const [index, part] of node.parts.entries()) {
      add(part, `${path}.${index}`, index + 1, node);
    }
  };
  add(root, '0', 1, null);
  return rows;
}

/**
 * Paths of every node that has parts, to `depth` levels; without it, all levels that are here: what
 * is folded opens one by one.
 */
export function openPaths(root: MarginNode, depth: number = Infinity): ReadonlySet<string> {
  const paths = new Set<string>();
  const add = (node: MarginNode, path: string, level: number): void => {
    if (level > depth || !isBranch(node)) return;
    if (node.parts.length === 0 && depth === Infinity) return;
    paths.add(path);
    for (const [index, part] of node.parts.entries()) add(part, `${path}.${index}`, level + 1);
  };
  add(root, '0', 1);
  return paths;
}
