import { describe, expect, test } from 'vitest';
import { assessorOf, ratioOf } from '../../../../src/engine/margin/assessor.ts';
import { accountMoved } from '../../../../src/engine/margin/calls/moves.ts';
import {
  nearestCall,
  type CallSettings,
} from '../../../../src/engine/margin/calls/nearest-call.ts';
import { timeToCall, type DailyReturns } from '../../../../src/engine/margin/calls/time-to-call.ts';
import { liquidations } from '../../../../src/engine/margin/liquidations.ts';
import type { AccountInput } from '../../../../src/engine/model/priced.ts';
import type { Outcome } from '../../../../src/engine/values/outcome.ts';
import { asset } from '../../../../src/engine/values/ids.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from '../account-input.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const [btc, eth] = [asset('BTC'), asset('ETH')];
const editions = [tiers([aTable({ symbols: ['BTC-PERP', 'ETH-PERP'] })])];

/** Ten at 100 against 300 dollars: liquidated where 300 + 10 (p − 100) = 0.01 × 10 p. */
const long: AccountInput = anInput('TEST', 'tiered-cross', {
  positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 10, mark: 100 })],
  collateral: [dollars(300)],
  editions,
});

const settings: CallSettings = {
  deviations: new Map([
    [btc, 0.04],
    [eth, 0.06],
  ]),
  assumedDeviation: 0.05,
  still: new Set(),
  volatilityUnit: 0.1,
  level: 1,
};

const strangle = ((): AccountInput => {
  const option = (right: 'call' | 'put', strike: number) => ({
    ...inverse(right, 'BTC', 'DERIBIT'),
    kind: 'option' as const,
    option: { right, strike, exercise: 'european' as const },
    priceUnit: 'underlying' as const,
  });
  const sold = { quantity: -10, spot: 50_000, years: 0.1 };
  return anInput('DERIBIT', 'deribit-pm', {
    positions: [
      held({ ...sold, instrument: option('call', 60_000), mark: 0.02 }),
      held({ ...sold, instrument: option('put', 40_000), mark: 0.015 }),
    ],
    collateral: [coins(4, 'BTC', 50_000)],
  });
})();

describe('the nearest call', () => {
  test('of a lone future is its liquidation price, in daily deviations, volatility as it is', () => {
    const { nearest, prices, assumed } = value(nearestCall(long, settings));
    const below = liquidations(long)[0]?.below;
    expect(prices.get(btc)).toBeCloseTo((below ?? 0) / 100, 4);
    expect(nearest.distance).toBeCloseTo(-Math.log((below ?? 0) / 100) / 0.04, 3);
    expect(nearest.volatility).toBeCloseTo(1, 3);
    expect(assumed).toEqual([]);
  });

  test('of a short strangle is on the line where the account is called, and none is nearer', () => {
    const { nearest, prices, boundary } = value(nearestCall(strangle, settings));
    const moved = accountMoved(strangle, { prices, volatility: nearest.volatility });
    expect(ratioOf(value(assessorOf(strangle).figures(moved)))).toBeCloseTo(1, 6);
    expect(boundary.length).toBeGreaterThan(10);
    for (const { distance } of boundary) {
      expect(distance).toBeGreaterThanOrEqual(nearest.distance - 1e-9);
    }
    // rising volatility costs a seller: the nearest point is not at lower volatility
    expect(nearest.volatility).toBeGreaterThanOrEqual(1);
  });

  test('is nearer at a lower ratio; an asset without history is named', () => {
    const half = value(nearestCall(long, { ...settings, level: 0.5 })).nearest.distance;
    expect(half).toBeLessThan(value(nearestCall(long, settings)).nearest.distance);
    const blind = value(nearestCall(long, { ...settings, deviations: new Map() }));
    expect(blind.assumed).toEqual([btc]);
  });

  test('an account that is called already, and one that nothing calls, have none', () => {
    const called = { ...long, collateral: [dollars(5)] };
    expect(nearestCall(called, settings)).toMatchObject({
      failure: { message: 'the account is called where it stands' },
    });
    const rich = { ...long, positions: [], collateral: [dollars(5)] };
    expect(nearestCall(rich, settings)).toMatchObject({
      failure: { message: expect.stringContaining('no move') },
    });
  });
});

/** Alternating moves of two assets. */
const returns: DailyReturns = {
  assets: [btc, eth],
  rows: 8,
  values: Float64Array.of(
    -0.5,
    -0.4,
    0.02,
    0.01,
    -0.1,
    -0.3,
    0.3,
    0.2,
    -0.4,
    0.1,
    0.05,
    0.1,
    -0.02,
    0,
    0.1,
    -0.1,
  ),
};
const paths = { paths: 20_000, days: 3, seed: 1, level: 1 };

describe('the time to a call', () => {
  test('of a lone future is the share of days beyond its liquidation price', () => {
    const found = value(timeToCall(long, returns, paths));
    // liquidated below 70.7: ln is −0.347; two days of eight are beyond
    const [hour, day] = found.chances;
    expect(hour?.probability).toBe(0);
    expect(Math.abs((day?.probability ?? 0) - 0.25)).toBeLessThan(4 * (day?.standardError ?? 0));
    expect(found.firstDay[0]).toBe(day?.probability);
    expect(found.firstDay.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
    expect(found.error).toBeLessThan(0.02);
    expect(value(timeToCall(long, returns, paths))).toEqual(found);
  });

  test('chances grow with the horizon and with the level, and the median follows from the days', () => {
    const found = value(timeToCall(long, returns, { ...paths, level: 0.5 }));
    const [, one, all] = found.chances;
    expect(all?.horizon).toBe('3 days');
    expect(all?.probability).toBeGreaterThan(one?.probability ?? 1);
    expect(one?.probability).toBeGreaterThanOrEqual(
      value(timeToCall(long, returns, paths)).chances[1]?.probability ?? 1,
    );
    const within = (days: number): number =>
      found.firstDay.slice(0, days).reduce((a, b) => a + b, 0);
    if (found.medianDay !== null) {
      expect(within(found.medianDay)).toBeGreaterThanOrEqual(0.5);
      expect(within(found.medianDay - 1)).toBeLessThan(0.5);
    }
  });

  test('two assets add up where the model adds them; a third without history stands still', () => {
    const both = {
      ...long,
      positions: [
        ...long.positions,
        held({ instrument: linear('ETH-PERP', 'ETH'), quantity: -20, mark: 10 }),
      ],
      collateral: [dollars(300), coins(1, 'XRP', 1)],
    };
    const found = value(timeToCall(both, returns, paths));
    expect(found.error).toBeLessThan(0.02);
    expect(found.still).toEqual([asset('XRP')]);
  });

  test('without any history there is none', () => {
    const blind = { assets: [eth], rows: 1, values: Float64Array.of(0.1) };
    expect(timeToCall(long, blind, paths)).toMatchObject({
      failure: { reason: 'missing-market-data' },
    });
  });
});
