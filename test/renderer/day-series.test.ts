import { expect, it } from 'vitest';
import type { Risk } from '../../src/engine/contract/snapshot.ts';
import { amount } from '../../src/engine/values/units.ts';
import { dayReading, daySeries, daySummary } from '../../src/renderer/views/risk/day-series.ts';
import { snapshotFixture } from '../support/snapshot-fixture.ts';

function aRisk(days: readonly string[], pnl: readonly number[], valueAtRisk: number): Risk {
  const { risk } = snapshotFixture;
  if (!risk.ok) throw new Error('the fixture measures risk');
  return {
    ...risk.value,
    scenarios: days,
    pnl: Float64Array.from(pnl),
    valueAtRisk: { ...risk.value.valueAtRisk, value: amount(valueAtRisk) },
  };
}

const risk = aRisk(['2026-01-03', '2026-01-01', '2026-01-02'], [-100, 50, -101], 100);

it('days stand in the order of the calendar, each at its own midnight', () => {
  const { days, times, values } = daySeries(risk);
  expect(days).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  expect(values).toEqual([50, -101, -100]);
  expect(times[0]).toBe(1767225600);
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 86_400, 172_800]);
});

it('a day is marked when it lost more than value at risk, not when it lost as much', () => {
  expect([...daySeries(risk).marked]).toEqual([1]);
  expect(daySummary(daySeries(risk))).toContain('1 day lost more than value at risk: 2026-01-02');
  expect(dayReading(daySeries(risk), 1)).toBe(
    "2026-01-02: −101 on today's book, more than value at risk.",
  );
  expect(dayReading(daySeries(risk), 2)).toBe("2026-01-03: −100 on today's book.");
});

it('the limits stand at the losses that they name', () => {
  const [shortfall, value] = daySeries(risk).limits;
  expect(value?.at).toBe(-100);
  expect(shortfall?.at).toBe(0 - risk.expectedShortfall.value);
});
