import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pushes } from '../../../src/engine/contract/contract.ts';
import { reviewAt } from '../../../src/engine/contract/review.ts';
import { isoDay } from '../../../src/engine/values/days.ts';
import { marginAccountId } from '../../../src/engine/values/ids.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossguard-review-'));
const path = join(folder, 'book.crossguard');
const now = (): number => Date.UTC(2026, 10, 26);
const keys = join(folder, 'keys.json');
let workstation: Workstation;

const holdings = (quantity: number, day: string): string =>
  `market,symbol,quantity,entry_price,kind,underlying,quote,multiplier,time
DERIBIT,BTC_USDC-PERPETUAL,${quantity},80000,perpetual,BTC,USDC,1,${day}T12:00:00Z
`;
/** A close of every day: 80,000 through the 20th of September, 90,000 afterwards. */
const closes = [
  'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits',
  ...Array.from({ length: 60 }, (_, i) => {
    const day = isoDay(Date.UTC(2026, 7, 20) / 86_400_000 + i);
    const x = day <= '2026-09-20' ? 80_000 : 90_000;
    return `${day} 00:00:00+00:00,${x},${x},${x},${x},0,0,0`;
  }),
  '',
].join('\n');

async function imported(into: Workstation, name: string, text: string): Promise<unknown> {
  const options = { account: 'desk', format: null, mapping: null };
  const file = await into.handlers.openFile({ name, size: text.length });
  await into.handlers.sendPart({ file, base64: btoa(text) });
  const [report] = await into.handlers.commitImports([{ file, options }]);
  return report;
}

beforeAll(async () => {
  workstation = await openWorkstation({ store: path, resources, now, keys });
  for (const [name, text] of [
    ['first.csv', holdings(2, '2026-09-01')],
    ['then.csv', holdings(5, '2026-10-01')],
    ['yahoo_BTC-USD.csv', closes],
  ] as const) {
    expect(await imported(workstation, name, text)).toMatchObject({ refused: null, failures: [] });
  }
});
afterAll(() => {
  workstation.close();
  rmSync(folder, { recursive: true, force: true });
});

const september = reviewAt(Date.UTC(2026, 8, 15));
const delta = async (): Promise<number | undefined> =>
  (await workstation.handlers.snapshot())?.overview.sensitivities.delta;

test('a past instant stands in the place of now, and now comes back', async () => {
  const { handlers } = workstation;
  const told: Pushes['review'][] = [];
  const end = workstation.subscribe((name, value) => {
    if (name === 'review') told.push(value as Pushes['review']);
  });
  // Five contracts at 90,000; in the middle of September it was two at 80,000.
  expect(await delta()).toBeCloseTo(5 * 90_000, 6);
  expect(await handlers.setReview(september)).toEqual({ at: september });
  expect(await handlers.review()).toEqual({ at: september });
  const then = await handlers.snapshot();
  expect(then?.asOf).toBe(september);
  expect(then?.overview.sensitivities.delta).toBeCloseTo(2 * 80_000, 6);
  // What is asked is answered as of then as well.
  const changes = await handlers.changes(reviewAt(Date.UTC(2026, 8, 1, 12)), null);
  expect(changes).toMatchObject({ ok: true, value: { to: september } });
  expect(await handlers.setReview(null)).toBeNull();
  expect(await delta()).toBeCloseTo(5 * 90_000, 6);
  expect(told).toEqual([{ at: september }, null]);
  end();
});

test('while a past is shown nothing is changed, and nothing of now is told', async () => {
  const { handlers } = workstation;
  const before = await handlers.desk();
  const policy = await handlers.housePolicy();
  await handlers.setReview(september);
  const shown = 'the book of 2026-09-15 00:00 UTC is shown';
  await expect(imported(workstation, 'third.csv', holdings(9, '2026-11-01'))).rejects.toThrow(
    shown,
  );
  expect(() => handlers.undoImport(before.imports[0]!.id)).toThrow(shown);
  expect(() => handlers.setHousePolicy(policy)).toThrow(shown);
  expect(() => handlers.market(null)).toThrow('live markets are of now');
  const forecast = await handlers.forecast();
  expect(forecast.notes).toContain('a past is shown: these forecasts are not recorded');
  await handlers.setReview(null);
  expect((await handlers.desk()).imports).toEqual(before.imports);
  // Had the past forecast been recorded, asking now would tell of one that waits or is scored.
  const after = await handlers.forecast();
  expect(after.recorded).toBeNull();
});

