import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  gasCost,
  gasQuantiles,
  gasRank,
  gasWithPrice,
} from '../../../src/engine/measures/gas-history.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { itWithSharedData } from '../../support/shared-data.ts';

const series = (closes: readonly number[], firstDay = 1000): PriceSeries => ({
  asset: asset('ETH-GAS'),
  days: Int32Array.from(closes, (_, i) => firstDay + i),
  closes: Float64Array.from(closes),
  source: 'a test',
});

describe('gas prices of the past', () => {
  test('quantiles: of the days 1 to 200 half are no dearer than 100', () => {
    const found = gasQuantiles(series(Array.from({ length: 200 }, (_, i) => 200 - i)), 0);
    expect(found).toMatchObject({ ok: true, value: { days: 200, from: 1000, to: 1199 } });
    const at = found.ok ? found.value.at.map(({ wei }) => wei) : [];
    expect(at).toEqual([100, 180, 190, 198]);
    expect(gasQuantiles(series(Array.from({ length: 200 }, () => 1)), 1101).ok).toBe(false);
  });

  test('rank: the share of days that were no dearer', () => {
    expect(gasRank(series([1, 2, 3, 4]), 0, 3)).toBe(0.75);
    expect(gasRank(series([1, 2, 3, 4]), 1002, 3)).toBe(0.5);
    expect(gasRank(series([1]), 2000, 3)).toBeNull();
  });

  test('a transfer of 21,000 gas at 50 gwei costs 0.00105 ether', () => {
    expect(gasCost(21_000, 50e9, 3_000)).toBeCloseTo(3.15, 10);
  });

  test('gas that doubles whenever the coin halves has a correlation of minus one', () => {
    const gas = series([1, 2, 1, 2, 1]);
    const coin = series([100, 50, 100, 50, 100]);
    const found = gasWithPrice(gas, coin, 0.1);
    expect(found).toMatchObject({ days: 4, falls: 2, ratioOnFalls: 2, largestOnFalls: 2 });
    expect(found.pearson).toBeCloseTo(-1, 12);
    expect(found.spearman).toBeCloseTo(-1, 12);
  });

  test('days that one of the two lacks are not compared', () => {
    expect(gasWithPrice(series([1, 2]), series([1, 2], 1001), 0.1).days).toBe(0);
  });
});

/** Etherscan's export read by hand: quoted cells, the epoch in seconds, days without a price are 0. */
function exported(path: string): PriceSeries {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))
    .filter(([, , value]) => Number(value) > 0);
  return {
    asset: asset('X'),
    days: Int32Array.from(rows, ([, seconds]) => Number(seconds) / 86_400),
    closes: Float64Array.from(rows, ([, , value]) => Number(value)),
    source: 'Etherscan',
  };
}

/** Expected values: the same files read and correlated by Python's `statistics`, outside this project. */
itWithSharedData(
  'on days on which ether falls gas is hardly dearer, but may be many times so',
  (folder) => {
    const gas = exported(join(folder, 'gas/eth_avg_gas_price_daily_2015_2026.csv'));
    const ether = exported(join(folder, 'gas/eth_price_daily_2015_2026.csv'));
    const found = gasWithPrice(gas, ether, 0.1);
    expect(found).toMatchObject({ days: 3952, falls: 94 });
    expect(found.pearson).toBeCloseTo(-0.0423161254236, 9);
    expect(found.spearman).toBeCloseTo(-0.0148052327725, 9);
    expect(found.ratioOnFalls).toBeCloseTo(1.04982108907, 9);
    expect(found.largestOnFalls).toBeCloseTo(12.667535228, 9);
    expect(found.ratio).toBeCloseTo(0.995976848974, 9);
    const quantiles = gasQuantiles(gas, 0);
    expect(quantiles.ok ? quantiles.value.at.map(({ wei }) => wei) : []).toEqual([
      22_577_680_444, 81_943_647_577, 129_483_046_259, 212_876_143_856,
    ]);
  },
);
