import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blackScholes } from '../../../src/engine/pricing/black-scholes.ts';
import {
  inverseDelta,
  inverseGamma,
  inversePnl,
  isolatedLiquidation,
} from '../../../src/engine/pricing/inverse-future.ts';
import {
  inverseOption,
  type InverseOptionValue,
} from '../../../src/engine/pricing/inverse-option.ts';
import type { SpotOption } from '../../../src/engine/pricing/option-value.ts';
import { quantoOption, type QuantoOption } from '../../../src/engine/pricing/quanto-option.ts';
import { aRight, aSpotOption, magnitude } from './markets.ts';

function value(option: SpotOption): InverseOptionValue {
  const outcome = inverseOption(option);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

test('a coin call is strike × a put on the coin price of the currency, and conversely', () => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      const { right, spot, strike, rate, carry } = option;
      const mirrored = blackScholes({
        ...option,
        right: right === 'call' ? 'put' : 'call',
        spot: 1 / spot,
        strike: 1 / strike,
        rate: carry,
        carry: rate,
      });
      if (!mirrored.ok) throw new Error(mirrored.failure.message);
      const { price } = value(option);
      expect(Math.abs(price - strike * mirrored.value.price)).toBeLessThan(
        1e-13 * Math.max(1, strike / spot),
      );
    }),
  );
});

test('coin delta, gamma, vanna and the net delta are slopes of the coin price', () => {
  fc.assert(
    fc.property(aSpotOption, (option) => {
      const { spot, strike, volatility, years } = option;
      const step = 1e-4 * spot * Math.min(1, volatility * Math.sqrt(years));
      const up = value({ ...option, spot: spot + step });
      const down = value({ ...option, spot: spot - step });
      const here = value(option);
      const size = Math.max(1, strike / spot);
      const slope = (up.price - down.price) / (2 * step);
      expect(Math.abs(slope - here.delta) * spot).toBeLessThan(1e-6 * size);
      const bend = (up.delta - down.delta) / (2 * step);
      expect(Math.abs(bend - here.gamma)).toBeLessThan(
        1e-5 * (Math.abs(here.gamma) + size / spot ** 2),
      );
      const skew = (up.vega - down.vega) / (2 * step);
      expect(Math.abs(skew - here.vanna) * spot).toBeLessThan(1e-5 * (here.vega + size));
      expect(here.netDelta).toBeCloseTo(spot * here.delta, 12);
      expect(Math.abs(here.quoteDelta - here.price - here.netDelta)).toBeLessThan(1e-12 * size);
    }),
  );
});

test('a coin call is worth less than a coin, a coin put may be worth many', () => {
  const market = { strike: 20_000, years: 1, rate: 0, carry: 0, volatility: 1.2 };
  expect(value({ ...market, right: 'call', spot: 1e6 }).price).toBeLessThan(1);
  // Nearly certain to be exercised: strike ÷ spot − 1 = 19 coins.
  expect(value({ ...market, right: 'put', spot: 1000 }).price).toBeCloseTo(19, 1);
});

test('what cannot be priced in the quote currency cannot in coin', () => {
  const market = { right: 'call', strike: 1, years: 1, rate: 0, carry: 0, volatility: 1 } as const;
  expect(inverseOption({ ...market, spot: 0 })).toMatchObject({
    ok: false,
    failure: { reason: 'malformed' },
  });
});

test('an inverse contract by hand: 1000 contracts of 10 USD from 50000 to 40000', () => {
  const long = { contracts: 1000, contractValue: 10, entry: 50_000 };
  // 10000 USD × (1/50000 − 1/40000) = 0.2 − 0.25 coin.
  expect(inversePnl(long, 40_000)).toBeCloseTo(-0.05, 15);
  expect(inversePnl({ ...long, contracts: -1000 }, 40_000)).toBeCloseTo(0.05, 15);
  // 10000 ÷ 40000² and −2 × 10000 ÷ 40000³.
  expect(inverseDelta(long, 40_000)).toBeCloseTo(6.25e-6, 18);
  expect(inverseGamma(long, 40_000)).toBeCloseTo(-3.125e-10, 22);
});

test('at its liquidation price a position has just its maintenance margin', () => {
  const signed = fc.integer({ min: -100_000, max: 100_000 }).filter((n) => n !== 0);
  fc.assert(
    fc.property(
      signed,
      magnitude(1, 1e5),
      magnitude(0.005, 1.5),
      fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      (contracts, entry, cover, rate) => {
        const position = { contracts, contractValue: 10, entry };
        const size = Math.abs(contracts) * 10;
        const collateral = (cover * size) / entry;
        const point = isolatedLiquidation(position, collateral, rate);
        if (point.kind !== 'price') {
          expect(contracts).toBeLessThan(0);
          expect(collateral * entry).toBeGreaterThanOrEqual(size * (1 - 1e-15));
          return;
        }
        const equity = collateral + inversePnl(position, point.price);
        const needed = (rate * size) / point.price;
        const scale = collateral + size / entry + size / point.price;
        expect(Math.abs(equity - needed)).toBeLessThan(1e-13 * scale);
      },
    ),
  );
});

test('liquidation without a price: the covered short, the hopeless long, no position', () => {
  const position = { contracts: -100, contractValue: 10, entry: 1000 };
  // 1 coin covers 1000 USD at 1000: synthetic dollars.
  expect(isolatedLiquidation(position, 1, 0.01)).toEqual({ kind: 'never' });
  expect(isolatedLiquidation({ ...position, contracts: 100 }, -1, 0.01)).toEqual({
    kind: 'always',
  });
  expect(isolatedLiquidation({ ...position, contracts: 0 }, 0, 0.01)).toEqual({ kind: 'never' });
});

const quanto: QuantoOption = {
  right: 'call',
  forward: 3000,
  strike: 3100,
  years: 0.5,
  volatility: 0.8,
  settlementVolatility: 0.6,
  correlation: 0.7,
  settlementRate: 0.02,
  perPoint: 1e-5,
};

test('a quanto option without correlation is a plain one, paid in another coin', () => {
  const { right, forward, strike, years, volatility } = quanto;
  const plain = blackScholes({
    right,
    spot: forward,
    strike,
    years,
    rate: 0,
    carry: 0,
    volatility,
  });
  const outcome = quantoOption({ ...quanto, correlation: 0 });
  if (!plain.ok || !outcome.ok) throw new Error('both have a value');
  expect(outcome.value.quantoForward).toBe(forward);
  const expected = 1e-5 * Math.exp(-0.01) * plain.value.price;
  expect(Math.abs(outcome.value.price / expected - 1)).toBeLessThan(1e-12);
});

test('quanto put-call parity stands on the quanto forward', () => {
  const call = quantoOption(quanto);
  const put = quantoOption({ ...quanto, right: 'put' });
  if (!call.ok || !put.ok) throw new Error('both have a value');
  // F exp(ρ σ σₓ T) = 3000 e^0.168.
  expect(call.value.quantoForward).toBeCloseTo(3000 * Math.exp(0.168), 9);
  const points = (call.value.quantoForward - 3100) * Math.exp(-0.01) * 1e-5;
  expect(call.value.price - put.value.price).toBeCloseTo(points, 14);
});

test('a correlation beyond 1 is malformed', () => {
  fc.assert(
    fc.property(aRight, magnitude(1.0001, 100), (right, correlation) => {
      expect(quantoOption({ ...quanto, right, correlation })).toMatchObject({
        ok: false,
        failure: { reason: 'malformed' },
      });
    }),
  );
});
