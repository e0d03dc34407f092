import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../src/engine/margin/models.ts';
import { bybitPortfolioMargin } from '../../../src/engine/margin/portfolio/bybit.ts';
import { scanLoss } from '../../../src/engine/margin/portfolio/scan-loss.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, coins, dollars, held, inverse, linear } from './account-input.ts';
import { bybitExample, bybitVectors } from './bybit-vectors.ts';
import { labelled, value } from './nodes.ts';

test('V-BYB-PM: rows add up, the worst of the three volatilities counts, the worst row is named', () => {
  const { all, expect: expected } = bybitVectors;
  const scan = bybitExample();
  all.forEach((published, row) => {
    const cells = scan.aggregated.slice(3 * row, 3 * row + 3);
    expect(Math.abs(Math.min(...cells) - published)).toBeLessThan(1e-4);
  });
  const loss = scanLoss({ unit: 'USD', positions: ['PERP', 'OPTION', 'SPOT'] }, scan);
  expect(Math.abs(loss.value - expected.worst)).toBeLessThan(1e-4);
  expect(loss.scenario).toBe('price −10 %, volatility down');
  expect(violations(loss)).toEqual([]);
});

const usdt = asset('USDT');
const perpetual: Instrument = {
  ...linear('BTCUSDT', 'BTC', 'BYBIT-LINEAR'),
  settlement: usdt,
  quote: usdt,
};
const coinPerpetual = inverse('BTCUSD', 'BTC', 'BYBIT-INVERSE');
const call: Instrument = {
  ...linear('BTC-25DEC26-50000-C', 'BTC', 'BYBIT-OPTION'),
  kind: 'option',
  settlement: usdt,
  quote: usdt,
  expiry: instant(Date.parse('2026-12-25T08:00:00Z')),
  option: { right: 'call', strike: 50_000, exercise: 'european' },
};
const one = (instrument: Instrument, quantity: number): PricedPosition =>
  held({
    instrument,
    quantity,
    mark: instrument.option === null ? 50_000 : 2300,
    spot: 50_000,
  });
const account = (
  positions: readonly PricedPosition[],
  fields: Partial<AccountInput> = {},
): AccountInput =>
  anInput('BYBIT', 'bybit-pm', { positions, collateral: [dollars(1e9)], ...fields });
const figures = (input: AccountInput) => {
  const { initial, maintenance } = bybitPortfolioMargin(input).requirement;
  return { initial: value(initial), maintenance: value(maintenance) };
};
const reasons = (input: AccountInput): readonly string[] =>
  (figures(input).maintenance.lacking ?? []).map(({ message }) => message);

describe('the scan', () => {
  test('a perpetual loses 10 %, initial is 1.2 × maintenance, the contingency is lacking', () => {
    const { initial, maintenance } = figures(account([one(perpetual, 2)]));
    expect(maintenance.value).toBeCloseTo(10_000, 8);
    expect(initial.value).toBeCloseTo(12_000, 8);
    expect(reasons(account([one(perpetual, 2)]))).toEqual(['Bybit BTC: future contingency']);
  });

  test('before 2025-01-10 it was 15 %, and the factor of initial margin is not known', () => {
    const input = account([one(perpetual, 2)], { asOf: instant(Date.parse('2025-01-09')) });
    const { initial, maintenance } = bybitPortfolioMargin(input).requirement;
    expect(value(maintenance).value).toBeCloseTo(15_000, 8);
    expect(initial.ok ? null : initial.failure.reason).toBe('not-published');
  });

  test('coin and dollar contracts of one base coin offset; the hedge between dollars is lacking', () => {
    const hedged = account([one(perpetual, 2), one(coinPerpetual, -100_000)]);
    expect(figures(hedged).maintenance.value).toBeCloseTo(0, 6);
    expect(reasons(hedged)).toContain('Bybit BTC: usdt-usdc contingency');
  });

  test('a sold option is worst upwards with volatility up, and lacks what options draw', () => {
    const input = account([one(call, -1)]);
    const { maintenance } = figures(input);
    expect(labelled(maintenance, 'Worst loss of the scan').scenario).toBe(
      'price +10 %, volatility up',
    );
    expect(reasons(input)).toEqual([
      'Bybit BTC: option contingency',
      'Bybit BTC: volatility moves by time to expiry',
    ]);
  });

  test('a coin without a grid is not published', () => {
    const sol = { ...perpetual, underlying: asset('SOL') };
    const { maintenance } = bybitPortfolioMargin(account([one(sol, 1)])).requirement;
    expect(maintenance.ok ? null : maintenance.failure.reason).toBe('not-published');
  });

  test('owed BTC needs 4 % and 20 % up to 390 BTC, and is incomplete beyond', () => {
    const owed = (balance: number) =>
      figures(account([], { collateral: [coins(-balance, 'BTC', 50_000)] }));
    expect(owed(10).maintenance.value).toBeCloseTo(20_000, 8);
    expect(owed(10).initial.value).toBeCloseTo(100_000, 8);
    expect(owed(10).maintenance.lacking).toBeUndefined();
    expect(owed(391).maintenance.lacking).toHaveLength(1);
  });
});

test('the venue’s own statement answers for an account under this model', () => {
  const input = account([one(perpetual, 2)]);
  const figure = { asset: asset('USD'), at: input.asOf, source: 'wallet.json' };
  const stated = [
    { ...figure, name: 'initialMargin' as const, value: 13_000 },
    { ...figure, name: 'maintenanceMargin' as const, value: 11_000 },
  ];
  const answer = answerOf({ ...input, account: { ...input.account, stated } });
  expect(value(answer.requirement.maintenance).value).toBe(11_000);
});

test('properties: whole trees, maintenance at most initial, sub-additive, homogeneous, flat is 0', () => {
  const sizes = fc.integer({ min: -20, max: 20 }).filter((x) => x !== 0);
  const book = (a: number, b: number, c: number): PricedPosition[] => [
    one(perpetual, a),
    one(coinPerpetual, b * 50_000),
    one(call, c),
  ];
  const need = (positions: readonly PricedPosition[]): number =>
    figures(account(positions)).maintenance.value;
  expect(need([])).toBe(0);
  fc.assert(
    fc.property(sizes, sizes, sizes, sizes, sizes, sizes, (a, b, c, d, e, f) => {
      const { initial, maintenance } = figures(account(book(a, b, c)));
      expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
      expect(maintenance.value).toBeLessThanOrEqual(initial.value);
      const [first, second] = [book(a, b, c), book(d, e, f)];
      expect(need([...first, ...second])).toBeLessThanOrEqual(need(first) + need(second) + 1e-6);
      expect(need([...first, ...first])).toBeCloseTo(2 * need(first), 5);
      expect(need([...first, ...book(-a, -b, -c)])).toBe(0);
      expect(need(first.toReversed())).toBeCloseTo(need(first), 6);
    }),
    { numRuns: 60 },
  );
});
