import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Liquidation } from '../../../src/engine/contract/snapshot.ts';
import { crossing } from '../../../src/engine/margin/crossings.ts';
import { equity } from '../../../src/engine/margin/equity.ts';
import { chargedLiquidationPrice } from '../../../src/engine/margin/liquidation-price.ts';
import { liquidations } from '../../../src/engine/margin/liquidations.ts';
import { marginModels } from '../../../src/engine/margin/models.ts';
import { accountAt } from '../../../src/engine/margin/moved.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from './account-input.ts';
import { crossAccount, crossVectors } from './cross-vectors.ts';

const btc = asset('BTC');

function of(found: readonly Liquidation[], underlying: string): Liquidation {
  const one = found.find((each) => each.underlying === underlying);
  if (one === undefined) throw new Error(`no liquidation of ${underlying}`);
  return one;
}

describe('Binance’s published cross account', () => {
  const found = liquidations(crossAccount());

  test.each(crossVectors.cases)('$id', ({ underlying, expect: expected }) => {
    const { below, above } = of(found, underlying);
    expect(Math.abs((below ?? 0) - expected)).toBeLessThanOrEqual(0.005);
    expect(above).toBeNull();
  });
});

test('V-BIN-5 by the edition that comes with the product', () => {
  // source: dev.binance.vision/t/6292, Binance's calculator: 33,599.40
  const input = anInput('BINANCE', 'tiered-cross', {
    positions: [
      held({
        instrument: inverse('BTCUSD_PERP', 'BTC', 'BINANCE-COINM'),
        quantity: 1e7,
        mark: 40_000,
        entry: 45_000,
      }),
    ],
    collateral: [coins(101, 'BTC', 40_000)],
  });
  expect(Math.abs((of(liquidations(input), 'BTC').below ?? 0) - 33_599.4)).toBeLessThan(0.05);
});

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('the search agrees with the closed form', () => {
  test('of a lone contract, linear or inverse, long or short', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        positive(0.002, 0.1),
        positive(0.02, 0.6),
        positive(-0.1, 0.1),
        (isInverse, isLong, rate, cushion, drift) => {
          const entry = 50_000;
          const mark = entry * (1 + drift * cushion);
          const size = isInverse ? 100_000 : 2;
          const posted = cushion * (isInverse ? size / entry : size * entry);
          const instrument = isInverse ? inverse('BTC-PERP', 'BTC') : linear('BTC-PERP', 'BTC');
          const quantity = isLong ? size : -size;
          const lone = anInput('TEST', 'tiered-cross', {
            positions: [held({ instrument, quantity, entry, mark })],
            collateral: [isInverse ? coins(posted, 'BTC', mark) : dollars(posted)],
            editions: [
              tiers([
                aTable({
                  tiers: [{ upTo: 1e15, maintenanceRate: rate, leverage: 10, deduction: 0 }],
                }),
              ]),
            ],
          });
          // A balance of nothing in another asset sends the same account through the search.
          const searched = { ...lone, collateral: [...lone.collateral, coins(0, 'XRP', 1)] };
          const closed = of(liquidations(lone), 'BTC');
          const found = of(liquidations(searched), 'BTC');
          const direct = chargedLiquidationPrice(
            {
              payoff: isInverse ? 'inverse' : 'linear',
              side: isLong ? 'long' : 'short',
              size,
              entry,
              posted,
            },
            { rate, deduction: 0, at: 'mark' },
          );
          const inReach = direct !== null && direct / mark < 100 && direct / mark > 0.01;
          if (inReach) {
            expect((closed.below ?? closed.above ?? 0) / direct).toBeCloseTo(1, 12);
            expect((found.below ?? found.above ?? 0) / direct).toBeCloseTo(1, 9);
            expect(found.distance).toBeCloseTo(Math.abs(direct / mark - 1), 9);
          } else expect(found.below ?? found.above).toBeNull();
        },
      ),
    );
  });

  test('bankruptcy lies beyond liquidation', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 1, mark: 100 })],
      collateral: [dollars(10), coins(0, 'XRP', 1)],
      editions: [tiers([aTable()])],
    });
    const found = of(liquidations(input), 'BTC');
    expect(found.bankruptBelow).toBeCloseTo(90, 9);
    // 10 + (p − 100) = 0.01 p
    expect(found.below).toBeCloseTo(90 / 0.99, 9);
    expect(found.price).toBe(100);
  });
});

