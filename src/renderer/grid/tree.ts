/** What a row must have to stand in a tree grid. */
export type TreeItem = {
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
};

export type Tree<T extends TreeItem> = {
  readonly rows: ReadonlyMap<string, T>;
  readonly branches: ReadonlySet<string>;
};

export function treeOf<T extends TreeItem>(rows: readonly T[]): Tree<T> {
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    branches: new Set(rows.flatMap(({ parent }) => (parent === null ? [] : [parent]))),
  };
}

function ancestors<T extends TreeItem>(row: T, tree: Tree<T>): readonly string[] {
  const ids: string[] = [];
  for (let id = row.parent; id !== null; id = tree.rows.get(id)?.parent ?? null) ids.push(id);
  return ids;
}

/**
 * Rows to show. Without `matches`: those whose ancestors are all open. With it: every match with
 * its ancestors, whether open or not, so that nothing found stays hidden.
 */
export function shownRows<T extends TreeItem>(
  tree: Tree<T>,
  open: ReadonlySet<string>,
  matches: ((row: T) => boolean) | null,
): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const row of tree.rows.values()) {
    const above = ancestors(row, tree);
    if (matches === null) {
      if (above.every((id) => open.has(id))) shown.add(row.id);
    } else if (matches(row)) {
      for (const id of [row.id, ...above]) shown.add(id);
    }
  }
  return shown;
}

/** Parents before their children, siblings in the order given: sorting never tears a branch. */
export function inTreeOrder<T extends TreeItem>(sorted: readonly T[]): readonly T[] {
  const children = new Map<string | null, T[]>();
  for (const row of sorted) {
    const siblings = children.get(row.parent);
    if (siblings === undefined) children.set(row.parent, [row]);
    else siblings.push(row);
  }
  const ordered: T[] = [];
  const add = (parent: string | null): void => {
    for (const row of children.get(parent) ?? []) {
      ordered.push(row);
      add(row.id);
    }
  };
  add(null);
  return ordered;
}
