import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scheduleMargin, type ScheduleTrade } from '../../../src/engine/margin/schedule.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { aTrade, onePercent, scheduleTrades, scheduleVectors } from './schedule-vectors.ts';

function marginOf(trades: readonly ScheduleTrade[], side: 'collect' | 'post' = 'collect'): number {
  const found = scheduleMargin(trades, onePercent, side, 'USD');
  if (!found.ok) throw new Error(found.failure.message);
  expect(violations(found.value.margin)).toEqual([]);
  return found.value.margin.value;
}

test.each(['collect', 'post'] as const)('the published example, %s', (side) => {
  expect(marginOf(scheduleTrades, side)).toBeCloseTo(scheduleVectors[side], 2);
});

test('without a positive value nothing nets, and all is charged', () => {
  expect(marginOf([aTrade({ notional: 1000, presentValue: -5 })])).toBeCloseTo(10, 12);
});

test('an offset lowers the margin to no less than two fifths, never raises it', () => {
  const trade = fc.record({
    notional: fc.double({ min: 0, max: 1e6, noNaN: true }),
    presentValue: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(trade, { minLength: 1, maxLength: 6 }), (fields) => {
      const trades = fields.map(aTrade);
      const gross = trades.reduce((all, { notional }) => all + notional / 100, 0);
      const margin = marginOf(trades);
      expect(margin).toBeGreaterThanOrEqual(0.4 * gross - 1e-9);
      expect(margin).toBeLessThanOrEqual(gross + 1e-9);
      expect(marginOf(trades.toReversed())).toBeCloseTo(margin, 6);
    }),
  );
});

test('a class without a rate is said by trade', () => {
  const found = scheduleMargin([aTrade({ assetClass: 'weather' })], onePercent, 'collect', 'USD');
  expect(found).toMatchObject({ ok: false, failure: { message: expect.stringContaining('swap') } });
});