describe('whole accounts', () => {
  const call = { right: 'call', strike: 60_000, exercise: 'european' } as const;
  const put = { right: 'put', strike: 40_000, exercise: 'european' } as const;
  const option = (symbol: string, terms: typeof call | typeof put) => ({
    ...inverse(symbol, 'BTC', 'DERIBIT'),
    kind: 'option' as const,
    option: terms,
    priceUnit: 'underlying' as const,
  });
  const strangle: AccountInput = anInput('DERIBIT', 'deribit-pm', {
    positions: [
      held({ instrument: option('C', call), quantity: -10, mark: 0.02, spot: 50_000, years: 0.1 }),
      held({ instrument: option('P', put), quantity: -10, mark: 0.015, spot: 50_000, years: 0.1 }),
    ],
    collateral: [coins(3, 'BTC', 50_000)],
  });

  test('a short strangle is liquidated on either side, where the ratio is 1', () => {
    const found = of(liquidations(strangle), 'BTC');
    expect(found.below).toBeLessThan(50_000);
    expect(found.above).toBeGreaterThan(50_000);
    for (const at of [found.below, found.above]) {
      const moved = accountAt(strangle, btc, (at ?? 0) / 50_000);
      const { maintenance } = marginModels['deribit-pm'].margin(moved).requirement;
      const needed = maintenance.ok ? maintenance.value.value : Number.NaN;
      expect(equity(moved).value / needed).toBeCloseTo(1, 9);
    }
  });

  test('in a pool of several assets each price is where the whole account’s ratio is 1', () => {
    const size = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(size, size, size, positive(5, 60), (inDollars, inCoin, ether, coin) => {
        const symbols = ['BTC-PERP', 'BTC-COIN', 'ETH-PERP'];
        const input = anInput('TEST', 'tiered-cross', {
          positions: [
            held({
              instrument: linear('BTC-PERP', 'BTC'),
              quantity: inDollars,
              mark: 100,
              entry: 90,
            }),
            held({ instrument: inverse('BTC-COIN', 'BTC'), quantity: 100 * inCoin, mark: 101 }),
            held({
              instrument: linear('ETH-PERP', 'ETH'),
              quantity: 20 * ether,
              mark: 5,
              entry: 6,
            }),
          ],
          collateral: [dollars(300), coins(coin, 'ETH', 5), coins(0.1, 'BTC', 100)],
          editions: [tiers([aTable({ symbols })])],
        });
        for (const { underlying, price, below, above } of liquidations(input)) {
          for (const at of [below, above]) {
            if (at === null) continue;
            const moved = accountAt(input, underlying, at / price);
            const { maintenance } = marginModels['tiered-cross'].margin(moved).requirement;
            const needed = maintenance.ok ? maintenance.value.value : Number.NaN;
            expect(Math.abs(equity(moved).value - needed)).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });

  test('collateral in a coin that no position follows has a price of its own', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 1, mark: 100 })],
      collateral: [coins(10, 'ETH', 2)],
      editions: [tiers([aTable()])],
    });
    const found = of(liquidations(input), 'ETH');
    // 10 × p = 1
    expect(found.below).toBeCloseTo(0.1, 9);
    expect(found.bankruptBelow).toBeNull();
  });

  test('where the venue’s tiers end the search ends, and no price is invented', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: -1, mark: 100 })],
      collateral: [dollars(500), coins(0, 'XRP', 1)],
      editions: [
        tiers([
          aTable({ tiers: [{ upTo: 200, maintenanceRate: 0.01, leverage: 10, deduction: 0 }] }),
        ]),
      ],
    });
    const found = of(liquidations(input), 'BTC');
    expect(found.above).toBeNull();
    expect(found.bankruptAbove).toBeCloseTo(600, 6);
  });

  test('nor when one of several positions outgrows them: what is left is not the whole', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [
        held({ instrument: linear('BTC-PERP', 'BTC'), quantity: -1, mark: 100 }),
        held({ instrument: linear('BTC-2', 'BTC'), quantity: -0.01, mark: 100 }),
      ],
      collateral: [dollars(500)],
      editions: [
        tiers([
          aTable({ tiers: [{ upTo: 200, maintenanceRate: 0.01, leverage: 10, deduction: 0 }] }),
          aTable({ symbols: ['BTC-2'] }),
        ]),
      ],
    });
    expect(of(liquidations(input), 'BTC').above).toBeNull();
  });

  test('a charge that jumps is met where it jumps', () => {
    const input = anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: -1, mark: 100 })],
      collateral: [dollars(30)],
      editions: [
        tiers([
          aTable({
            charge: 'whole',
            tiers: [
              { upTo: 110, maintenanceRate: 0.01, leverage: 50, deduction: 0 },
              { upTo: 1e9, maintenanceRate: 0.3, leverage: 2, deduction: 0 },
            ],
          }),
        ]),
      ],
    });
    // at 110: equity 20 covers 1.10 by the first tier, not 33 by the second
    expect(of(liquidations(input), 'BTC').above).toBeCloseTo(110, 6);
  });

  test('a requirement that the venue states cannot be asked at other prices', () => {
    expect(liquidations(anInput('IBKR', 'stated', { collateral: [dollars(1)] }))).toEqual([]);
  });
});

