import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equity } from '../../../src/engine/margin/equity.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { CollateralNumbers } from '../../../src/engine/model/margin-numbers.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { venue } from '../../../src/engine/values/ids.ts';
import { failure } from '../../../src/engine/values/outcome.ts';
import { anInput, coins, dollars, held, inverse, linear } from './account-input.ts';

function equityOf(input: AccountInput): number {
  const node = equity(input);
  expect(violations(node)).toEqual([]);
  return node.value;
}

describe('equity', () => {
  test('balances, linear P&L and coin P&L, each in its own asset', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [
        held({ instrument: linear('L', 'BTC'), quantity: 2, mark: 110, entry: 100 }),
        held({ instrument: inverse('I', 'BTC'), quantity: -1000, mark: 110, entry: 100 }),
      ],
      collateral: [dollars(50), coins(3, 'BTC', 110)],
    });
    // 50 + 2 × 10 + (3 − 1000 × (1/100 − 1/110)) × 110 = 70 + (3 − 0.90909…) × 110 = 300
    expect(equityOf(input)).toBeCloseTo(300, 9);
  });

  test('quanto: contracts × multiplier × points in the settlement asset', () => {
    const quanto = {
      ...inverse('Q', 'ETH'),
      payoff: 'quanto' as const,
      settlement: coins(0, 'BTC', 1).asset,
      multiplier: 1e-6,
    };
    const of = held({ instrument: quanto, quantity: 5000, mark: 3000, entry: 2900 });
    const input = anInput('TEST', 'tiered-cross', {
      positions: [{ ...of, settlementRate: 80_000 }],
      collateral: [coins(1, 'BTC', 80_000)],
    });
    // 1 + 5000 × 1e-6 × 100 = 1.5 BTC
    expect(equityOf(input)).toBeCloseTo(120_000, 6);
  });

  test('an option counts with its value, for its premium left the balance', () => {
    const option = {
      ...linear('C', 'BTC'),
      kind: 'option' as const,
      option: { right: 'call', strike: 100, exercise: 'european' } as const,
    };
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: option, quantity: -3, mark: 7, entry: null })],
      collateral: [dollars(100)],
    });
    expect(equityOf(input)).toBe(79);
  });

  test('a missing entry price is a gap, not a zero', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('L', 'BTC'), quantity: 2, mark: 110, entry: null })],
      collateral: [dollars(50)],
    });
    expect(equity(input).lacking?.map(({ reason }) => reason)).toEqual(['missing-field']);
  });

  test('what the account lacks, its equity says', () => {
    const lacks = failure('missing-market-data', 'no price of XYZ');
    const aside = failure('missing-market-data', 'no price of DUST');
    const input = anInput('TEST', 'tiered-cross', { lacking: [lacks], uncounted: [aside] });
    expect(equity(input).lacking).toEqual([lacks, aside]);
  });
});

const haircut = (asset: string, fraction: number): AccountInput['editions'][number] => ({
  venue: venue('KRAKEN'),
  model: 'collateral',
  from: '2020-01-01',
  source: 'Kraken example: 0.5 BTC at 35,000 with a haircut of 4 % counts as 16,800 USD',
  standing: 'published',
  numbers: { haircuts: [{ asset, haircut: fraction }] },
});

describe('haircuts', () => {
  test('Kraken’s example', () => {
    const input = anInput('KRAKEN', 'tiered-cross', {
      collateral: [coins(0.5, 'BTC', 35_000)],
      editions: [haircut('BTC', 0.04)],
    });
    expect(equityOf(input)).toBeCloseTo(16_800, 9);
  });

  test('what is owed is owed in full', () => {
    const input = anInput('KRAKEN', 'tiered-cross', {
      collateral: [coins(-0.5, 'BTC', 35_000)],
      editions: [haircut('BTC', 0.04)],
    });
    expect(equityOf(input)).toBeCloseTo(-17_500, 9);
  });

  test('an asset without a published haircut counts in full and says so', () => {
    const input = anInput('KRAKEN', 'tiered-cross', {
      positions: [held({ instrument: linear('L', 'BTC'), quantity: 1, mark: 100 })],
      collateral: [coins(2, 'DOGE', 0.5)],
      editions: [],
    });
    const node = equity(input);
    expect(node.value).toBe(1);
    expect(JSON.stringify(node)).toContain('counted in full');
  });
});

describe('haircuts by tier', () => {
  const tiers = [
    { upTo: 10, haircut: 0.05 },
    { upTo: 100, haircut: 0.2 },
    { upTo: null, haircut: 1 },
  ];
  const by = (haircuts: CollateralNumbers['haircuts'], balance: number): number =>
    equityOf(
      anInput('TEST', 'tiered-cross', {
        collateral: [coins(balance, 'BTC', 50)],
        editions: [
          {
            venue: venue('TEST'),
            model: 'collateral',
            from: '2000-01-01',
            source: 'made up for a test',
            standing: 'third-party',
            numbers: { haircuts },
          },
        ],
      }),
    );
  const tiered = (balance: number): number => by([{ asset: 'BTC', tiers }], balance);

  test('each part of a balance has its own, and beyond the last nothing counts', () => {
    expect(tiered(4)).toBeCloseTo(4 * 0.95 * 50, 9);
    expect(tiered(60)).toBeCloseTo((10 * 0.95 + 50 * 0.8) * 50, 9);
    expect(tiered(500)).toBeCloseTo((10 * 0.95 + 90 * 0.8) * 50, 9);
  });

  test('are continuous at their edges and never fall as a balance grows', () => {
    for (const edge of [10, 100]) {
      expect(Math.abs(tiered(edge + 1e-9) - tiered(edge))).toBeLessThan(1e-6);
    }
    const balance = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(balance, balance, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(tiered(more)).toBeGreaterThanOrEqual(tiered(less) - 1e-6);
      }),
    );
  });

  test('one tier is a flat haircut; what is owed has none', () => {
    const one = [{ asset: 'BTC', tiers: [{ upTo: null, haircut: 0.1 }] }];
    expect(by(one, 7)).toBeCloseTo(by([{ asset: 'BTC', haircut: 0.1 }], 7), 9);
    expect(tiered(-3)).toBe(-150);
  });
});
