import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equity } from '../../../src/engine/margin/equity.ts';
import { answerOf, portfolioAlternative } from '../../../src/engine/margin/models.ts';
import { hedgesBetweenDollars } from '../../../src/engine/margin/portfolio/dollar-hedges.ts';
import { okxPortfolioMargin } from '../../../src/engine/margin/portfolio/okx.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, coins, dollars, held, inverse, linear } from './account-input.ts';
import { labelled, value } from './nodes.ts';
import { okxExample, okxVectors } from './okx-vectors.ts';

const { units, totals } = okxVectors;
const example = okxExample();

const maintenanceOf = (input: AccountInput) =>
  value(okxPortfolioMargin(input).requirement.maintenance);
const initialOf = (input: AccountInput) => value(okxPortfolioMargin(input).requirement.initial);

describe('V-OKX-1, the venue’s own example', () => {
  const maintenance = maintenanceOf(example);

  test.each(units)('$underlying: every published part', (unit) => {
    const node = labelled(maintenance, `${unit.underlying} contracts`);
    const cells = labelled(node, 'Worst loss of the scan').parts.map((one) => 0 - one.value);
    unit.pnl.forEach(([, pnl], i) => expect(cells[i]).toBeCloseTo(pnl, 9));
    expect(labelled(node, 'MR1 spot shock').value).toBeCloseTo(unit.mr1, 9);
    expect(labelled(node, 'MR4 basis').value).toBeCloseTo(unit.mr4, 9);
    expect(labelled(node, 'Loss of the far moves').value).toBeCloseTo(unit.mr6Loss, 9);
    expect(labelled(node, 'MR6 far moves').value).toBeCloseTo(unit.mr6, 9);
    expect(labelled(node, 'MR7 cost of reducing the position').value).toBeCloseTo(unit.mr7, 9);
    expect(node.value).toBeCloseTo(unit.maintenance, 9);
  });

  test('the account: equity, borrowing, totals', () => {
    const initial = initialOf(example);
    expect(equity(example).value).toBeCloseTo(totals.equity, 6);
    expect(labelled(maintenance, 'MR8 borrowing').value).toBeCloseTo(totals.borrowMaintenance, 8);
    expect(labelled(initial, 'MR8 borrowing').value).toBeCloseTo(totals.borrowInitial, 8);
    expect(labelled(maintenance, 'Derivatives').value).toBeCloseTo(totals.derivatives, 8);
    expect(maintenance.value).toBeCloseTo(totals.maintenance, 8);
    expect(initial.value).toBeCloseTo(totals.initial, 8);
    expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
  });

  test('is known to be incomplete by the rates that are fitted and the multipliers of LTC', () => {
    const said = (maintenance.lacking ?? []).map(({ message }) => message);
    expect(said.filter((one) => one.includes('BTC'))).toHaveLength(2);
    expect(said.filter((one) => one.includes('LTC'))).toHaveLength(3);
  });

  test('a few days before, with the older moves, only what is fitted is unconfirmed, and the loss is the larger', () => {
    const before = maintenanceOf({ ...example, asOf: instant(Date.parse('2025-01-02')) });
    const said = (before.lacking ?? []).map(({ message }) => message);
    expect(said).toHaveLength(4);
    expect(said.every((one) => one.includes('follows from one answer'))).toBe(true);
    const { index } = okxVectors.account.positions[0]!;
    const loss = 0.1 * index * 0.99954;
    expect(labelled(before, 'MR1 spot shock').value).toBeCloseTo(loss * 0.15, 9);
    expect(labelled(before, 'MR6 far moves').value).toBeCloseTo(loss * 0.3 * 0.5, 9);
  });
});

const perpetual = (
  underlying: string,
  settlement: 'USD' | 'USDT' | 'USDC' | 'coin',
  quantity: number,
) => {
  const base =
    settlement === 'coin'
      ? inverse(`${underlying}-USD-SWAP`, underlying, 'OKX')
      : linear(`${underlying}-${settlement}-SWAP`, underlying, 'OKX');
  const settles = settlement === 'coin' ? base.settlement : asset(settlement);
  return held({ instrument: { ...base, settlement: settles }, quantity, mark: 50_000 });
};
const account = (positions: readonly PricedPosition[]): AccountInput =>
  anInput('OKX', 'okx-pm', { positions, collateral: [dollars(1e9)] });