const wave = (factor: number): number => Math.cos(4 * (factor - 1)) + 0.5;

describe('an account at another price', () => {
  test('a contract quoted in the asset that moves is quoted the other way', () => {
    const cross = { ...linear('ETHBTC', 'ETH'), quote: btc, settlement: btc };
    const one = {
      ...held({ instrument: cross, quantity: 1, mark: 0.04 }),
      quoteRate: 80_000,
      settlementRate: 80_000,
    };
    const input = anInput('TEST', 'tiered-cross', {
      positions: [one],
      collateral: [coins(1, 'BTC', 80_000), coins(2, 'ETH', 3200)],
    });
    const moved = accountAt(input, btc, 2);
    // ETH in dollars stays: half as many BTC, each worth twice as much
    expect(moved.positions[0]).toMatchObject({
      mark: 0.02,
      spot: 0.02,
      quoteRate: 160_000,
      settlementRate: 160_000,
    });
    expect(moved.collateral.map(({ rate }) => rate)).toEqual([160_000, 3200]);
  });

  test('an option keeps the gap between the venue’s mark and the model', () => {
    const terms = { right: 'call', strike: 100, exercise: 'european' } as const;
    const option = { ...linear('C', 'BTC'), kind: 'option' as const, option: terms };
    const call = held({
      instrument: option,
      quantity: 1,
      mark: 30,
      spot: 100,
      volatility: 0.5,
      years: 0,
    });
    const moved = accountAt(anInput('TEST', 'stated', { positions: [call] }), btc, 1.2);
    // intrinsic value 0 becomes 20 on top of the mark of 30
    expect(moved.positions[0]?.mark).toBeCloseTo(50, 12);
  });
});

describe('crossing', () => {
  test('the nearest of several', () => {
    expect(crossing(wave, 1)).toBeCloseTo(1 + (2 * Math.PI) / 3 / 4, 10);
    expect(crossing(wave, -1)).toBeCloseTo(1 - (2 * Math.PI) / 3 / 4, 10);
  });

  test('a jump is found where it is', () => {
    expect(crossing((factor) => (factor < 1.5 ? 1 : -1), 1)).toBeCloseTo(1.5, 9);
  });

  test('none, or unknown', () => {
    expect(crossing(() => 1, 1)).toBeNull();
    expect(crossing((factor) => (factor > 2 ? null : 3 - factor), 1)).toBeNull();
  });
});
