import { describe, expect, test } from 'vitest';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import type { MeasureSettings } from '../../../src/engine/model/parameters.ts';
import { ageNotes, historyScenarios, jointReturns } from '../../../src/engine/scenarios/history.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { isoDay } from '../../../src/engine/values/days.ts';
import { ratio } from '../../../src/engine/values/units.ts';

const settings: MeasureSettings = {
  varTail: '0.01',
  shortfallTail: '0.025',
  houseTail: '0.01',
  lookback: 1000,
  fewest: 3,
  history: 'plain',
  decay: ratio(0.97),
};

function series(code: string, days: readonly number[], closes: readonly number[]): PriceSeries {
  return {
    asset: asset(code),
    days: Int32Array.from(days),
    closes: Float64Array.from(closes),
    source: code,
  };
}

describe('joint returns', () => {
  test('only days that every asset has count; the return spans the days between', () => {
    const coin = series('BTC', [1, 2, 3, 4, 5, 6], [100, 110, 121, 100, 200, 220]);
    const share = series('SPX', [1, 3, 4, 5, 6], [10, 20, 20, 40, 20]);
    const joint = jointReturns([coin, share], settings);
    if (!joint.ok) throw new Error(joint.failure.message);
    expect([...joint.value.days]).toEqual([3, 4, 5, 6]);
    // row-major [day × asset]: ln(121/100), ln(20/10), ...
    expect(joint.value.values[0]).toBeCloseTo(Math.log(1.21), 12);
    expect(joint.value.values[1]).toBeCloseTo(Math.log(2), 12);
  });

  test('a gap of more than four days is no return, and is said', () => {
    const coin = series('BTC', [1, 2, 3, 4, 20, 21], [1, 2, 4, 8, 800, 1600]);
    const joint = jointReturns([coin], settings);
    if (!joint.ok) throw new Error(joint.failure.message);
    expect(joint.value.rows).toBe(4);
    expect([...joint.value.values].every((r) => Math.abs(r - Math.log(2)) < 1e-12)).toBe(true);
    expect(joint.value.notes.join()).toContain('1 gaps');
  });

  test('a young coin is left out and named instead of shortening the others', () => {
    const coin = series('BTC', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]);
    const young = series('NEW', [4, 5], [1, 2]);
    const joint = jointReturns([coin, young], settings);
    if (!joint.ok) throw new Error(joint.failure.message);
    expect(joint.value.rows).toBe(4);
    expect(joint.value.excluded).toEqual([asset('NEW')]);
  });

  test('a history that ended before the others began is left out instead of leaving nothing', () => {
    const days = [11, 12, 13, 14, 15];
    const joint = jointReturns(
      [
        series('GONE', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        series('BTC', days, [1, 2, 3, 4, 5]),
        series('ETH', days, [5, 4, 3, 2, 1]),
      ],
      settings,
    );
    if (!joint.ok) throw new Error(joint.failure.message);
    expect(joint.value.assets).toEqual([asset('BTC'), asset('ETH')]);
    expect([...joint.value.days]).toEqual([12, 13, 14, 15]);
    expect(joint.value.excluded).toEqual([asset('GONE')]);
    expect(joint.value.notes.join()).toContain('GONE');
  });

  test('old history is said to be old', () => {
    const joint = jointReturns([series('BTC', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5])], settings);
    if (!joint.ok) throw new Error(joint.failure.message);
    expect(ageNotes(joint.value, 9)).toEqual([]);
    // 1970-01-06 is day 5; day 370 is 365 days later
    expect(ageNotes(joint.value, 370)).toEqual([
      expect.stringContaining('1970-01-06, 365 days before'),
    ]);
  });

  test('too little history is a reason, not an empty result', () => {
    const joint = jointReturns([series('BTC', [1, 2], [1, 2])], settings);
    expect(joint).toMatchObject({ ok: false, failure: { reason: 'missing-market-data' } });
  });

  test('the lookback keeps the newest days', () => {
    const coin = series('BTC', [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
    const joint = jointReturns([coin], { ...settings, lookback: 3 });
    expect(joint.ok && [...joint.value.days]).toEqual([4, 5, 6]);
  });
});

test('plain history repeats the returns on today and keeps volatility', () => {
  const joint = jointReturns([series('BTC', [1, 2, 3, 4], [100, 110, 55, 110])], settings);
  if (!joint.ok) throw new Error(joint.failure.message);
  const set = historyScenarios(joint.value, settings, isoDay);
  expect([...set.prices].map((x) => Number(x.toFixed(12)))).toEqual([1.1, 0.5, 2]);
  expect([...set.volatilities]).toEqual([1, 1, 1]);
  expect(set.labels).toEqual(['1970-01-03', '1970-01-04', '1970-01-05']);
});
