import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isoDay } from '../../../src/engine/values/days.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossguard-forecasts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first = Date.UTC(2025, 10, 1) / 86_400_000;
const close = (i: number): number => 80_000 * Math.exp(0.01 * (i % 2) + 0.05 * Math.sin(i / 30));

/** Closes up to a day, that day's included. */
function prices(last: string): string {
  const count = Date.parse(last) / 86_400_000 - first + 1;
  const rows = Array.from({ length: count }, (_, i) => {
    const x = close(i);
    return `${isoDay(first + i)} 00:00:00+00:00,${x},${x},${x},${x},0,0,0`;
  });
  return ['Date,Open,High,Low,Close,Volume,Dividends,Stock Splits', ...rows, ''].join('\n');
}

const holdings = `market,symbol,quantity,entry_price,kind,underlying,quote,multiplier,time
DERIBIT,BTC-PERPETUAL,-40000,80000,perpetual,BTC,USD,10,2026-10-01T12:00:00Z
`;
const balances = `asset,balance,equity,initial_margin,maintenance_margin,time
BTC,6,6,0.8,0.6,2026-10-01T12:00:00Z
`;

async function keep({ handlers }: Workstation, name: string, text: string): Promise<void> {
  const file = await handlers.openFile({ name, size: text.length });
  await handlers.sendPart({ file, base64: btoa(text) });
  const [report] = await handlers.commitImports([
    { file, options: { account: 'desk', format: null, mapping: null } },
  ]);
  expect(report).toMatchObject({ refused: null, failures: [] });
}

async function opened(at: string, store = 'book'): Promise<Workstation> {
  const now = (): number => Date.parse(at);
  return openWorkstation({ store: join(folder, `${store}.crossguard`), resources, now });
}

test('a forecast is recorded once, waits, and is scored when the prices have come', async () => {
  let desk = await opened('2026-10-01T13:00:00Z');
  await keep(desk, 'holdings.csv', holdings);
  await keep(desk, 'balances.csv', balances);
  await keep(desk, 'yahoo_BTC-USD.csv', prices('2026-09-30'));
  const made = await desk.handlers.forecast();
  expect(made.accounts.map(({ ratio }) => ratio.ok)).toEqual([true]);
  expect(made.recorded).toBeNull();
  expect(made.waiting).toBe(1);
  await desk.handlers.forecast();
  desk.close();

  desk = await opened('2026-10-10T00:00:00Z');
  await keep(desk, 'yahoo_BTC-USD.csv', prices('2026-10-08'));
  const scored = await desk.handlers.forecast();
  desk.close();
  expect(scored.waiting).toBe(0);
  expect(scored.recorded?.ratio?.count).toBe(1);
  expect(scored.recorded?.calls.map(({ horizon, count }) => [horizon, count])).toEqual([
    ['1 day', 1],
    ['7 days', 1],
  ]);
  expect(scored.recorded?.ratio?.within90).toBe(1);
});

test('what is made after the fact is no forecast', async () => {
  const desk = await opened('2026-10-20T00:00:00Z', 'late');
  await keep(desk, 'holdings.csv', holdings);
  await keep(desk, 'balances.csv', balances);
  await keep(desk, 'yahoo_BTC-USD.csv', prices('2026-10-15'));
  const { recorded, notes } = await desk.handlers.forecast();
  desk.close();
  expect(recorded).toBeNull();
  expect(notes.join()).toContain('1 recorded forecasts were made when what came was known');
});