test('an instant that the store knows nothing of is refused', async () => {
  const { handlers } = workstation;
  const set = async (at: number): Promise<unknown> => handlers.setReview(reviewAt(at));
  await expect(set(Date.UTC(2026, 7, 1))).rejects.toThrow(
    'first that the store knows is 2026-09-01',
  );
  await expect(set(now() + 1)).rejects.toThrow('not past yet');
  expect(await handlers.review()).toBeNull();
  expect(() => handlers.callOutlook(marginAccountId('nobody'))).toThrow('nobody');
});

test('a store that another has open opens read-only, and its writer keeps what it is at', async () => {
  const { handlers } = workstation;
  const file = await handlers.openFile({ name: 'later.csv', size: 1 });
  const held = readdirSync(`${path}.uploads`);
  const reader = await openWorkstation({ store: path, readOnly: true, resources, now, keys });
  try {
    expect(await reader.handlers.desk()).toMatchObject({ readOnly: true, empty: false });
    expect((await reader.handlers.snapshot())?.overview.sensitivities.delta).toBeCloseTo(
      450_000,
      6,
    );
    await expect(
      (async () => reader.handlers.undoImport((await reader.handlers.desk()).imports[0]!.id))(),
    ).rejects.toThrow('read-only');
    await reader.handlers.setReview(september);
    expect((await reader.handlers.snapshot())?.asOf).toBe(september);
  } finally {
    reader.close();
  }
  expect(readdirSync(`${path}.uploads`)).toEqual(held);
  expect(existsSync(`${path}.${process.pid}.uploads`)).toBe(false);
  await handlers.closeFiles([file]);
});

test('two instants are put side by side; what is unknown in either has no difference', async () => {
  const { handlers } = workstation;
  const second = `account,market,asset,balance,time
second,DERIBIT,USDC,1000,2026-10-01T12:00:00Z
`;
  const options = { account: 'second', format: null, mapping: null };
  const file = await handlers.openFile({ name: 'second.csv', size: second.length });
  await handlers.sendPart({ file, base64: btoa(second) });
  const [report] = await handlers.commitImports([{ file, options }]);
  expect(report).toMatchObject({ refused: null, failures: [] });
  const found = await handlers.compare(reviewAt(Date.UTC(2026, 8, 1, 12)), null);
  if (!found.ok) throw new Error(found.failure.message);
  const { from, to, book, accounts, underlyings } = found.value;
  expect([from, to]).toEqual([Date.UTC(2026, 8, 1, 12), Date.UTC(2026, 9, 1, 12)]);
  const net = underlyings.find(({ underlying }) => underlying === 'BTC')?.figures;
  // Two at 80,000, then five at 90,000.
  expect(net?.find(({ measure }) => measure === 'delta')).toEqual({
    measure: 'delta',
    before: { value: 160_000, reason: '' },
    after: { value: 450_000, reason: '' },
    change: 290_000,
  });
  expect(book.map(({ measure }) => measure)).toEqual(
    expect.arrayContaining(['equity', 'maintenance', 'valueAtRisk', 'expectedShortfall']),
  );
  const added = accounts.find(({ account }) => account.includes('second'));
  expect(added?.levels.before).toBeNull();
  expect(added?.figures.find(({ measure }) => measure === 'equity')).toMatchObject({
    before: { value: null, reason: 'the account is not in the book of then' },
    change: null,
  });
  // Fewer closes than the fewest days: neither side has a VaR, and so no difference of it.
  const risk = book.find(({ measure }) => measure === 'valueAtRisk');
  expect(risk).toMatchObject({ before: { value: null }, after: { value: null }, change: null });
  expect(await handlers.compare(to, from)).toMatchObject({ ok: false });
});
