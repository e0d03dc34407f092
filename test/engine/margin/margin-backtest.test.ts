import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionsPnl } from '../../../src/engine/margin/backtest/positions-pnl.ts';
import { marginBacktest } from '../../../src/engine/margin/backtest/report.ts';
import { requirementPath } from '../../../src/engine/margin/backtest/requirement-path.ts';
import { binomialCdf } from '../../../src/engine/measures/binomial.ts';
import { binomialInterval } from '../../../src/engine/measures/binomial-interval.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../support/risk-input.ts';
import { anInput, aTable, dollars, held, inverse, linear, tiers } from './account-input.ts';
import '../../support/property-seed.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const { measures } = aRiskInput().parameters;
const settings = { ...measures, fewest: 250 };

/** A saw of 4 % up and down, then one fall of a fifth on day 290, up to day 299. */
const closes = Float64Array.from({ length: 300 }, (_, i) =>
  i >= 290 ? 80 : i % 2 === 0 ? 100 : 104,
);
const history: readonly PriceSeries[] = [
  { asset: asset('BTC'), days: Int32Array.from(closes.keys()), closes, source: 'BTC.csv' },
];

const account = (fields: Partial<AccountInput> = {}): AccountInput =>
  anInput('TEST', 'tiered-cross', {
    editions: [tiers([aTable()])],
    positions: [
      held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 10, mark: 160, leverage: 20 }),
    ],
    collateral: [dollars(1_000)],
    ...fields,
  });

const pathOf = (input: AccountInput, horizons = [1, 2]) =>
  requirementPath(input, history, settings, horizons, -Infinity);

describe('a requirement at the prices of past days', () => {
  const path = value(pathOf(account()));

  test('is the rates times the notional of each day, the last being that of today', () => {
    // The mark of 160 stands at the newest close of 80: at a close of 104 it was 208. The first close begins a return.
    expect(Array.from(path.maintenance.subarray(0, 2))).toEqual([
      expect.closeTo(10 * 208 * 0.01, 9),
      expect.closeTo(10 * 200 * 0.01, 9),
    ]);
    expect(path.initial.at(-1)).toBeCloseTo((10 * 160) / 20, 9);
  });

  test('stands beside what the positions earned from then on', () => {
    const one = path.pnl.get(1)!;
    const two = path.pnl.get(2)!;
    expect(one[0]).toBeCloseTo(-80, 9);
    expect(one[1]).toBeCloseTo(80, 9);
    expect(two[0]).toBeCloseTo(0, 9);
    expect(Number.isNaN(one.at(-1))).toBe(true);
    expect(Number.isNaN(two.at(-2))).toBe(true);
  });

  test('no later price changes an earlier ratio of loss to requirement', () => {
    fc.assert(
      fc.property(fc.integer({ min: 255, max: 298 }), (last) => {
        const shorter = history.map((one) => ({
          ...one,
          days: one.days.slice(0, last),
          closes: one.closes.slice(0, last),
        }));
        const before = value(requirementPath(account(), shorter, settings, [1], -Infinity));
        before.pnl
          .get(1)!
          .slice(0, -1)
          .forEach((pnl, t) => {
            expect(pnl / before.initial[t]!).toBeCloseTo(
              path.pnl.get(1)![t]! / path.initial[t]!,
              9,
            );
          });
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    ['as the venue states it', anInput('TEST', 'stated', { positions: account().positions })],
    ['no positions', account({ positions: [] })],
    [
      'BTC-OTHER',
      account({
        positions: [held({ instrument: linear('BTC-OTHER', 'BTC'), quantity: 1, mark: 160 })],
      }),
    ],
  ])('there is none: %s', (message, input) => {
    const found = pathOf(input);
    if (found.ok) throw new Error('a path was made');
    expect(found.failure.message).toContain(message);
  });
});

test('what is paid in coin is worth what the coin is worth afterwards', () => {
  const instrument = inverse('BTC-INV', 'BTC');
  const before = held({ instrument, quantity: 1_000, mark: 100, entry: null });
  const after = held({ instrument, quantity: 1_000, mark: 80, entry: 95 });
  expect(positionsPnl([before], [after])).toBeCloseTo(1_000 * (1 / 100 - 1 / 80) * 80, 9);
});

describe('the report', () => {
  const report = value(marginBacktest(account(), [], history, settings, [1, 2]));

  test('counts by hand: the saw is covered by a twentieth, the fall is not', () => {
    const initial = report.shares.find((one) => one.cover === 'initial' && one.horizon === 1)!;
    expect(initial.windows).toBe(298);
    expect(initial.covered).toBe(297);
    expect(initial.share).toBeCloseTo(297 / 298, 12);
    // From 104 on day 289 to 80, in marks twice that.
    expect(initial.worst).toEqual({
      day: '1970-10-17',
      loss: expect.closeTo(480, 9),
      required: expect.closeTo(104, 9),
    });
    const maintenance = report.shares.find(
      (one) => one.cover === 'maintenance' && one.horizon === 1,
    )!;
    // Every other day of the saw falls by more than one percent.
    expect(maintenance.covered).toBe(298 - 145);
  });

  test('windows of two days are thinned to those that do not overlap', () => {
    const two = report.shares.find((one) => one.cover === 'initial' && one.horizon === 2)!;
    expect(two.windows).toBe(297);
    expect(two.low).toBeLessThanOrEqual(two.share);
    expect(two.high).toBeGreaterThanOrEqual(two.share);
    const thinned = binomialInterval(Math.round(two.share * 149), 149);
    expect(two.low).toBeCloseTo(thinned.low, 12);
  });

  test('swings of a rate are none where the requirement is a rate of the notional', () => {
    const rate = value(report.swings.find(({ of }) => of === 'initial per notional')!.swings);
    expect(rate.peakToTrough).toBeCloseTo(1, 12);
    const whole = value(report.swings.find(({ of }) => of === 'initial')!.swings);
    expect(whole.peakToTrough).toBeCloseTo(104 / 80, 12);
  });

  test('a need that cannot be measured is said, not left out', () => {
    expect(report.swings.find(({ of }) => of === 'house need')!.swings.ok).toBe(false);
    expect(report.notes.join()).toContain('no house need: nothing is held');
  });
});

describe('interval of a probability', () => {
  test.each([
    // Published tables of the exact 95 % limits.
    [0, 10, 0, 0.3085],
    [5, 10, 0.1871, 0.8129],
    [10, 10, 0.6915, 1],
    [1, 20, 0.0013, 0.2487],
  ])('%i of %i', (successes, n, low, high) => {
    const found = binomialInterval(successes, n);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test('leaves 2.5 % on either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, u) => {
          const k = Math.min(n - 1, Math.max(1, Math.round(u * n)));
          const { low, high } = binomialInterval(k, n);
          expect(1 - binomialCdf(k - 1, n, low)).toBeCloseTo(0.025, 8);
          expect(binomialCdf(k, n, high)).toBeCloseTo(0.025, 8);
        },
      ),
    );
  });
});
