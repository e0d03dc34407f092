import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { countedPnl, dampener } from '../../../src/engine/margin/portfolio/gains.ts';
import { deribitPortfolioMargin } from '../../../src/engine/margin/portfolio/deribit.ts';
import { netDelta } from '../../../src/engine/margin/portfolio/net-delta.ts';
import { riskArray } from '../../../src/engine/margin/portfolio/risk-array.ts';
import { extendedCells, standardCells } from '../../../src/engine/margin/portfolio/scan-grid.ts';
import { deribitScan } from '../../../src/engine/margin/portfolio/deribit-scan.ts';
import { damped, scanOf } from '../../../src/engine/margin/portfolio/scan-loss.ts';
import { shockedVolatility } from '../../../src/engine/margin/portfolio/volatility-shock.ts';
import { given, violations } from '../../../src/engine/margin/tree.ts';
import type { PortfolioNumbers } from '../../../src/engine/model/margin-numbers.ts';
import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { anInput, held, inverse, linear, published } from './account-input.ts';
import {
  deribitInput,
  deribitPositions,
  deribitVectors,
  type DeribitCase,
} from './deribit-vectors.ts';
import { labelled, value } from './nodes.ts';

const vectors = deribitVectors;

function numbersOf(one: DeribitCase): PortfolioNumbers {
  const from = new Date(one.asOf).toISOString().slice(0, 10);
  const edition = published.find((of) => of.model === 'deribit-pm' && of.from === from);
  if (edition?.model !== 'deribit-pm') throw new Error(`no edition of ${from}`);
  return edition.numbers;
}

const everyPrice = (cells: ArrayLike<number>, volatility: number): number[] =>
  Array.from({ length: 9 }, (_, i) => cells[3 * i + volatility] ?? Number.NaN);
const near = (found: readonly number[], expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length);
  found.forEach((x, i) => expect(x).toBeCloseTo(expected[i] ?? Number.NaN, 9));
};

describe.each(vectors.cases)('$id', (one) => {
  const numbers = numbersOf(one);
  const pair = numbers.pairs[0]!;
  const currency = numbers.currencies[0]!;
  const positions = deribitPositions(one);
  test('each instrument’s arrays, standard and extended', () => {
    for (const [symbol, expected] of Object.entries(one.expect.arrays)) {
      const of = positions.find(({ instrument }) => instrument.symbol === symbol)!;
      const cells = riskArray(of, standardCells(pair, numbers), pair, numbers);
      for (const volatility of [0, 1, 2]) near(everyPrice(cells, volatility), expected);
    }
    for (const [symbol, expected] of Object.entries(one.expect.extended ?? {})) {
      const of = positions.find(({ instrument }) => instrument.symbol === symbol)!;
      near([...riskArray(of, extendedCells(numbers), pair, numbers)], expected);
    }
  });

  test('the aggregated arrays', () => {
    const group = { coin: true, index: one.index };
    const { aggregated } = scanOf(positions, deribitScan(group, pair, currency, numbers));
    for (const volatility of [0, 1, 2])
      near(everyPrice(aggregated, volatility), one.expect.aggregated);
    near(Array.from(aggregated.slice(27)), one.expect.aggregatedExtended);
  });

  test('worst case, add-ons, initial and maintenance margin', () => {
    const additions =
      one.additions === 0
        ? new Map<string, MarginNode[]>()
        : new Map([
            [one.underlying, [given('Open orders and protection', one.additions, one.underlying)]],
          ]);
    const { requirement, editions } = deribitPortfolioMargin(deribitInput(one), additions);
    const initial = value(requirement.initial);
    const maintenance = value(requirement.maintenance);
    expect([...violations(initial), ...violations(maintenance)]).toEqual([]);

    const scan = labelled(initial, 'Worst loss of the scan');
    expect(scan.value).toBeCloseTo(one.expect.worst, 10);
    const percent = `${one.expect.worstMove > 0 ? '+' : '−'}${Math.abs(one.expect.worstMove * 100)} %`;
    expect(scan.scenario).toBe(`price ${percent}, volatility same`);
    expect(labelled(initial, 'Roll shock').value).toBeCloseTo(one.expect.rollShock, 10);
    expect(labelled(initial, 'Delta shock').value).toBe(one.expect.deltaShock);
    expect(labelled(initial, 'Correlation contingency').value).toBe(one.expect.correlation);
    expect(labelled(initial, `${one.underlying} contracts`).value).toBeCloseTo(
      one.additions === 0 ? one.expect.riskMatrix : one.expect.initial,
      8,
    );
    expect(initial.value).toBeCloseTo(one.expect.initial, 8);
    expect(maintenance.value).toBeCloseTo(one.expect.maintenance, 9);
    expect(initial.lacking ?? []).toEqual([]);
    expect(editions.length).toBeGreaterThan(0);
  });
});

