import { describe, expect, test } from 'vitest';
import { crossMargin, isolatedMargin, separateMargin } from '../../../src/engine/margin/pools.ts';
import { tieredRule } from '../../../src/engine/margin/tiered.ts';
import { deductionsOf } from '../../../src/engine/margin/tiers.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    /** Limit and rate of each tier. */
    readonly tiers: readonly (readonly [number, number])[];
    readonly deductions: readonly number[];
  }[];
};

const vectors = vectorFile('margin/tier-deductions.json') as Vectors;

const perp = linear('BTC-PERP', 'BTC');
const cross = (input: AccountInput) => crossMargin(input, tieredRule(input));

function figures(of: ReturnType<typeof cross>): { initial: number; maintenance: number } {
  const { initial, maintenance } = of.requirement;
  if (!initial.ok) throw new Error(initial.failure.message);
  if (!maintenance.ok) throw new Error(maintenance.failure.message);
  expect(violations(initial.value)).toEqual([]);
  expect(violations(maintenance.value)).toEqual([]);
  return { initial: initial.value.value, maintenance: maintenance.value.value };
}

describe('deductions', () => {
  test.each(vectors.cases)('$id', ({ tiers: rows, deductions }) => {
    const found = deductionsOf(rows.map(([upTo, maintenanceRate]) => ({ upTo, maintenanceRate })));
    found.forEach((one, i) => expect(one).toBeCloseTo(deductions[i] ?? Number.NaN, 6));
    expect(found).toHaveLength(deductions.length);
  });
});

describe('tiered margin of published tables', () => {
  const btc = linear('BTCUSDT', 'BTC', 'BINANCE-USDM');

  test('Binance BTCUSDT: 2,000,000 at 0.65 % less 950, initial at the leverage chosen', () => {
    const input = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: btc, quantity: 20, mark: 100_000, leverage: 20 })],
    });
    // 2,000,000 × 0.0065 − 950 = 12,050; 2,000,000 ÷ 20 = 100,000
    expect(figures(cross(input))).toEqual({ initial: 100_000, maintenance: 12_050 });
  });

  test('a leverage above the tier counts as the tier’s', () => {
    const input = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: btc, quantity: 20, mark: 100_000, leverage: 125 })],
    });
    expect(figures(cross(input)).initial).toBeCloseTo(2_000_000 / 75, 6);
  });

  test('V-BIN-6: COIN-M 100 contracts of 100 USD at 25,000 need 0.0016 BTC', () => {
    const coinM = { ...inverse('BTCUSD_PERP', 'BTC', 'BINANCE-COINM'), multiplier: 100 };
    const input = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: coinM, quantity: 100, mark: 25_000 })],
    });
    // source: binance.com FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46; 0.0016 BTC × 25,000 USD = 40
    expect(figures(cross(input)).maintenance).toBeCloseTo(0.0016 * 25_000, 9);
  });

  test('hedge legs: Binance charges each, a table that nets charges what is left', () => {
    const legs = [
      held({ instrument: btc, quantity: 1, mark: 40_000 }),
      held({ instrument: btc, quantity: -1, mark: 40_000 }),
    ];
    const each = anInput('BINANCE', 'tiered-cross', { positions: legs });
    expect(figures(cross(each)).maintenance).toBeCloseTo(2 * 40_000 * 0.004, 9);
    const net = anInput('TEST', 'tiered-cross', {
      positions: [1, -1].map((quantity) => held({ instrument: perp, quantity, mark: 40_000 })),
      editions: [tiers([aTable()])],
    });
    expect(figures(cross(net))).toEqual({ initial: 0, maintenance: 0 });
  });

  test('netted legs keep the lowest leverage that was chosen', () => {
    const legs = [
      held({ instrument: perp, quantity: 3, mark: 100, leverage: 20 }),
      held({ instrument: perp, quantity: -1, mark: 100, leverage: 5 }),
    ];
    const input = anInput('TEST', 'tiered-cross', {
      positions: legs,
      editions: [tiers([aTable()])],
    });
    expect(figures(cross(input)).initial).toBeCloseTo(200 / 5, 12);
  });

  test('OKX counts contracts and adds the fee of closing', () => {
    const swap = { ...linear('BTC-USDT-SWAP', 'BTC', 'OKX'), multiplier: 0.01 };
    const at = (quantity: number): AccountInput =>
      anInput('OKX', 'tiered-cross', {
        positions: [held({ instrument: swap, quantity, mark: 50_000 })],
      });
    // 1,000 × 0.01 × 50,000 × (0.004 + 0.0005) = 2,250
    expect(figures(cross(at(1000))).maintenance).toBeCloseTo(2250, 9);
    const { maintenance } = cross(at(1001)).requirement;
    expect(maintenance.ok ? null : maintenance.failure.reason).toBe('limit-exceeded');
  });

  test('a symbol without tiers is not published, and says which', () => {
    const doge = linear('DOGEUSDT', 'DOGE', 'BINANCE-USDM');
    const alone = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: doge, quantity: 1, mark: 1 })],
    });
    const { initial } = cross(alone).requirement;
    expect(initial.ok ? null : initial.failure).toMatchObject({ reason: 'not-published' });
    expect(initial.ok ? '' : initial.failure.message).toContain('DOGEUSDT');
    const beside = anInput('BINANCE', 'tiered-cross', {
      positions: [...alone.positions, held({ instrument: btc, quantity: 1, mark: 40_000 })],
    });
    const { maintenance } = cross(beside).requirement;
    expect(maintenance.ok && maintenance.value.value).toBeCloseTo(160, 9);
    expect(maintenance.ok && maintenance.value.lacking?.map(({ reason }) => reason)).toEqual([
      'not-published',
    ]);
  });

  test('the seller rule of Binance options is unconfirmed, and says so; a bought option needs nothing', () => {
    const option = {
      ...linear('BTC-261225-90000-C', 'BTC', 'BINANCE-OPTIONS'),
      kind: 'option' as const,
      option: { right: 'call', strike: 90_000, exercise: 'european' } as const,
    };
    const input = (quantity: number): AccountInput =>
      anInput('BINANCE', 'tiered-cross', {
        positions: [held({ instrument: option, quantity, mark: 2000, spot: 82_000 })],
      });
    const { initial } = cross(input(-1)).requirement;
    expect(initial.ok && initial.value.lacking?.map(({ reason }) => reason)).toEqual([
      'not-published',
    ]);
    expect(figures(cross(input(1)))).toEqual({ initial: 0, maintenance: 0 });
  });

  test('before the first edition nothing is known', () => {
    const input = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: btc, quantity: 1, mark: 40_000 })],
      asOf: instant(Date.parse('2020-01-01T00:00:00Z')),
    });
    expect(cross(input).requirement.initial.ok).toBe(false);
  });

  test('an edition of the user’s own supplies what the venue has not published', () => {
    const own = {
      ...tiers([aTable({ symbols: ['DOGEUSDT'] })]),
      venue: anInput('BINANCE', 'stated').account.venue,
    };
    const doge = linear('DOGEUSDT', 'DOGE', 'BINANCE-USDM');
    const base = anInput('BINANCE', 'tiered-cross', {
      positions: [held({ instrument: doge, quantity: 1000, mark: 1 })],
    });
    const input = { ...base, editions: [...base.editions, own] };
    expect(figures(cross(input))).toEqual({ initial: 20, maintenance: 10 });
  });
});

