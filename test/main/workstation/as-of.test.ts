import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { loadResources, snapshotOf } from '../../../src/main/workstation/desk.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossguard-as-of-'));
const path = join(folder, 'book.crossguard');
const now = (): number => Date.UTC(2026, 10, 26);
let store: Store;

const holdings = `market,symbol,quantity,entry_price,kind,underlying,quote,multiplier,time
DERIBIT,BTC_USDC-PERPETUAL,2,80000,perpetual,BTC,USDC,1,2026-11-20T12:00:00Z
`;
const closes = `Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
2026-11-18 00:00:00+00:00,82000,82000,82000,82000,0,0,0
2026-11-19 00:00:00+00:00,83000,83000,83000,83000,0,0,0
2026-11-25 00:00:00+00:00,120000,120000,120000,120000,0,0,0
`;

beforeAll(async () => {
  const workstation = await openWorkstation({ store: path, resources, now });
  const { handlers } = workstation;
  const options = { account: 'desk', format: null, mapping: null };
  for (const [name, text] of [
    ['holdings.csv', holdings],
    ['yahoo_BTC-USD.csv', closes],
  ] as const) {
    const file = await handlers.openFile({ name, size: text.length });
    await handlers.sendPart({ file, base64: btoa(text) });
    const [report] = await handlers.commitImports([{ file, options }]);
    expect(report).toMatchObject({ refused: null, failures: [] });
  }
  workstation.close();
  store = openStore(path, { readOnly: true, now });
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a book is valued by the prices of its own time, not by later ones', async () => {
  const found = snapshotOf(store, await loadResources(resources), null, new Map(), false);
  if (!found.ok) throw new Error(found.failure.message);
  expect(new Date(found.value.asOf).toISOString()).toBe('2026-11-20T12:00:00.000Z');
  // Two coins at the close of 19 November; that of the 25th is 120,000.
  expect(found.value.overview.sensitivities.delta).toBeCloseTo(2 * 83_000, 6);
});
