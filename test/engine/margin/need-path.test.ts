import { describe, expect, test } from 'vitest';
import {
  needPath,
  toolReport,
  type NeedPath,
} from '../../../src/engine/margin/dynamic/need-path.ts';
import { linesOf, run } from '../../../src/engine/run.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const input = aRiskInput();
const lines = linesOf(input);
const calm = { stressedWeight: 0.25, stressedDays: 60 };
const buffer = { size: 0.25, days: 5, from: 0.1, to: 0.35 };

function pathOf(history = input.history, every = 7): NeedPath {
  const { measures } = input.parameters;
  const found = needPath(lines, history, measures, calm, buffer, every);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

describe('the need of a constant book as volatility moved', () => {
  const path = pathOf();

  test('ends at the need of today', () => {
    const { house } = run(input).houseView;
    expect(path.plain.at(-1)).toBe(house.ok ? house.value.value : Number.NaN);
    expect(path.plain.length).toBe(path.days.length);
    expect(path.days.length).toBeGreaterThan(5);
  });

  test('knows no later day: without the last fortnight the days before are as they were', () => {
    const shorter = input.history.map((one) => ({
      ...one,
      days: one.days.subarray(0, -14),
      closes: one.closes.subarray(0, -14),
    }));
    const before = pathOf(shorter);
    const from = path.days.indexOf(before.days[0] ?? '');
    expect(before.days).toEqual(path.days.slice(from, from + before.days.length));
    for (const name of ['plain', 'floored', 'stressed'] as const) {
      expect([...before[name]]).toEqual([...path[name].subarray(from, from + before.days.length)]);
    }
  });

  test('a floor only adds, and it calms', () => {
    path.floored.forEach((need, i) => expect(need).toBeGreaterThanOrEqual(path.plain[i]!));
    const [plain, floored] = [toolReport(path.plain), toolReport(path.floored)];
    if (!plain.ok || !floored.ok) throw new Error('no swings');
    expect(floored.value.peakToTrough).toBeLessThanOrEqual(plain.value.peakToTrough);
    expect(floored.value.mean).toBeGreaterThanOrEqual(plain.value.mean);
  });

  test('a stressed weight is a quarter of the way to a period that is at least as bad', () => {
    path.stressed.forEach((need, i) => {
      const worst = (need - 0.75 * path.plain[i]!) / 0.25;
      expect(worst).toBeGreaterThan(0);
      if (i > 0) {
        const before = (path.stressed[i - 1]! - 0.75 * path.plain[i - 1]!) / 0.25;
        expect(worst).toBeGreaterThanOrEqual(before - 1e-6);
      }
    });
  });

  test('too short a history is said', () => {
    const { measures } = input.parameters;
    const long = { ...measures, fewest: 319 };
    expect(needPath(lines, input.history, long, calm, buffer, 1)).toMatchObject({
      ok: false,
      failure: { reason: 'missing-market-data' },
    });
    expect(toolReport(Float64Array.of(1, 0))).toMatchObject({ ok: false });
  });
});
