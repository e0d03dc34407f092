import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { FileReport } from '../../../src/engine/contract/imports.ts';
import type { RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { loadResources, snapshotOf } from '../../../src/main/workstation/desk.ts';
import { fileOnDisk } from '../../../src/main/workstation/files.ts';
import { importFile } from '../../../src/main/workstation/importing.ts';
import { itWithSharedData, sharedData } from '../../support/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossguard-exports-'));
const resources = new URL('../../../resources', import.meta.url).pathname;

let store: Store;
let reports: readonly FileReport[] = [];
let snapshot: RiskSnapshot;

function filesBelow(root: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted(),
  );
}

async function importAll(root: string): Promise<readonly FileReport[]> {
  const found: FileReport[] = [];
  const choices = { account: null, format: null, mapping: null };
  const signal = new AbortController().signal;
  for (const path of filesBelow(root, ['exports', 'accounts', 'prices'])) {
    const file = await fileOnDisk(path);
    const { report } = await importFile(store, file, choices, 'commit', 0, () => {}, signal);
    found.push(report);
  }
  return found;
}

beforeAll(async () => {
  if (sharedData === null) return;
  store = openStore(join(folder, 'all.crossguard'), { now: () => Date.now() });
  reports = await importAll(sharedData);
  const outcome = snapshotOf(store, await loadResources(resources), null, new Map(), false);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  snapshot = outcome.value;
}, 120_000);

afterAll(() => {
  if (sharedData !== null) store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('every real export, account dump and price history in one store', () => {
  itWithSharedData('rows = kept + unchanged + failures, in every file', () => {
    expect(reports.length).toBeGreaterThan(60);
    for (const { file, rows, kept, unchanged, failures } of reports) {
      expect({ file, rows }).toEqual({ file, rows: kept + unchanged + failures.length });
    }
  });

  itWithSharedData('refused files say what was seen', () => {
    for (const { refused } of reports) {
      if (refused !== null) expect(refused.message.length).toBeGreaterThan(20);
    }
  });

  itWithSharedData('importing all of it again changes nothing', async () => {
    const before = store.imports().length;
    const again = await importAll(sharedData ?? '');
    expect(again.every(({ kept }) => kept === 0)).toBe(true);
    expect(store.imports()).toHaveLength(before);
  });

  itWithSharedData('totals equal the sum of their parts', () => {
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const leaves = snapshot.exposures.filter((row) => row.depth === 3);
    expect(leaves.length).toBeGreaterThan(5);
    const { sensitivities, gross, notional } = snapshot.overview;
    expect(sum(leaves.map((row) => row.sensitivities.delta))).toBeCloseTo(sensitivities.delta, 4);
    expect(sum(leaves.map((row) => row.gross))).toBeCloseTo(gross, 4);
    expect(sum(leaves.map((row) => row.notional))).toBeCloseTo(notional, 4);
    if (snapshot.risk.ok) {
      const { byAccount, expectedShortfall } = snapshot.risk.value;
      expect(sum(byAccount.map((one) => one.amount))).toBeCloseTo(expectedShortfall.value, 4);
    }
  });

  itWithSharedData('every margin tree holds', () => {
    for (const { equity, requirement } of snapshot.accounts) {
      for (const tree of [equity, requirement.initial, requirement.maintenance]) {
        if (tree.ok) expect(violations(tree.value)).toEqual([]);
      }
    }
  });

  itWithSharedData('what cannot be priced is listed with its place', () => {
    expect(snapshot.notIncluded.length).toBeGreaterThan(0);
    for (const { failure, source } of snapshot.notIncluded) {
      expect(failure.message).not.toBe('');
      expect(source).not.toBe('');
    }
  });

  itWithSharedData('no figure is NaN or infinite', () => {
    const text = JSON.stringify(snapshot, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value,
    );
    expect(text).not.toContain('NOT FINITE');
  });
});
