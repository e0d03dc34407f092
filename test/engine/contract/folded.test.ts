import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedSnapshot, foldedTree, partsAt } from '../../../src/engine/contract/folded.ts';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import type { RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { unfolded, waiting } from '../../../src/renderer/views/explain/unfolded.ts';
import type { Held } from '../../../src/renderer/views/explain/unfolded.ts';
import { snapshotFixture } from '../../support/snapshot-fixture.ts';

const leaf = (label: string, value: number): MarginNode => {
  return { label, value, unit: 'USD', rule: 'given', parts: [] };
};

/** `widths[0]` parts, each of `widths[1]` parts and so on; every sum is true. */
function treeOf(label: string, [width, ...deeper]: readonly number[]): MarginNode {
  if (width === undefined) return leaf(label, 1);
  const parts = Array.from({ length: width }, (_, i) => treeOf(`${label}.${i}`, deeper));
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  return { label, value, unit: 'USD', rule: 'sum', parts };
}

const lines = (node: MarginNode): number => node.parts.reduce((sum, part) => sum + lines(part), 1);

/** The first account's initial margin is the tree. */
function snapshotWith(tree: MarginNode): RiskSnapshot {
  const [first, ...others] = snapshotFixture.accounts;
  if (first === undefined) throw new Error('the fixture has an account');
  const requirement = { ...first.requirement, initial: { ok: true, value: tree } as const };
  return { ...snapshotFixture, accounts: [{ ...first, requirement }, ...others] };
}

function sentTree(snapshot: RiskSnapshot): MarginNode {
  const initial = foldedSnapshot(snapshot).accounts[0]?.requirement.initial;
  if (initial?.ok !== true) throw new Error('the tree was sent');
  return initial.value;
}

/** What a user sees who opens everything, and how often the window asked. */
function openedWhole(snapshot: RiskSnapshot): {
  readonly tree: MarginNode;
  readonly asked: number;
} {
  const sent = sentTree(snapshot);
  const everything = { has: () => true } as unknown as ReadonlySet<string>;
  const held = new Map<string, { label: string; parts: readonly MarginNode[] }>();
  for (;;) {
    const tree = unfolded(sent, held satisfies Held);
    const next = waiting(tree, everything).filter(({ path }) => !held.has(path));
    if (next.length === 0) return { tree, asked: held.size };
    for (const { path, place } of next) {
      const parts = partsAt(snapshot, place);
      if (parts === null) throw new Error(`nothing is at ${path}`);
      held.set(path, { label: place.label, parts });
    }
  }
}

const withoutMarks = ({ folded: _folded, ...node }: MarginNode): MarginNode => {
  return { ...node, parts: node.parts.map(withoutMarks) };
};

describe('a folded tree', () => {
  it('of few lines is the tree itself', () => {
    const tree = treeOf('few', [10, 20]);
    expect(foldedTree(tree, { of: 'house' }, [])).toBe(tree);
  });

  it('of many keeps to its lines, and no node with some of its parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
        (widths, most) => {
          const tree = treeOf('any', widths);
          const look = (sent: MarginNode, whole: MarginNode): void => {
            expect({ ...sent, parts: 0, folded: 0 }).toEqual({ ...whole, parts: 0, folded: 0 });
            if (sent.folded === undefined) expect(sent.parts.length).toBe(whole.parts.length);
            else {
              expect(sent.parts).toEqual([]);
              expect(sent.folded.parts).toBe(whole.parts.length);
            }
            for (const [i, part] of sent.parts.entries()) {
              const of = whole.parts[i];
              if (of !== undefined) look(part, of);
            }
          };
          const sent = foldedTree(tree, { of: 'house' }, [], most);
          expect(lines(sent)).toBeLessThanOrEqual(Math.max(1, most));
          look(sent, tree);
        },
      ),
    );
  });
});

describe('what was folded', () => {
  it('comes by asking, and the whole tree is as the engine made it', () => {
    for (const widths of [[2_000], [3, 500], [40, 40], [5, 5, 5, 5, 5], [1, 1, 900, 2]]) {
      const tree = treeOf('margin', widths);
      const { tree: seen, asked } = openedWhole(snapshotWith(tree));
      expect(asked).toBeGreaterThan(0);
      expect(withoutMarks(seen)).toEqual(tree);
    }
  });

  it('is not given from another figure that came to its place', () => {
    const sent = sentTree(snapshotWith(treeOf('margin', [2_000])));
    const place = sent.folded?.place;
    if (place === undefined) throw new Error('the root was folded');
    expect(partsAt(snapshotWith(treeOf('margin', [3])), place)).toHaveLength(3);
    expect(partsAt(snapshotWith(treeOf('other', [2_000])), place)).toBeNull();
    expect(partsAt({ ...snapshotFixture, accounts: [] }, place)).toBeNull();
    expect(partsAt(snapshotWith(treeOf('margin', [3])), { ...place, path: [7] })).toBeNull();
  });
});