describe('isolated against cross', () => {
  const editions = [
    tiers([aTable({ tiers: [{ upTo: 1e9, maintenanceRate: 0.01, leverage: 10, deduction: 0 }] })]),
  ];
  const winner = held({ instrument: perp, quantity: 1, mark: 100, entry: 60 });
  const loser = held({
    instrument: { ...perp, ...linear('BTC-2', 'BTC') },
    quantity: -1,
    mark: 100,
    entry: 70,
  });
  const both = [
    ...editions,
    tiers([
      aTable({
        symbols: ['BTC-2'],
        tiers: [{ upTo: 1e9, maintenanceRate: 0.01, leverage: 10, deduction: 0 }],
      }),
    ]),
  ];

  test('a gain beyond its own margin serves no other position', () => {
    const input = anInput('TEST', 'tiered-cross', { positions: [winner, loser], editions: both });
    // winner: max(10 margin, 40 gain) = 40; loser: max(10, −30) = 10
    expect(figures(isolatedMargin(input, tieredRule(input))).initial).toBe(50);
    expect(figures(crossMargin(input, tieredRule(input))).initial).toBe(20);
    expect(figures(separateMargin(input, tieredRule(input))).initial).toBe(20);
  });

  test('one position alone is the same either way', () => {
    const input = anInput('TEST', 'tiered-cross', { positions: [winner], editions });
    expect(figures(isolatedMargin(input, tieredRule(input)))).toEqual(
      figures(crossMargin(input, tieredRule(input))),
    );
  });

  test('isolated margin at the entry price where the venue measures it there', () => {
    const input = anInput('TEST', 'tiered-isolated', {
      positions: [winner],
      collateral: [dollars(10), coins(0, 'BTC', 100)],
      editions: [tiers([aTable({ isolatedAt: 'entry' })])],
    });
    // entry 60 × 0.01
    expect(figures(separateMargin(input, tieredRule(input))).maintenance).toBeCloseTo(0.6, 12);
    expect(figures(crossMargin(input, tieredRule(input))).maintenance).toBeCloseTo(1, 12);
  });
});
