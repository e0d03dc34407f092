import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { FileReport, RowVerdict } from '../../../../src/engine/contract/imports.ts';
import type { StatementItem } from '../../../../src/main/imports/format.ts';
import { openStore, type Store } from '../../../../src/main/store/open.ts';
import { aFile, morning } from './items.ts';

const folders: string[] = [];
const open: Store[] = [];

afterEach(() => {
  for (const store of open.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-store-'));
  folders.push(folder);
  return folder;
}

const now = (): number => morning;

/** A store on disk, closed after the test if the test did not. */
export function aStore(path: string = join(aFolder(), 'desk.crossguard')): Store {
  return tracked(openStore(path, { now }));
}

export function aReader(path: string): Store {
  return tracked(openStore(path, { now, readOnly: true }));
}

function tracked(store: Store): Store {
  let closed = false;
  const once: Store = {
    ...store,
    close: () => {
      if (!closed) store.close();
      closed = true;
    },
  };
  open.push(once);
  return once;
}

/** Imports a file whose rows hold one item each, lines from 2. */
export function imported(
  store: Store,
  name: string,
  items: readonly StatementItem[],
): { report: FileReport; verdicts: RowVerdict['verdict'][]; id: number } {
  const writer = store.beginImport(aFile(name));
  const verdicts = items.map((item, index) => writer.add(index + 2, [item], item.kind).verdict);
  const report = writer.commit();
  return { report, verdicts, id: store.imports()[0]?.id ?? 0 };
}

/** All that a store shows, as plain data to compare. */
export function contents(store: Store): unknown {
  return structuredClone({
    positions: store.positions(),
    balances: store.balances(),
    figures: store.figures(),
    ledgers: store.ledgerAccounts().map((of) => [of, [...store.ledger(of)]]),
    contracts: store.contracts(),
    quotes: store.quotes(),
    prices: store.priceSeries(),
    failures: store.failures(),
    scopes: store.scopes(),
  });
}
