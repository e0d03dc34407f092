import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualBacktest } from '../../../src/engine/measures/backtest/report.ts';
import { isoDay } from '../../../src/engine/values/days.ts';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { backtestOf } from '../../../src/main/workstation/backtest.ts';
import { loadResources, riskInput } from '../../../src/main/workstation/desk.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossguard-dated-'));
const path = join(folder, 'book.crossguard');
const now = (): number => Date.UTC(2026, 10, 26);
let store: Store;

const first = Date.UTC(2025, 10, 1) / 86_400_000;
/** Up a percent, down a percent, and a slow swell. */
const closes = Array.from(
  { length: 380 },
  (_, i) => 80_000 * Math.exp(0.01 * (i % 2) + 0.05 * Math.sin(i / 30)),
);
const prices = [
  'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits',
  ...closes.map((x, i) => `${isoDay(first + i)} 00:00:00+00:00,${x},${x},${x},${x},0,0,0`),
  '',
].join('\n');

const holdings = (quantity: number, day: string): string =>
  `market,symbol,quantity,entry_price,kind,underlying,quote,multiplier,time
DERIBIT,BTC_USDC-PERPETUAL,${quantity},80000,perpetual,BTC,USDC,1,${day}T12:00:00Z
`;

beforeAll(async () => {
  const workstation = await openWorkstation({ store: path, resources, now });
  const { handlers } = workstation;
  const options = { account: 'desk', format: null, mapping: null };
  for (const [name, text] of [
    ['first.csv', holdings(2, '2026-09-01')],
    ['then.csv', holdings(5, '2026-10-01')],
    ['yahoo_BTC-USD.csv', prices],
  ] as const) {
    const file = await handlers.openFile({ name, size: text.length });
    await handlers.sendPart({ file, base64: btoa(text) });
    const [report] = await handlers.commitImports([{ file, options }]);
    expect(report).toMatchObject({ refused: null, failures: [] });
  }
  workstation.close();
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('each dated book is held from its own day until the next', async () => {
  store = openStore(path, { readOnly: true, now });
  expect(store.positionTimes().map((at) => new Date(at).toISOString())).toEqual([
    '2026-09-01T12:00:00.000Z',
    '2026-10-01T12:00:00.000Z',
  ]);
  const loaded = await loadResources(resources);
  const input = riskInput(store, loaded, null, new Map(), false);
  if (!input.ok) throw new Error(input.failure.message);
  const settings = { ...usualBacktest, book: 'dated', draws: 50 } as const;
  const found = backtestOf(store, loaded, input.value, [], settings);
  if (!found.ok) throw new Error(found.failure.message);
  const { days, pnl, notes } = found.value;
  expect(days[0]).toBe('2026-09-02');
  expect(notes[0]).toContain('2 dated books');
  const earned = (day: string): number => {
    const at = days.indexOf(day);
    const i = Date.parse(day) / 86_400_000 - first;
    return pnl[at]! / (closes[i]! / closes[i - 1]! - 1);
  };
  // Contracts × their value at the price known when the book was dated: the close of the day before.
  const close = (day: string): number => closes[Date.parse(day) / 86_400_000 - first]!;
  expect(earned('2026-09-15')).toBeCloseTo(2 * close('2026-08-31'), 4);
  expect(earned('2026-10-02')).toBeCloseTo(5 * close('2026-09-30'), 4);
});
