import { expect, test } from 'vitest';
import { quantileAt, ratioForecast } from '../../../../src/engine/margin/calls/ratio-forecast.ts';
import { pseudoRecord } from '../../../../src/engine/margin/calls/track-record.ts';
import { binomialInterval } from '../../../../src/engine/measures/binomial-interval.ts';
import type { PriceSeries } from '../../../../src/engine/model/market.ts';
import { normalDraw } from '../../../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../../../src/engine/numeric/random/mersenne-twister.ts';
import { asset } from '../../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../../support/risk-input.ts';
import { anInput, aTable, dollars, held, linear, tiers } from '../account-input.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const btc = asset('BTC');

/** Ten coins at 100, maintenance of one percent, so much collateral. */
const account = (collateral: number) =>
  anInput('TEST', 'tiered-cross', {
    editions: [tiers([aTable()])],
    positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 10, mark: 100 })],
    collateral: [dollars(collateral)],
  });

function normalHistory(n: number, deviation: number, seed: number): PriceSeries {
  const random = mersenneTwister(seed);
  const closes = new Float64Array(n).fill(100);
  for (let i = 1; i < n; i++) closes[i] = closes[i - 1]! * Math.exp(deviation * normalDraw(random));
  return { asset: btc, days: Int32Array.from(closes.keys()), closes, source: 'test' };
}

test('tomorrow’s ratio by hand', () => {
  const values = Float64Array.of(Math.log(0.95), 0, Math.log(1.1));
  const { now, outcomes } = value(ratioForecast(account(100), { assets: [btc], rows: 3, values }));
  expect(now).toBeCloseTo(10 / 100, 12);
  const expected = [11 / 200, 10 / 100, 9.5 / 50];
  expect([...outcomes]).toEqual(expected.map((x) => expect.closeTo(x, 12)));
  expect(quantileAt(outcomes, 0.5)).toBeCloseTo(0.1, 12);
});

test('where equity is gone the ratio counts as two', () => {
  const values = Float64Array.of(Math.log(0.5));
  const { outcomes } = value(ratioForecast(account(100), { assets: [btc], rows: 1, values }));
  expect([...outcomes]).toEqual([2]);
});

const { measures } = aRiskInput().parameters;
const simulation = { paths: 200, seed: 7, level: 1 };

test('on days that are all of one law the record is that of a right forecast', () => {
  // A call is a fall of about 4 %, two deviations.
  const record = value(
    pseudoRecord(account(50), [normalHistory(1_250, 0.02, 5)], measures, simulation),
  );
  const { ratio, calls } = record;
  expect(ratio!.count).toBe(999);
  const within = binomialInterval(Math.round(ratio!.within90 * 999), 999);
  expect(within.low).toBeLessThan(0.9);
  expect(within.high).toBeGreaterThan(0.88);
  for (const { count, happened, forecast } of calls) {
    const { low, high } = binomialInterval(happened, count);
    expect(forecast).toBeGreaterThan(low);
    expect(forecast).toBeLessThan(high);
  }
  expect(calls.map(({ horizon }) => horizon)).toEqual(['1 day', '7 days']);
  expect(calls[0]!.happened).toBeGreaterThan(5);
});

test('a forecast that is certain and comes true scores nothing', () => {
  const record = value(
    pseudoRecord(account(5_000), [normalHistory(400, 0.02, 6)], measures, simulation),
  );
  for (const { happened, brier } of record.calls) expect([happened, brier]).toEqual([0, 0]);
});

test('too little history is said', () => {
  const found = pseudoRecord(account(50), [normalHistory(255, 0.02, 6)], measures, simulation);
  expect(found.ok).toBe(false);
});