/** A perpetual of so many coins at 50,000 USD. */
const perpetualOf = (coins: number): AccountInput =>
  anInput('DERIBIT', 'deribit-pm', {
    positions: [
      held({
        instrument: inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT'),
        quantity: coins * 50_000,
        mark: 50_000,
      }),
    ],
  });

describe('parts of the model', () => {
  const numbers = numbersOf(vectors.cases[1]!);
  const pair = numbers.pairs[0]!;
  const currency = numbers.currencies[0]!;

  test('volatility: the range holds at 30 days, grows towards expiry, has a floor upwards', () => {
    expect(shockedVolatility(0.8, 30, 'up', pair, 30)).toBeCloseTo(0.8 * 1.5, 12);
    expect(shockedVolatility(0.8, 30, 'down', pair, 30)).toBeCloseTo(0.8 * 0.75, 12);
    expect(shockedVolatility(0.8, 30, 'same', pair, 30)).toBe(0.8);
    // below the pivot power 0.3: 2^0.3 = 1.2311444133449163; above it 0.13: 2^−0.13 = 0.9138314502294005
    expect(shockedVolatility(0.8, 15, 'up', pair, 30)).toBeCloseTo(
      0.8 * (1 + 0.5 * 1.2311444133449163),
      12,
    );
    expect(shockedVolatility(0.8, 60, 'down', pair, 30)).toBeCloseTo(
      0.8 * (1 - 0.25 * 0.9138314502294005),
      12,
    );
    expect(shockedVolatility(0.2, 30, 'up', pair, 30)).toBe(0.5);
    expect(shockedVolatility(0.2, 0.001, 'down', pair, 30)).toBe(0);
  });

  test('gains: a share up to the limit, losses whole', () => {
    const half = { ...currency, gainShare: 0.5, gainLimit: 1000 };
    expect(countedPnl(-3, half, 100)).toBe(-3);
    expect(countedPnl(3, half, 100)).toBe(1.5);
    expect(countedPnl(50, half, 100)).toBe(10);
    expect(countedPnl(50, currency, 100)).toBe(0);
  });

  test('dampener: 100,000 USD for each range beyond the first, at the edge price', () => {
    const far = { label: '', move: 0.64, volatility: 'up', table: 'extended' } as const;
    // 0.64 ÷ 0.16 − 1 = 3 ranges; coin at 1.16 × 50,000
    expect(dampener(far, pair, currency, 50_000)).toBeCloseTo(300_000 / 58_000, 12);
    expect(dampener(far, pair, currency, null)).toBeCloseTo(300_000, 9);
    expect(dampener({ ...far, table: 'standard' }, pair, currency, null)).toBe(0);
    expect(damped(-5, 3)).toBe(-2);
    expect(damped(5, 7)).toBe(0);
  });

  test('options: Black on shifted forward and volatility, in coin at the shifted price', () => {
    const base = inverse('BTC-C', 'BTC', 'DERIBIT');
    const call = { right: 'call', strike: 50_000, exercise: 'european' } as const;
    const option = {
      ...base,
      kind: 'option' as const,
      option: call,
      priceUnit: 'underlying' as const,
    };
    const of = held({
      instrument: option,
      quantity: -2,
      mark: 0.05,
      spot: 50_000,
      volatility: 0.6,
      years: 30 / 365,
    });
    const [pnl, still, calm] = riskArray(of, standardCells(pair, numbers), pair, numbers);
    const root = Math.sqrt(30 / 365);
    const before = undiscountedBlack('call', 50_000, 50_000, 0.6 * root) / 50_000;
    const after = undiscountedBlack('call', 42_000, 50_000, 0.9 * root) / 42_000;
    expect(pnl).toBeCloseTo(-2 * (after - before), 12);
    const same = undiscountedBlack('call', 42_000, 50_000, 0.6 * root) / 42_000;
    expect(still).toBeCloseTo(-2 * (same - before), 12);
    const lower = undiscountedBlack('call', 42_000, 50_000, 0.45 * root) / 42_000;
    expect(calm).toBeCloseTo(-2 * (lower - before), 12);
  });

  test('net delta: coins of a future, Black delta of an option less its premium in coin', () => {
    expect(netDelta(perpetualOf(-3).positions[0]!)).toBeCloseTo(-3, 12);
    const terms = { right: 'put', strike: 50_000, exercise: 'european' } as const;
    const base = inverse('BTC-P', 'BTC', 'DERIBIT');
    const option = {
      ...base,
      kind: 'option' as const,
      option: terms,
      priceUnit: 'underlying' as const,
    };
    const put = { instrument: option, quantity: 2, mark: 0.07, spot: 50_000, volatility: 0.5 };
    // At the money d1 = 0.5 × √0.16 ÷ 2 = 0.1; N(−0.1) = 0.46017216272297101
    expect(netDelta(held({ ...put, years: 0.16 }))).toBeCloseTo(
      2 * (-0.46017216272297101 - 0.07),
      9,
    );
    expect(netDelta(held({ ...put, years: 0, mark: 0 }))).toBeCloseTo(-1, 12);
    const dollar = {
      ...option,
      ...linear('BTC-P', 'BTC', 'DERIBIT'),
      kind: 'option' as const,
      option: terms,
    };
    const inQuote = held({ ...put, instrument: { ...dollar, priceUnit: 'quote' }, years: 0.16 });
    expect(netDelta(inQuote)).toBeCloseTo(2 * -0.46017216272297101, 9);
  });

  test('beyond the delta threshold the figure lacks the delta shock, and says so', () => {
    const within = value(deribitPortfolioMargin(perpetualOf(400)).requirement.initial);
    expect(within.lacking).toBeUndefined();
    const beyond = value(deribitPortfolioMargin(perpetualOf(401)).requirement.initial);
    expect(beyond.lacking?.map(({ reason }) => reason)).toEqual(['not-published']);
  });

  test('an underlying without parameters is not published', () => {
    const input = anInput('DERIBIT', 'deribit-pm', {
      positions: [
        held({
          instrument: linear('SOL_USDC-PERPETUAL', 'SOL', 'DERIBIT'),
          quantity: 1,
          mark: 100,
        }),
      ],
    });
    const { initial } = deribitPortfolioMargin(input).requirement;
    expect(initial.ok ? null : initial.failure.reason).toBe('not-published');
  });

  test('with the extended table and its dampener off, a far call costs what the standard table says', () => {
    const base = inverse('BTC-C', 'BTC', 'DERIBIT');
    const call = { right: 'call', strike: 150_000, exercise: 'european' } as const;
    const option = {
      ...base,
      kind: 'option' as const,
      option: call,
      priceUnit: 'underlying' as const,
    };
    const of = held({
      instrument: option,
      quantity: -5000,
      mark: 0.0001,
      spot: 50_000,
      volatility: 0.6,
      years: 0.1,
    });
    const group = { coin: true, index: 50_000 };
    const off = { ...pair, extendedFactor: 0 };
    const quiet = { ...currency, extendedDampener: 0 };
    const cellsOff = scanOf([of], deribitScan(group, off, quiet, numbers)).aggregated;
    const cellsOn = scanOf([of], deribitScan(group, pair, currency, numbers)).aggregated;
    expect(cellsOff.slice(0, 27)).toEqual(cellsOn.slice(0, 27));
    expect(Math.min(...cellsOff.slice(27))).toBe(0);
    // and on, the far moves are what this short is charged for
    expect(Math.min(...cellsOn)).toBeLessThan(Math.min(...cellsOff));
  });
});

