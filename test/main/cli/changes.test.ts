import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ChangeReport } from '../../../src/engine/contract/changes.ts';
import { commandLine } from './command-line.ts';

const { folder, crossguard } = commandLine('changes');
const store = join(folder, 'book.crossguard');

const head = 'account,market,symbol,quantity,entry_price,mark_price,time';
const cash = 'account,market,asset,balance,time';

beforeAll(() => {
  const files = {
    'day1.csv': `${head}\nhedges,BINANCE-USDM,BTCUSDT,1,60000,60000,2026-11-19T16:00:00Z\n`,
    'cash1.csv': `${cash}\nhedges,BINANCE-USDM,USDT,10000,2026-11-19T16:00:00Z\n`,
    'day2.csv': `${head}\nhedges,BINANCE-USDM,BTCUSDT,2,60000,58000,2026-11-20T16:00:00Z\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const found = crossguard('import', ...Object.keys(files), '--store', store);
  if (found.status === 1) throw new Error(found.stderr);
});

test('a fall and a purchase, in this order', () => {
  const since = '2026-11-19T16:00:00Z';
  const { stdout, stderr } = crossguard('changes', '--store', store, '--from', since, '--json');
  expect(stderr).toBe('');
  const { accounts, total } = JSON.parse(stdout) as ChangeReport;
  expect(accounts).toHaveLength(1);
  // 1 × −2,000 by the price; then one more that was bought at 60,000 and stands at 58,000.
  expect(total.map(({ cause, asset, change }) => [cause, asset, change.equity])).toEqual([
    ['price', 'BTC', -2_000],
    ['holdings', null, -2_000],
  ]);
});

test.each([
  ['without an instant', [], 'since when'],
  ['an instant that is none', ['--from', 'yesterday'], 'an instant is like'],
  ['an instant that is not earlier', ['--from', '2026-11-20T16:00:00Z'], 'not before'],
])('%s is refused', (_, args, message) => {
  const { status, stderr } = crossguard('changes', '--store', store, ...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
