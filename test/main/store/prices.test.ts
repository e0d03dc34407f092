import { describe, expect, it } from 'vitest';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import type { StatementItem } from '../../../src/main/imports/format.ts';
import type { Store } from '../../../src/main/store/open.ts';
import { aClose, aFile, day, hour } from './support/items.ts';
import { aStore, imported } from './support/stores.ts';

const first = Date.UTC(2025, 11, 30);
/** A close on the nth day from 2025-12-30, across the turn of the year. */
const close = (n: number, text: string): StatementItem =>
  aClose({ at: instant(first + n * day), close: text });

const closes = (store: Store, asOf?: number): [number, number][] =>
  store
    .priceSeries(asOf === undefined ? undefined : instant(asOf))
    .flatMap(({ at, closes: of }) =>
      Array.from(at, (time, n): [number, number] => [(time - first) / day, of[n]!]),
    );

describe('price histories', () => {
  it('run across years in order of time, whatever the order of the file', () => {
    const store = aStore();
    imported(store, 'a.csv', [close(3, '4'), close(0, '1'), close(2, '3'), close(1, '2')]);
    expect(closes(store)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it('merge files, the one imported last standing where they disagree', () => {
    const store = aStore();
    imported(store, 'a.csv', [close(0, '1'), close(1, '2'), close(2, '3')]);
    const { verdicts } = imported(store, 'b.csv', [close(1, '2'), close(2, '3.5'), close(3, '4')]);
    expect(verdicts).toEqual(['same', 'changed', 'new']);
    expect(closes(store)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3.5],
      [3, 4],
    ]);
    expect(store.priceSeries()[0]?.source).toBe('a.csv, b.csv');
  });

  it('take the later line where one file says two things of one time', () => {
    const store = aStore();
    const { verdicts } = imported(store, 'a.csv', [close(0, '1'), close(0, '1'), close(0, '2')]);
    expect(verdicts).toEqual(['new', 'same', 'changed']);
    expect(closes(store)).toEqual([[0, 2]]);
    expect(store.check().problems).toEqual([]);
  });

  it('keep assets, quotes and intervals apart', () => {
    const store = aStore();
    imported(store, 'a.csv', [
      aClose({ close: '1' }),
      aClose({ close: '2', interval: 'hour' }),
      aClose({ close: '3', quote: asset('EUR') }),
      aClose({ close: '4', asset: asset('ETH') }),
    ]);
    expect(
      store.priceSeries().map((one) => [one.asset, one.quote, one.interval, ...one.closes]),
    ).toEqual([
      ['BTC', 'EUR', 'day', 3],
      ['BTC', 'USD', 'day', 1],
      ['BTC', 'USD', 'hour', 2],
      ['ETH', 'USD', 'day', 4],
    ]);
  });

  it('as of a past instant hold only bars that had ended', () => {
    const store = aStore();
    imported(store, 'a.csv', [close(0, '1'), close(1, '2'), close(2, '3')]);
    expect(closes(store, first + 2 * day - 1)).toEqual([[0, 1]]);
    expect(closes(store, first + 2 * day)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(closes(store, first)).toEqual([]);
    imported(store, 'months.csv', [
      aClose({ asset: asset('ETH'), interval: 'month', at: instant(Date.UTC(2026, 1, 1)) }),
    ]);
    // February 2026 has 28 days: its close is known when March begins.
    const eth = (asOf: number): number =>
      store.priceSeries(instant(asOf)).filter((one) => one.asset === 'ETH').length;
    expect(eth(Date.UTC(2026, 2, 1) - 1)).toBe(0);
    expect(eth(Date.UTC(2026, 2, 1))).toBe(1);
  });

  it('of more closes than fit in memory at once are whole', { timeout: 60_000 }, () => {
    const store = aStore();
    const writer = store.beginImport(aFile('wide.csv'));
    // 60 assets × 9,000 hours over two years, hour by hour: 1,080,000 numbers held, above the budget.
    const assets = Array.from({ length: 60 }, (_, n) => asset(`A${n}`));
    for (let n = 0; n < 9_000; n++) {
      const row = assets.map((of, a) =>
        aClose({
          asset: of,
          series: of,
          interval: 'hour',
          at: instant(first + n * hour),
          close: `${n * 100 + a}`,
        }),
      );
      writer.add(n + 2, row, '');
    }
    writer.commit();
    const series = store.priceSeries();
    expect(series).toHaveLength(60);
    for (const one of series) {
      const a = Number(one.asset.slice(1));
      expect(one.at.length).toBe(9_000);
      expect(one.at.every((time, n) => time === first + n * hour)).toBe(true);
      expect(one.closes.every((value, n) => value === n * 100 + a)).toBe(true);
    }
    expect(store.check().problems).toEqual([]);
  });
});
