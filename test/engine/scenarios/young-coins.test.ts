import { describe, expect, test } from 'vitest';
import type { HistoryRule } from '../../../src/engine/model/history-rule.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import { rollingForecasts } from '../../../src/engine/measures/backtest/rolling.ts';
import type { Line } from '../../../src/engine/netting/lines.ts';
import { linesOf } from '../../../src/engine/run.ts';
import { jointReturns } from '../../../src/engine/scenarios/history.ts';
import { thatCame, withRules } from '../../../src/engine/scenarios/young-coins.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { defaultMeasures } from '../../../src/main/workstation/defaults.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const btc = asset('BTC');
const xyz = asset('XYZ');

/** Closes whose log returns are `scale` times a pattern of the day. */
function series(code: string, from: number, to: number, scale: number): PriceSeries {
  const days = Int32Array.from({ length: to - from + 1 }, (_, i) => from + i);
  let close = 100;
  const closes = Float64Array.from(days, (day, i) => {
    if (i > 0) close *= Math.exp(scale * Math.sin(day * 1.7));
    return close;
  });
  return { asset: asset(code), days, closes, source: code };
}

const old = series('BTC', 1, 400, 0.02);
const young = series('XYZ', 301, 400, 0.03);
const by = (...rules: readonly HistoryRule[]): readonly PriceSeries[] =>
  withRules([old, young], rules);
const proxy = (fields: Partial<Extract<HistoryRule, { rule: 'proxy' }>> = {}): HistoryRule => ({
  asset: xyz,
  rule: 'proxy',
  of: btc,
  beta: null,
  residual: null,
  ...fields,
});

describe('a young coin', () => {
  test('is left out and named without a rule', () => {
    const found = jointReturns(by(), defaultMeasures);
    expect(found).toMatchObject({ ok: true, value: { assets: ['BTC'], excluded: ['XYZ'] } });
  });

  test('by proxy moves as beta times the other before its first day, and as itself since', () => {
    const [, filled] = by(proxy());
    expect(filled?.days).toEqual(old.days);
    expect(filled?.closes.subarray(300)).toEqual(young.closes);
    // The pattern is the same with 1.5 times the size: nothing is left to a residual.
    const returns = [...(filled?.closes ?? [])].map((close, i, all) =>
      i === 0 ? 0 : Math.log(close / all[i - 1]!),
    );
    returns.slice(1, 300).forEach((one, i) => {
      expect(one).toBeCloseTo(0.03 * Math.sin((i + 2) * 1.7), 9);
    });
    expect(filled?.remark).toContain('300 days before its own 100 follow BTC, beta 1.50');
    const joint = jointReturns([old, filled!], defaultMeasures);
    expect(joint).toMatchObject({ ok: true, value: { rows: 399, excluded: [] } });
    expect(joint.ok ? joint.value.notes : []).toContain(filled?.remark);
  });

  test('by proxy keeps the volatility that is its own', () => {
    const [, filled] = by(proxy({ beta: 0, residual: 0.05 }));
    const returns = Array.from({ length: 300 }, (_, i) =>
      Math.log(filled!.closes[i + 1]! / filled!.closes[i]!),
    );
    const deviation = Math.sqrt(returns.reduce((all, one) => all + one * one, 0) / 300);
    // Standard error of a deviation of 300 draws: 0.05 ÷ √600 = 0.002.
    expect(Math.abs(deviation - 0.05)).toBeLessThan(0.008);
  });

  test('by proxy with too few common days needs both numbers, and says so', () => {
    const newborn = series('XYZ', 391, 400, 0.03);
    const [, unfilled] = withRules([old, newborn], [proxy()]);
    expect(unfilled?.days).toHaveLength(10);
    expect(unfilled?.remark).toContain('state both');
    const [, filled] = withRules([old, newborn], [proxy({ beta: 1, residual: 0.02 })]);
    expect(filled?.days).toHaveLength(400);
  });

  test('without any history has one by proxy where both numbers are stated', () => {
    expect(withRules([old], [proxy()])).toHaveLength(1);
    const [, made] = withRules([old], [proxy({ beta: 1.2, residual: 0 })]);
    expect(made?.asset).toBe('XYZ');
    const moved = Math.log(made!.closes[399]! / made!.closes[0]!);
    expect(moved).toBeCloseTo(1.2 * Math.log(old.closes[399]! / old.closes[0]!), 9);
  });

  test('by joint days shortens everybody to its own', () => {
    const found = jointReturns(by({ asset: xyz, rule: 'joint days' }), defaultMeasures);
    expect(found).toMatchObject({ ok: true, value: { rows: 99, assets: ['BTC', 'XYZ'] } });
    expect(found.ok ? found.value.notes.join() : '').toContain('on the days that it has');
  });

  test('is left out where that is wanted, however old it is', () => {
    const found = jointReturns(by({ asset: btc, rule: 'exclude' }, proxy()), {
      ...defaultMeasures,
      fewest: 50,
    });
    expect(found).toMatchObject({ ok: true, value: { assets: ['XYZ'], excluded: ['BTC'] } });
    expect(found.ok ? found.value.notes.join() : '').toContain('as you want it');
  });

  test('by proxy has come on its own days alone', () => {
    const [whole, own] = thatCame(by(proxy()));
    expect(whole).toBe(old);
    expect(own?.days).toEqual(young.days);
    expect(own?.closes).toEqual(young.closes);
    const [, made] = thatCame(withRules([old], [proxy({ beta: 1.2, residual: 0 })]));
    expect(made?.days).toHaveLength(0);
  });

  test('by a proxy that leads to no price is not filled in, and says so', () => {
    const [, unfilled] = by(proxy({ beta: 1e6, residual: 0 }));
    expect(unfilled?.days).toEqual(young.days);
    expect(unfilled?.remark).toContain('lead to no price');
  });

  test('by proxy is in forecasts and in no back-test of days before its own', () => {
    const [line] = linesOf(aRiskInput());
    const holding = (code: string): Line => ({
      ...line!,
      quantity: 1,
      unit: {
        key: code,
        underlying: asset(code),
        settlement: asset(code),
        value: { kind: 'held', slope: 1_000 },
      },
    });
    const epochs = [{ from: -Infinity, lines: [holding('BTC'), holding('XYZ')] }];
    const found = rollingForecasts(epochs, by(proxy()), { ...defaultMeasures, fewest: 250 });
    if (!found.ok) throw new Error(found.failure.message);
    expect(found.value.left.map(({ unit }) => unit.key)).toEqual(['XYZ']);
    expect(found.value.notes.join()).toContain('XYZ has 100 closes');
    // The loss of day 252 is that of BTC alone.
    const move = old.closes[251]! / old.closes[250]! - 1;
    expect(found.value.days[0]).toBe(252);
    expect(found.value.pnl[0]).toBeCloseTo(1_000 * move, 9);
  });
});
