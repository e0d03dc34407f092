import { describe, expect, test } from 'vitest';
import {
  chargedLiquidationPrice,
  liquidationPrice,
  type SolePosition,
} from '../../../src/engine/margin/liquidation-price.ts';
import inverseVectors from '../../vectors/inverse.json' with { type: 'json' };
import vectors from '../../vectors/margin/liquidation-prices.json' with { type: 'json' };
import { aTable } from './account-input.ts';

describe('published liquidation prices', () => {
  test.each(vectors.cases)('$id', (one) => {
    const { rate, deduction, at, ...position } = one.given;
    const found = chargedLiquidationPrice(position as SolePosition, {
      rate,
      deduction,
      at: at as 'mark' | 'entry',
    });
    const tolerance = 'absolute' in one ? (one.absolute ?? 0) : 1e-12 * one.expect;
    expect(Math.abs((found ?? Number.NaN) - one.expect)).toBeLessThanOrEqual(tolerance);
  });
});

describe('inverse futures of the reference', () => {
  const futures = inverseVectors.cases.filter((one) => one.kind === 'inverse_future');

  test('there are some', () => expect(futures.length).toBeGreaterThan(10));

  test.each(futures)('$id', (one) => {
    const contracts = Number(one.contracts);
    const expected = one.expected.liquidation_price ?? null;
    const found = chargedLiquidationPrice(
      {
        payoff: 'inverse',
        side: contracts > 0 ? 'long' : 'short',
        size: Math.abs(contracts) * Number(one.contract_usd),
        entry: Number(one.entry),
        posted: Number(one.collateral_coin),
      },
      { rate: Number(one.mm_rate), deduction: 0, at: 'mark' },
    );
    if (expected === null) expect(found).toBeNull();
    // A price that is the quotient of a difference near 0 keeps fewer digits.
    else expect(Math.abs((found ?? Number.NaN) / expected - 1)).toBeLessThan(1e-6);
  });
});

describe('the tier at the liquidation price', () => {
  const table = aTable({
    tiers: [
      { upTo: 50_000, maintenanceRate: 0.004, leverage: 125, deduction: 0 },
      { upTo: 250_000, maintenanceRate: 0.05, leverage: 10, deduction: 2300 },
    ],
  });
  const short = { payoff: 'linear', side: 'short', size: 1, entry: 45_000 } as const;

  test('is the one of the price found, not of today’s', () => {
    // Notional at the price is above 50,000: (45,000 + 9,000 + 2,300) ÷ 1.05
    const found = liquidationPrice({ ...short, posted: 9000 }, table, 'mark', 1);
    expect(found).toBeCloseTo(56_300 / 1.05, 8);
    // and below it: (45,000 + 900) ÷ 1.004
    const near = liquidationPrice({ ...short, posted: 900 }, table, 'mark', 1);
    expect(near).toBeCloseTo(45_900 / 1.004, 8);
  });

  test('beyond the last tier none is known', () => {
    expect(liquidationPrice({ ...short, posted: 900_000 }, table, 'mark', 1)).toBeNull();
  });

  test('a long that is paid for in full has none', () => {
    const long = {
      payoff: 'linear',
      side: 'long',
      size: 1,
      entry: 45_000,
      posted: 50_000,
    } as const;
    expect(liquidationPrice(long, table, 'mark', 1)).toBeNull();
  });
});
