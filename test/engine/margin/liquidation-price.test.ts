import { describe, expect, test } from 'vitest';
import {
  chargedLiquidationPrice,
  liquidationPrice,
  type Charge,
  type SolePosition,
} from '../../../src/engine/margin/liquidation-price.ts';
import { aTable } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type InverseVectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly kind: string;
    readonly contracts: number;
    readonly contract_usd: number;
    readonly entry: number;
    readonly collateral_coin: number;
    readonly mm_rate: number;
    readonly expected: { readonly liquidation_price: number | null };
  }[];
};

const inverseVectors = vectorFile('inverse.json') as InverseVectors;

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly given: SolePosition & Charge;
    readonly absolute?: number;
    /** The publisher's figure does not follow from its own equation. */
    readonly unreproducible?: boolean;
    readonly expect: number;
  }[];
};

const vectors = vectorFile('margin/liquidation-prices.json') as Vectors;

describe('published liquidation prices', () => {
  const exact = vectors.cases.filter(({ unreproducible }) => unreproducible !== true);

  test.each(exact)('$id', ({ given, absolute, expect: expected }) => {
    const found = chargedLiquidationPrice(given, given);
    const tolerance = absolute ?? 1e-12 * expected;
    expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance);
  });
});

describe('inverse futures of the reference', () => {
  const futures = inverseVectors.cases.filter((one) => one.kind === 'inverse_future');

  test('there are some', () => expect(futures.length).toBeGreaterThan(10));

  test.each(futures)('$id', (one) => {
    const { contracts, contract_usd, entry, collateral_coin, mm_rate } = one;
    const expected = one.expected.liquidation_price;
    const found = chargedLiquidationPrice(
      {
        payoff: 'inverse',
        side: contracts > 0 ? 'long' : 'short',
        size: Math.abs(contracts) * contract_usd,
        entry,
        posted: collateral_coin,
      },
      { rate: mm_rate, deduction: 0, at: 'mark' },
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
