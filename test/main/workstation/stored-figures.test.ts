import { describe, expect, test } from 'vitest';
import type { ExposureRow, RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { loadResources, snapshotOf } from '../../../src/main/workstation/desk.ts';
import type { StatementItem } from '../../../src/main/imports/format.ts';
import {
  aClose,
  aLedgerRow,
  aPosition,
  aQuote,
  day,
  hour,
  morning,
} from '../store/support/items.ts';
import { aStore, imported } from '../store/support/stores.ts';

const resources = await loadResources(new URL('../../../resources', import.meta.url).pathname);

/** The snapshot of a store into which each list of items was imported as a file. */
function snapshotOfFiles(...files: readonly (readonly StatementItem[])[]): RiskSnapshot {
  const store = aStore();
  files.forEach((items, i) => imported(store, `${i}.json`, items));
  const snapshot = snapshotOf(store, resources, null, new Map(), false);
  if (!snapshot.ok) throw new Error(snapshot.failure.message);
  return snapshot.value;
}

function leafOf({ exposures }: RiskSnapshot, symbol: string): ExposureRow {
  const leaf = exposures.find((row) => row.depth === 3 && row.label === symbol);
  if (leaf === undefined) throw new Error(`no row of ${symbol}`);
  return leaf;
}

describe('the average entry of an inverse contract is that of reciprocals', () => {
  // Short 10,000 USD from 80,000 and 30,000 USD from 60,000, now at 70,000, in coins:
  // 10,000 (1/70,000 − 1/80,000) + 30,000 (1/70,000 − 1/60,000) = 1/56 − 1/14 = −3/56, at 70,000 −3,750.
  test('where a file lists lots', () => {
    const lot = (quantity: string, entryPrice: string): StatementItem =>
      aPosition({ quantity, entryPrice, markPrice: '70000', indexPrice: '70000' });
    const { pnl } = leafOf(
      snapshotOfFiles([lot('-10000', '80000'), lot('-30000', '60000')]),
      'BTC-PERPETUAL',
    );
    expect(pnl.amount).toBeCloseTo(-3750, 8);
  });

  test('where a ledger is replayed', () => {
    const trade = (sequence: number, quantity: string, price: string): StatementItem =>
      aLedgerRow({ sequence, quantity, price, asset: null, change: null });
    const { pnl } = leafOf(
      snapshotOfFiles(
        [trade(1, '-10000', '80000'), trade(2, '-30000', '60000')],
        [aClose({ close: '70000' })],
      ),
      'BTC-PERPETUAL',
    );
    expect(pnl.amount).toBeCloseTo(-3750, 8);
  });
});

const put = 'BTC-27NOV26-80000-P';

test('an option marked at nothing is held at nothing', () => {
  const snapshot = snapshotOfFiles([
    aPosition({
      symbol: put,
      quantity: '5',
      entryPrice: '0.002',
      markPrice: '0',
      indexPrice: '90000',
    }),
  ]);
  // what was paid is lost: 5 × 0.002 coins of 90,000
  expect(leafOf(snapshot, put)).toMatchObject({ mark: 0, pnl: { lacking: [] } });
  expect(leafOf(snapshot, put).pnl.amount).toBeCloseTo(-900, 9);
  expect(snapshot.notIncluded).toEqual([]);
});

describe('quotes of an old option chain', () => {
  const years = (6 * day + 23 * hour) / (365 * day);
  const deviation = 0.5 * Math.sqrt(years);
  /** At the money a put of 90,000 on a forward of 90,000 is worth `2 N(σ√T ÷ 2) − 1` coins; the series of N to the third order. */
  const half = deviation / 2;
  const coins = ((2 * half) / Math.sqrt(2 * Math.PI)) * (1 - half ** 2 / 6 + half ** 4 / 40);
  const symbol = 'BTC-27NOV26-90000-P';
  const position = aPosition({
    symbol,
    quantity: '-1',
    entryPrice: '0.03',
    markPrice: String(coins),
    indexPrice: '90000',
  });
  const chain = (age: number): StatementItem =>
    aQuote({
      symbol,
      volatility: '0.9',
      forward: '95000',
      at: instant(morning - age),
      index: null,
    });
  /** −S φ(σ√T ÷ 2) √T per point. */
  const vega =
    (-90_000 * Math.exp(-(half ** 2) / 2) * Math.sqrt(years)) / Math.sqrt(2 * Math.PI) / 100;

  test('a month old: the newer mark says the volatility, the newer spot the forward', () => {
    const leaf = leafOf(snapshotOfFiles([position], [chain(30 * day)]), symbol);
    expect(leaf.sensitivities.vega).toBeCloseTo(vega, 4);
    expect(leaf.age).toBe(0);
  });

  test('an hour old: they are used, and the row is as old as they are', () => {
    const leaf = leafOf(snapshotOfFiles([position], [chain(hour)]), symbol);
    expect(leaf.age).toBe(hour);
    // forward 95,000 against a strike of 90,000 at 90 %: more in the wings, less delta
    expect(Math.abs(leaf.sensitivities.delta)).toBeLessThan(0.4 * 90_000);
  });
});