const worstOf = (positions: readonly PricedPosition[]): number => {
  const input = anInput('DERIBIT', 'deribit-pm', { positions });
  const initial = value(deribitPortfolioMargin(input).requirement.initial);
  expect(violations(initial)).toEqual([]);
  return initial.parts.length === 0 ? 0 : labelled(initial, 'Worst loss of the scan').value;
};

describe('scan risk', () => {
  const call = { right: 'call', strike: 52_000, exercise: 'european' } as const;
  const base = inverse('BTC-C', 'BTC', 'DERIBIT');
  const option = {
    ...base,
    kind: 'option' as const,
    option: call,
    priceUnit: 'underlying' as const,
  };
  const perpetual = inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT');
  const book = (options: number, futures: number): PricedPosition[] => [
    held({ instrument: option, quantity: options, mark: 0.06, spot: 50_000, years: 0.2 }),
    held({ instrument: perpetual, quantity: futures * 50_000, mark: 50_000 }),
  ];
  const sizes = fc.integer({ min: -40, max: 40 }).filter((x) => x !== 0);

  test('is never negative, and two books together never need more than apart', () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, (a, b, c, d) => {
        const together = worstOf([...book(a, b), ...book(c, d)]);
        expect(together).toBeGreaterThanOrEqual(0);
        expect(together).toBeLessThanOrEqual(worstOf(book(a, b)) + worstOf(book(c, d)) + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test('doubles with the book where no dollar amount enters, and opposites leave nothing', () => {
    const numbers = numbersOf(vectors.cases[1]!);
    const flat = { ...numbers.currencies[0]!, extendedDampener: 0 };
    const scan = (positions: readonly PricedPosition[]): number => {
      const group = { coin: true, index: 50_000 };
      const rule = deribitScan(group, numbers.pairs[0]!, flat, numbers);
      return -Math.min(0, ...scanOf(positions, rule).aggregated);
    };
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const once = scan(book(a, b));
        expect(scan(book(2 * a, 2 * b))).toBeCloseTo(2 * once, 9);
        expect(worstOf([...book(a, b), ...book(-a, -b)])).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
