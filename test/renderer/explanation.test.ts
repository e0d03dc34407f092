import { expect, it } from 'vitest';
import type { MarginNode } from '../../src/engine/contract/margin-node.ts';
import { exposureNode } from '../../src/renderer/state/exposure-explanation.ts';
import { explanation } from '../../src/renderer/state/explanation.ts';
import type { Question } from '../../src/renderer/state/explanation.ts';
import { openPaths, treeRows } from '../../src/renderer/views/explain/tree-rows.ts';
import { leafNode, snapshotFixture, sumNode } from '../support/snapshot-fixture.ts';

const first = (question: Question): MarginNode => {
  const tree = explanation(snapshotFixture, question)?.trees[0];
  if (tree?.ok !== true) throw new Error('no tree');
  return tree.value;
};

const partsSum = (node: MarginNode): number =>
  node.parts.reduce((sum, part) => sum + part.value, 0);

it('the book’s equity is the engine’s total over the accounts’ own trees', () => {
  const node = first({ about: 'equity', account: null });
  // 20 000 + 8 000 + 5 000 as in the fixture.
  expect(node.value).toBe(33_000);
  expect(partsSum(node)).toBe(33_000);
  expect(node.parts.map(({ label }) => label)).toEqual([
    'main · DERIBIT',
    'hedge · BINANCE',
    'risky · OKX',
  ]);
});

it('a total that lacks an account says so and does not count it as 0', () => {
  const node = first({ about: 'requirement', account: null, need: 'initial' });
  expect(node.parts).toHaveLength(2);
  expect(node.lacking).toEqual(snapshotFixture.overview.initialMargin.lacking);
});

it('the margin ratio shows maintenance margin and equity of that account', () => {
  const answer = explanation(snapshotFixture, { about: 'marginRatio', account: 'OKX:risky' });
  const trees = answer?.trees.map((tree) => (tree.ok ? tree.value.value : null));
  // 4 800 ÷ 5 000 = 96 %.
  expect(trees).toEqual([4_800, 5_000]);
});

it('an account that left the book has no answer', () => {
  expect(explanation(snapshotFixture, { about: 'equity', account: 'GONE:x' })).toBeNull();
});

it('the saving shows its steps, then demand and need side by side, never added', () => {
  const answer = explanation(snapshotFixture, { about: 'saving' });
  const trees = answer?.trees.map((tree) => (tree.ok ? tree.value.value : null));
  // 15 000 − 4 900 = 10 100, the saving in the fixture.
  expect(trees).toEqual([10_100, 15_000, 4_900]);
});

const treeOf = (found: ReturnType<typeof exposureNode>): MarginNode | null =>
  found?.tree.ok === true ? found.tree.value : null;

it('what is not known has no tree, and its parts none of it', () => {
  const failure = { reason: 'missing-market-data' as const, message: 'no entry price' };
  const unknown = { amount: null, lacking: [failure] };
  const snapshot = {
    ...snapshotFixture,
    overview: { ...snapshotFixture.overview, pnl: unknown },
    exposures: snapshotFixture.exposures.map((row) => ({ ...row, pnl: unknown })),
  };
  expect(exposureNode(snapshot, null, 'pnl')?.tree).toEqual({ ok: false, failure });
  expect(exposureNode(snapshot, 'BTC', 'pnl')?.tree).toEqual({ ok: false, failure });
});

it('net delta of an underlying is the sum of the rows under it, down to the positions', () => {
  const node = treeOf(exposureNode(snapshotFixture, 'BTC', 'delta'));
  expect(node?.value).toBe(10_000);
  expect(node?.parts.map(({ value }) => value)).toEqual([100_000, -90_000]);
  expect(node?.parts[0]?.parts[0]?.parts[0]).toMatchObject({
    label: 'BTC-PERP',
    rule: 'given',
    value: 100_000,
  });
});

it('the total’s parts are the underlyings, for every measure', () => {
  for (const measure of ['gross', 'delta', 'notional'] as const) {
    const node = treeOf(exposureNode(snapshotFixture, null, measure));
    expect(node).not.toBeNull();
    if (node !== null) expect(partsSum(node)).toBe(node.value);
  }
});

it('a tree opens level by level and closed nodes hide what is under them', () => {
  const root = sumNode('a', [sumNode('b', [leafNode('c', 1), leafNode('d', 2)]), leafNode('e', 3)]);
  const labels = (open: ReadonlySet<string>): readonly string[] =>
    treeRows(root, open).map(({ node }) => node.label);
  expect(labels(new Set())).toEqual(['a']);
  expect(labels(openPaths(root, 1))).toEqual(['a', 'b', 'e']);
  expect(labels(openPaths(root))).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(
    treeRows(root, openPaths(root)).map(({ path, level, position, siblings }) => [
      path,
      level,
      position,
      siblings,
    ]),
  ).toEqual([
    ['0', 1, 1, 1],
    ['0.0', 2, 1, 2],
    ['0.0.0', 3, 1, 2],
    ['0.0.1', 3, 2, 2],
    ['0.1', 2, 2, 2],
  ]);
});

it('expected shortfall is the sum of what each underlying brings; value at risk names its day', () => {
  const { risk } = snapshotFixture;
  if (!risk.ok) throw new Error('the fixture has a risk');
  const shortfall = first({ about: 'risk', measure: 'expectedShortfall' });
  expect(shortfall.value).toBe(risk.value.expectedShortfall.value);
  expect(shortfall.parts.map(({ label }) => label)).toEqual(
    risk.value.byUnderlying.map(({ label }) => label),
  );
  const value = first({ about: 'risk', measure: 'valueAtRisk' });
  expect(value.scenario).toBe(risk.value.valueAtRisk.scenario);
  expect(value.parts).toEqual([]);
});

it('a risk that is not known is explained by its reason', () => {
  const failure = { reason: 'not-applicable', message: 'too few days' } as const;
  const answer = explanation(
    { ...snapshotFixture, risk: { ok: false, failure } },
    { about: 'risk', measure: 'valueAtRisk' },
  );
  expect(answer?.trees).toEqual([{ ok: false, failure }]);
});
