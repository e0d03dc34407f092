import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { unitSensitivities } from '../../../src/engine/revaluation/sensitivity.ts';
import { unitPnl, unitValue, type UnitValue } from '../../../src/engine/revaluation/unit-value.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { aPricedPosition, anInstant, anInstrument } from '../../support/builders.ts';

const btc = asset('BTC');
const expiry = instant(anInstant + 90 * 86_400_000);
const anOption = anInstrument({
  kind: 'option',
  expiry,
  option: { right: 'put', strike: 95, exercise: 'european' },
});

describe('P&L of one contract', () => {
  test('linear: multiplier × price change', () => {
    const unit = unitValue(aPricedPosition(anInstrument({ multiplier: 0.1 }), 1, { mark: 80_000 }));
    expect(unitPnl(unit, 1.05, 1, 1)).toBeCloseTo(0.1 * 80_000 * 0.05, 9);
  });

  test('inverse: the coin P&L at the new price is the change of its fixed dollar worth', () => {
    // 10 USD contract, F 80,000 to 60,000: coin 10 (1/80000 − 1/60000) = −4.1667e-5, at 60,000: −2.5
    const inverse = anInstrument({ payoff: 'inverse', settlement: btc, multiplier: 10 });
    const at = { mark: 80_000, spot: 80_000, forward: 80_000, settlementRate: 80_000 };
    const unit = unitValue(aPricedPosition(inverse, 1, at));
    expect(unitPnl(unit, 0.75, 1, 0.75)).toBeCloseTo(-2.5, 9);
  });

  test('a coin-settled option is worth its dollar premium as the coin moves', () => {
    const coin = {
      ...anOption,
      payoff: 'inverse',
      settlement: btc,
      priceUnit: 'underlying',
    } as const;
    const dollars = unitValue(aPricedPosition(anOption, 1));
    const coins = unitValue(aPricedPosition(coin, 1, { settlementRate: 100 }));
    expect(unitPnl(coins, 0.8, 1.3, 0.8)).toBeCloseTo(unitPnl(dollars, 0.8, 1.3, 1), 9);
  });

  test('a linear contract loses nothing when its quote coin and the underlying fall together', () => {
    const unit = unitValue(aPricedPosition(anInstrument({ settlement: asset('USDT') }), 1));
    expect(unitPnl(unit, 0.9, 1, 0.9)).toBe(0);
  });

  test('nothing moves, nothing is earned', () => {
    for (const of of [anInstrument(), anOption, anInstrument({ payoff: 'quanto' })]) {
      expect(unitPnl(unitValue(aPricedPosition(of, 1)), 1, 1, 1)).toBeCloseTo(0, 12);
    }
  });
});

describe('sensitivities are the derivatives of the P&L', () => {
  const central = (unit: UnitValue, h: number): { delta: number; gamma: number } => ({
    delta: (unitPnl(unit, 1 + h, 1, 1) - unitPnl(unit, 1 - h, 1, 1)) / (2 * h),
    gamma: (unitPnl(unit, 1 + h, 1, 1) + unitPnl(unit, 1 - h, 1, 1)) / (h * h),
  });

  test('delta, gamma and vega of options', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('call', 'put'),
        fc.double({ min: 70, max: 140, noNaN: true }),
        fc.double({ min: 0.2, max: 1.5, noNaN: true }),
        (right, strike, volatility) => {
          const of = { ...anOption, option: { right, strike, exercise: 'european' } } as const;
          const unit = unitValue(aPricedPosition(of, 1, { volatility }));
          const found = unitSensitivities(unit);
          const expected = central(unit, 1e-4);
          expect(found.delta).toBeCloseTo(expected.delta, 4);
          expect(found.gamma).toBeCloseTo(expected.gamma * 0.01, 3);
          const bump = 1e-4;
          const vega = (unitPnl(unit, 1, 1 + bump, 1) - unitPnl(unit, 1, 1 - bump, 1)) / (2 * bump);
          expect(found.vega).toBeCloseTo((vega / volatility) * 0.01, 5);
        },
      ),
    );
  });

  test('theta is the value lost by tomorrow', () => {
    const unit = unitValue(aPricedPosition(anOption, 1));
    const value = (years: number): number =>
      undiscountedBlack('put', 100, 95, 0.5 * Math.sqrt(years));
    expect(unitSensitivities(unit).theta).toBeCloseTo(value(89 / 365) - value(90 / 365), 9);
  });

  test('an expired-today option at the money does not make NaN', () => {
    const unit = unitValue(aPricedPosition(anOption, 1, { years: 0, forward: 95 }));
    expect(Object.values(unitSensitivities(unit)).every(Number.isFinite)).toBe(true);
  });
});