describe('what is not published', () => {
  test('options lack theta, vega, interest and the volatility moves, and are never complete', () => {
    const option = {
      ...inverse('BTC-USD-261225-50000-C', 'BTC', 'OKX'),
      expiry: instant(Date.parse('2026-12-25T08:00:00Z')),
      kind: 'option' as const,
      option: { right: 'call', strike: 50_000, exercise: 'european' } as const,
      priceUnit: 'underlying' as const,
    };
    const sold = held({ instrument: option, quantity: -1, mark: 0.05, spot: 50_000, years: 0.1 });
    const found = maintenanceOf(account([sold]));
    const said = (found.lacking ?? []).map(({ message }) => message).join('; ');
    for (const part of ['MR1', 'MR2', 'MR3', 'MR4', 'MR5', 'MR7']) expect(said).toContain(part);
    // the short call at the money loses at least its intrinsic value at +12 %
    expect(found.value).toBeGreaterThan(50_000 * 0.12 * 0.5);
    expect(violations(found)).toEqual([]);
  });

  test('a coin without a fitted rate still has MR1 and MR6', () => {
    const found = maintenanceOf(account([perpetual('SUI', 'USDT', 1)]));
    expect(found.value).toBeCloseTo(50_000 * 0.25, 6);
    expect(found.lacking?.length).toBeGreaterThan(0);
  });

  test('an asset that is owed without a known rate is named', () => {
    const input = { ...account([]), collateral: [coins(-3, 'SOL', 100)] };
    const found = maintenanceOf(input);
    expect(found.value).toBe(0);
    expect(found.lacking?.[0]?.message).toContain('3 SOL');
  });

  test('a venue without editions has no figure', () => {
    const input = { ...account([perpetual('BTC', 'USDT', 1)]), editions: [] };
    const { initial, maintenance } = okxPortfolioMargin(input).requirement;
    for (const one of [initial, maintenance]) {
      expect(one.ok ? null : one.failure.reason).toBe('not-published');
    }
  });

  test('the venue’s own statement answers for an account under this model', () => {
    const input = account([perpetual('BTC', 'USDT', 1)]);
    const figure = { asset: asset('USD'), at: input.asOf, source: 'balance.json' };
    const stated = [
      { ...figure, name: 'initialMargin' as const, value: 8000 },
      { ...figure, name: 'maintenanceMargin' as const, value: 6000 },
    ];
    const answer = answerOf({ ...input, account: { ...input.account, stated } });
    expect(answer.name).toBe('As the venue states it');
    expect(value(answer.requirement.maintenance).value).toBe(6000);
    // the comparison keeps the part of the model that is known
    expect(value(portfolioAlternative(input).maintenance).value).toBeGreaterThan(6000);
  });
});

describe('hedges between dollars', () => {
  test('USDT against USD first, then USDT against USDC, then USDC against USD', () => {
    const found = hedgesBetweenDollars([
      perpetual('BTC', 'USDT', 10),
      perpetual('BTC', 'USDC', -4),
      perpetual('BTC', 'USD', -8),
    ]);
    expect(found.map(({ pair, amount }) => [pair, amount])).toEqual([
      ['USDT-USD', 400_000],
      ['USDT-USDC', 100_000],
    ]);
  });

  test('coin contracts hedge in USD; one dollar alone hedges nothing', () => {
    const coin = perpetual('BTC', 'coin', -100_000);
    const [one] = hedgesBetweenDollars([perpetual('BTC', 'USDT', 3), coin]);
    expect(one).toMatchObject({ pair: 'USDT-USD', price: 1 });
    expect(one?.amount).toBeCloseTo(100_000, 6);
    expect(hedgesBetweenDollars([perpetual('BTC', 'USDT', 3)])).toEqual([]);
  });

  test('are charged by size: 0.5 % of the first million, 1 % beyond', () => {
    const pair = [perpetual('BTC', 'USDT', 60), perpetual('BTC', 'USD', -60)];
    const found = labelled(maintenanceOf(account(pair)), 'MR9 hedges between dollars');
    expect(found.value).toBeCloseTo(1e6 * 0.005 + 2e6 * 0.01, 6);
    expect(found.lacking).toBeUndefined();
    const large = [perpetual('BTC', 'USDT', 200), perpetual('BTC', 'USD', -200)];
    expect(
      labelled(maintenanceOf(account(large)), 'MR9 hedges between dollars').lacking,
    ).toHaveLength(1);
  });
});

describe('properties', () => {
  const sizes = fc.integer({ min: -40, max: 40 });
  const books = fc
    .tuple(sizes, sizes, sizes, sizes)
    .map(([a, b, c, d]) =>
      [
        perpetual('BTC', 'USDT', a),
        perpetual('BTC', 'coin', b * 50_000),
        perpetual('ETH', 'USDT', c),
        perpetual('LTC', 'USDC', d),
      ].filter(({ position }) => position.quantity !== 0),
    );
  const scans = (positions: readonly PricedPosition[]): number =>
    maintenanceOf(account(positions))
      .parts.flatMap((one) => one.parts)
      .reduce((total, unit) => total + labelled(unit, 'MR1 spot shock').value, 0);

  test('maintenance at most initial, trees whole, order and splitting of no effect', () => {
    fc.assert(
      fc.property(books, (positions) => {
        const input = account(positions);
        const [initial, maintenance] = [initialOf(input), maintenanceOf(input)];
        expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
        expect(maintenance.value).toBeLessThanOrEqual(initial.value);
        const other = maintenanceOf(account(positions.toReversed()));
        expect(other.value).toBeCloseTo(maintenance.value, 6);
        const halves = positions.map((of) => ({
          ...of,
          position: {
            ...of.position,
            quantity: (of.position.quantity / 2) as typeof of.position.quantity,
          },
        }));
        expect(maintenanceOf(account([...halves, ...halves])).value).toBeCloseTo(
          maintenance.value,
          6,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the scan is sub-additive, doubles with the book, and an opposite book leaves nothing', () => {
    fc.assert(
      fc.property(books, books, (one, two) => {
        expect(scans([...one, ...two])).toBeLessThanOrEqual(scans(one) + scans(two) + 1e-6);
        expect(scans([...one, ...one])).toBeCloseTo(2 * scans(one), 5);
        const mirrored = one.map((of) => ({
          ...of,
          position: {
            ...of.position,
            quantity: (0 - of.position.quantity) as typeof of.position.quantity,
          },
        }));
        expect(maintenanceOf(account([...one, ...mirrored])).value).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
