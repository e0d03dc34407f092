import type { MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { MarginNode, TreeName, TreePlace } from './margin-node.ts';
import type { AccountMargin, Alternatives, RiskSnapshot } from './snapshot.ts';

/** Lines of a margin tree that travel with a snapshot; a tree of thousands is asked for by its parts. */
const mostLines = 300;

/**
 * A tree with at most so many lines, filled from the root down. A node whose parts did not fit keeps
 * its figure, says how many parts it has and where they are; none of its parts stands for the rest.
 */
export function foldedTree(
  root: MarginNode,
  tree: TreeName,
  path: readonly number[],
  most: number = mostLines,
): MarginNode {
  let lines = 1;
  const kept = new Set<MarginNode>();
  const level = [root];
  for (const node of level) {
    if (lines + node.parts.length > most) continue;
    lines += node.parts.length;
    kept.add(node);
    level.push(...node.parts);
  }
  if (kept.size === level.length) return root;

  const copy = (node: MarginNode, at: readonly number[]): MarginNode => {
    if (node.parts.length === 0) return node;
    if (kept.has(node)) {
      return { ...node, parts: node.parts.map((part, i) => copy(part, [...at, i])) };
    }
    const place: TreePlace = { tree, path: at, label: node.label };
    return { ...node, parts: [], folded: { parts: node.parts.length, place } };
  };
  return copy(root, path);
}

/** A snapshot whose margin trees are folded: every figure is there, and what it is made of is asked for. */
export function foldedSnapshot(snapshot: RiskSnapshot): RiskSnapshot {
  const { houseView } = snapshot;
  const { steps } = houseView;
  return {
    ...snapshot,
    accounts: snapshot.accounts.map(foldedAccount),
    houseView: {
      ...houseView,
      house: folded(houseView.house, { of: 'house' }),
      steps: steps === null ? null : foldedTree(steps, { of: 'saving' }, []),
    },
  };
}

/**
 * The parts of a node that was folded, each folded in its turn.
 *
 * @returns null when the newest snapshot has another figure there
 */
export function partsAt(
  snapshot: RiskSnapshot,
  { tree, path, label }: TreePlace,
): readonly MarginNode[] | null {
  let node: MarginNode | undefined = treeOf(snapshot, tree);
  for (const index of path) node = node?.parts[index];
  if (node?.label !== label) return null;
  return node.parts.map((part, i) => foldedTree(part, tree, [...path, i], 1 + mostLines / 10));
}

function foldedAccount(account: AccountMargin): AccountMargin {
  const { account: id, alternatives } = account;
  const both = (
    { initial, maintenance }: AccountMargin['requirement'],
    way: keyof Alternatives | null,
  ): AccountMargin['requirement'] => ({
    initial: folded(initial, { of: 'requirement', account: id, way, need: 'initial' }),
    maintenance: folded(maintenance, { of: 'requirement', account: id, way, need: 'maintenance' }),
  });
  return {
    ...account,
    equity: folded(account.equity, { of: 'equity', account: id }),
    requirement: both(account.requirement, null),
    alternatives: {
      isolated: both(alternatives.isolated, 'isolated'),
      cross: both(alternatives.cross, 'cross'),
      portfolio: both(alternatives.portfolio, 'portfolio'),
      house: both(alternatives.house, 'house'),
    },
  };
}

const folded = (outcome: Outcome<MarginNode>, tree: TreeName): Outcome<MarginNode> =>
  outcome.ok ? { ok: true, value: foldedTree(outcome.value, tree, []) } : outcome;

function treeOf(snapshot: RiskSnapshot, tree: TreeName): MarginNode | undefined {
  const { accounts, houseView } = snapshot;
  const account = (id: MarginAccountId): AccountMargin | undefined =>
    accounts.find(({ account: one }) => one === id);
  switch (tree.of) {
    case 'saving':
      return houseView.steps ?? undefined;
    case 'house':
      return valueOf(houseView.house);
    case 'equity':
      return valueOf(account(tree.account)?.equity);
    default: {
      const found = account(tree.account);
      const required = tree.way === null ? found?.requirement : found?.alternatives[tree.way];
      return valueOf(required?.[tree.need]);
    }
  }
}

const valueOf = (outcome: Outcome<MarginNode> | undefined): MarginNode | undefined =>
  outcome?.ok === true ? outcome.value : undefined;
