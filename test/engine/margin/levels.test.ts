import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountMargin } from '../../../src/engine/margin/account.ts';
import { crossMargin, isolatedMargin } from '../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../src/engine/margin/tiered.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { TierTable } from '../../../src/engine/model/margin-numbers.ts';
import type { PricedPosition } from '../../../src/engine/model/priced.ts';
import { fail } from '../../../src/engine/values/outcome.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, aTable, dollars, held, inverse, linear, tiers } from './account-input.ts';
import { value } from './nodes.ts';

const kraken = (positions: readonly PricedPosition[]) => {
  const input = anInput('KRAKEN', 'tiered-cross', { positions, collateral: [dollars(1e9)] });
  const { initial, maintenance } = crossMargin(input, tieredRule(input)).requirement;
  return { input, initial: value(initial), maintenance: value(maintenance) };
};
const coinPerpetual = inverse('PI_XBTUSD', 'BTC', 'KRAKEN-FUTURES');
const perpetual = linear('PF_XBTUSD', 'BTC', 'KRAKEN-FUTURES');
const dated = {
  ...linear('FF_XBTUSD_261225', 'BTC', 'KRAKEN-FUTURES'),
  kind: 'future' as const,
  expiry: instant(Date.parse('2026-12-25T08:00:00Z')),
};

describe('Kraken: each level charges its own part', () => {
  test('the help page’s perpetual: 2 % for the first 500,000 contracts, 4 % for the next', () => {
    // source: support.kraken.com 15579128794772; in dollars at any price
    const { initial, maintenance } = kraken([
      held({ instrument: coinPerpetual, quantity: 1_000_000, mark: 80_000 }),
    ]);
    expect(initial.value).toBeCloseTo(500_000 * 0.02 + 500_000 * 0.04, 6);
    expect(maintenance.value).toBeCloseTo(500_000 * 0.01 + 500_000 * 0.02, 6);
  });

  test('multi-collateral levels count dollars', () => {
    const { initial, maintenance } = kraken([
      held({ instrument: perpetual, quantity: 50, mark: 80_000 }),
    ]);
    // 4,000,000: 1 M at 1 %, 2 M at 2 %, 1 M at 4 %
    expect(initial.value).toBeCloseTo(10_000 + 40_000 + 40_000, 6);
    expect(maintenance.value).toBeCloseTo(45_000, 6);
  });

  test('beyond the venue’s largest position there is none', () => {
    const input = anInput('KRAKEN', 'tiered-cross', {
      positions: [held({ instrument: coinPerpetual, quantity: 75_000_001, mark: 80_000 })],
    });
    const { initial } = crossMargin(input, tieredRule(input)).requirement;
    expect(initial.ok ? null : initial.failure.reason).toBe('limit-exceeded');
  });
});

describe('Kraken: the larger side of an underlying', () => {
  // source: support.kraken.com 4844463246100: max(margin of long positions, margin of short positions)
  const long = held({ instrument: perpetual, quantity: 10, mark: 80_000 });
  const short = held({ instrument: dated, quantity: -20, mark: 81_000 });

  test('counts in a shared account', () => {
    const both = kraken([long, short]);
    expect(both.initial.value).toBeCloseTo(20 * 81_000 * 0.02, 6);
    expect(both.maintenance.value).toBeCloseTo(20 * 81_000 * 0.01, 6);
    expect([...violations(both.initial), ...violations(both.maintenance)]).toEqual([]);
  });

  test('does not where each position stands alone, nor among coin contracts', () => {
    const { input } = kraken([long, short]);
    const apart = value(isolatedMargin(input, tieredRule(input)).requirement.maintenance).value;
    expect(apart).toBeCloseTo(800_000 * 0.005 + 20 * 81_000 * 0.01, 6);
    const coin = held({ instrument: coinPerpetual, quantity: -400_000, mark: 80_000 });
    expect(kraken([long, coin]).maintenance.value).toBeCloseTo(4000 + 4000, 6);
  });
});

describe('a table of levels', () => {
  const levels: TierTable = aTable({
    charge: 'levels',
    tiers: [
      { upTo: 1000, maintenanceRate: 0.01, leverage: 50, deduction: 0 },
      { upTo: 5000, maintenanceRate: 0.02, leverage: 25, deduction: 0 },
      { upTo: 1e9, maintenanceRate: 0.05, leverage: 10, deduction: 0 },
    ],
  });
  const marginal: TierTable = {
    ...levels,
    charge: 'marginal',
    tiers: levels.tiers.map((tier, i) => ({ ...tier, deduction: [0, 10, 160][i] ?? 0 })),
  };
  const needed = (table: TierTable, size: number, leverage: number | null = null) => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [
        held({ instrument: linear('BTC-PERP', 'BTC'), quantity: size, mark: 1, leverage }),
      ],
      collateral: [dollars(1e6)],
      editions: [tiers([table])],
    });
    const { initial, maintenance } = crossMargin(input, tieredRule(input)).requirement;
    return { input, initial: value(initial), maintenance: value(maintenance) };
  };

  test('maintenance is what deductions give; initial grows by level too, whole trees', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 20_000, noNaN: true }), (size) => {
        const found = needed(levels, size);
        expect(found.maintenance.value).toBeCloseTo(needed(marginal, size).maintenance.value, 8);
        expect(found.maintenance.value).toBeLessThanOrEqual(found.initial.value);
        expect([...violations(found.initial), ...violations(found.maintenance)]).toEqual([]);
        const more = needed(levels, size + 1).initial.value - found.initial.value;
        expect(more).toBeGreaterThan(0);
        expect(more).toBeLessThanOrEqual(0.1 + 1e-9);
      }),
    );
  });

  test('a leverage that the user chose raises initial margin alone', () => {
    const found = needed(levels, 3000, 2);
    expect(found.initial.value).toBe(1500);
    expect(found.maintenance.value).toBe(10 + 40);
    expect(needed(levels, 3000, 50).initial.value).toBe(20 + 80);
  });

  test('liquidation price is the one of the same table with deductions', () => {
    const none = fail('not-applicable', 'not looked at');
    const short = (table: TierTable) => {
      const { input } = needed(table, -4000);
      const poor = { ...input, collateral: [dollars(900)] };
      return accountMargin(poor, { initial: none, maintenance: none }).liquidations[0]?.above ?? 0;
    };
    expect(short(levels)).toBeGreaterThan(1);
    expect(short(levels)).toBeCloseTo(short(marginal), 6);
  });
});
