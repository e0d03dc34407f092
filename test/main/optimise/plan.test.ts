import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../../src/engine/margin/optimise/actions.ts';
import { ratioOf } from '../../../src/engine/margin/assessor.ts';
import { planned, type Wish } from '../../../src/engine/margin/optimise/plan.ts';
import type {
  AccountInput,
  PricedCollateral,
  PricedPosition,
} from '../../../src/engine/model/priced.ts';
import { asset, marginAccountId, venue } from '../../../src/engine/values/ids.ts';
import { linearSolver } from '../../../src/main/optimise/solver.ts';
import { anInstant } from '../../support/builders.ts';
import {
  anInput,
  aTable,
  coins,
  dollars,
  held,
  inverse,
  linear,
  tiers,
} from '../../engine/margin/account-input.ts';

const solve = await linearSolver();

const editions = [
  tiers([
    aTable({
      symbols: ['BTC-PERP', 'BTC-OTHER', 'ETH-PERP'],
      tiers: [{ upTo: 1e12, maintenanceRate: 0.05, leverage: 10, deduction: 0 }],
    }),
  ]),
];

function account(
  name: string,
  collateral: readonly PricedCollateral[],
  positions: readonly PricedPosition[] = [],
): AccountInput {
  const input = anInput('TEST', 'tiered-cross', { collateral, positions, editions });
  return { ...input, account: { ...input.account, id: marginAccountId(name), name } };
}

/** Bitcoin at 100 in one contract or another. */
const bitcoin = (quantity: number, symbol = 'BTC-PERP'): PricedPosition =>
  held({ instrument: linear(symbol, 'BTC'), quantity, mark: 100 });

const wish = (fields: Partial<Wish> = {}): Wish => ({
  goal: 'target',
  target: 0.5,
  hurdle: 1,
  costs: { transfers: [], trading: [] },
  untouched: new Set(),
  ...fields,
});

/** Every trade at this part of its notional. */
const trading = (fee: number): Wish['costs'] => ({
  transfers: [],
  trading: [{ venue: venue('TEST'), symbol: null, halfSpread: 0, fee }],
});

const all = (plan: ReturnType<typeof planned>): readonly Action[] =>
  plan.steps.flatMap(({ actions }) => actions);

describe('every account at the target', () => {
  // 10 at 100: maintenance 50, initial 100
  const needy = account('needy', [dollars(60)], [bitcoin(10)]);

  test('exactly what is missing moves, by hand', () => {
    const plan = planned([needy, account('rich', [dollars(1_000)])], wish(), solve);
    // 50 ÷ (60 + x) = 0.5
    expect(all(plan)).toEqual([
      {
        kind: 'transfer',
        from: 'rich',
        to: 'needy',
        asset: 'USD',
        amount: expect.closeTo(40, 6),
      },
    ]);
    expect(ratioOf(plan.after.get(needy.account.id)!)).toBeCloseTo(0.5, 9);
  });

  test('from the account whose transfer costs nothing', () => {
    const euros = { ...dollars(1_000, 'EUR'), rate: 1.1 };
    const taking = account('needy', [dollars(60), { ...euros, balance: 1 }], [bitcoin(10)]);
    const given = [taking, account('dear', [dollars(1_000)]), account('cheap', [euros])];
    const dear = { from: 'TEST', to: 'needy', asset: asset('USD'), gas: 20, bridgeFee: 5 };
    const costs = {
      transfers: [
        { ...dear, bridgeRate: 0, minutes: 10 },
        { ...dear, asset: asset('EUR'), gas: 0, bridgeFee: 0, bridgeRate: 0, minutes: 10 },
      ],
      trading: [],
    };
    const plan = planned(given, wish({ costs }), solve);
    expect(all(plan)).toMatchObject([{ from: 'cheap', asset: 'EUR' }]);
    expect(plan).toMatchObject({ cost: 0, unstated: [] });
    const only = planned(given.slice(0, 2), wish({ costs }), solve);
    expect(only.cost).toBe(25);
    const unknown = planned(given.slice(0, 2), wish(), solve);
    expect(unknown).toMatchObject({
      cost: 0,
      unstated: ['moving USD from TEST to TEST: gas, bridge fee, minutes'],
    });
    // A way that a table has and cannot price says what it lacks.
    const way = {
      from: 'TEST',
      to: 'TEST',
      asset: asset('USD'),
      minutes: 19,
      lacking: 'gas of a bridge',
    };
    const unpriced = { transfers: [], unpriced: [way], trading: [] };
    expect(planned(given.slice(0, 2), wish({ costs: unpriced }), solve).unstated).toEqual([
      'moving USD from TEST to TEST: gas of a bridge',
    ]);
  });

  test('nothing is taken from where the user forbids, or where margin needs it', () => {
    const rich = account('rich', [dollars(1_000)]);
    const forbidden = { untouched: new Set([rich.account.id]) };
    expect(planned([needy, rich], wish(forbidden), solve).steps).toEqual([]);
    const ether = held({ instrument: linear('ETH-PERP', 'ETH'), quantity: -10, mark: 100 });
    const bound = account('bound', [dollars(110)], [ether]);
    const plan = planned([needy, bound], wish(), solve);
    // its maintenance of 50 at the target needs 100, and so does its initial margin
    expect(all(plan)).toMatchObject([{ amount: expect.closeTo(10, 6) }]);
  });

  test('an account by its venue’s statement is given collateral, and its positions are left', () => {
    const stated = (name: 'equity' | 'initialMargin' | 'maintenanceMargin', value: number) => ({
      name,
      asset: asset('USD'),
      value,
      at: anInstant,
      source: 'test',
    });
    const base = account('stated', [dollars(80)], [bitcoin(10, 'NO-TIERS')]);
    const told = {
      ...base,
      account: {
        ...base.account,
        model: 'stated' as const,
        stated: [
          stated('equity', 80),
          stated('initialMargin', 90),
          stated('maintenanceMargin', 60),
        ],
      },
    };
    const plan = planned([told, account('rich', [dollars(1_000)])], wish(), solve);
    expect(all(plan)).toMatchObject([{ kind: 'transfer', amount: expect.closeTo(40, 6) }]);
  });

  test('an account without figures is left with its reason', () => {
    const unknown = account('unknown', [dollars(10)], [bitcoin(1, 'NO-TIERS')]);
    const { excluded, before } = planned([unknown, needy], wish(), solve);
    expect(excluded).toMatchObject([{ account: 'unknown', failure: { reason: 'not-published' } }]);
    expect([...before.keys()]).toEqual(['needy']);
  });
});

describe('most initial margin freed', () => {
  test('an offset at two accounts is closed whole, and its profit is kept', () => {
    const long = account(
      'long',
      [dollars(500)],
      [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 8, mark: 100, entry: 90 })],
    );
    const short = account('short', [dollars(500)], [bitcoin(-5, 'BTC-OTHER')]);
    const plan = planned([long, short], wish({ goal: 'release' }), solve);
    const trades = all(plan).filter((one) => one.kind === 'trade');
    expect(trades.map(({ account: at, contracts }) => [at, contracts])).toEqual([
      ['long', expect.closeTo(-5, 6)],
      ['short', expect.closeTo(5, 6)],
    ]);
    expect(plan.after.get(long.account.id)).toMatchObject({
      equity: expect.closeTo(580, 6),
      initial: expect.closeTo(30, 6),
    });
    expect(plan.after.get(short.account.id)?.initial).toBeCloseTo(0, 9);
  });

  test('not where it costs more than it frees', () => {
    const long = account('long', [dollars(500)], [bitcoin(5)]);
    const short = account('short', [dollars(500)], [bitcoin(-5)]);
    const dear = wish({ goal: 'release', costs: trading(0.11) });
    expect(planned([long, short], dear, solve).steps).toEqual([]);
  });
});

test('whatever the book: deltas stay, no account is led over its limit, and none is worse off than said', () => {
  const quantity = fc.integer({ min: -20, max: 20 });
  const balance = fc.integer({ min: 50, max: 400 });
  const one = fc.tuple(balance, quantity, quantity);
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('target' as const, 'release' as const),
      (drawn, goal) => {
        const book = drawn.map(([usd, a, b], i) =>
          account(
            `account ${i}`,
            [dollars(usd)],
            [bitcoin(a), bitcoin(b, 'BTC-OTHER')].filter(({ position }) => position.quantity !== 0),
          ),
        );
        const plan = planned(book, wish({ goal, costs: trading(0.0005) }), solve);
        const delta = all(plan).reduce(
          (sum, action) => sum + (action.kind === 'trade' ? action.delta : 0),
          0,
        );
        expect(Math.abs(delta)).toBeLessThan(1e-3);
        for (const [id, was] of plan.before) {
          const is = plan.after.get(id)!;
          expect(ratioOf(is)).toBeLessThanOrEqual(Math.max(ratioOf(was), 0.5) * (1 + 1e-6));
        }
        const equity = (of: typeof plan.before): number =>
          [...of.values()].reduce((sum, figures) => sum + figures.equity, 0);
        expect(equity(plan.after)).toBeCloseTo(equity(plan.before), 6);
      },
    ),
    { numRuns: 40 },
  );
});

describe('options of two accounts under portfolio margin', () => {
  const option = (quantity: number, symbol = 'C'): PricedPosition =>
    held({
      instrument: {
        ...inverse(symbol, 'BTC', 'DERIBIT'),
        kind: 'option',
        option: { right: 'call', strike: 60_000, exercise: 'european' },
        priceUnit: 'underlying',
      },
      quantity,
      mark: 0.03,
      spot: 50_000,
      years: 0.1,
    });
  const desk = (name: string, position: PricedPosition): AccountInput => {
    const input = anInput('DERIBIT', 'deribit-pm', {
      collateral: [coins(10, 'BTC', 50_000)],
      positions: [position],
    });
    return { ...input, account: { ...input.account, id: marginAccountId(name), name } };
  };
  const [long, short] = [desk('long', option(20)), desk('short', option(-20))];
  const sum = (of: ReturnType<typeof planned>['after'], what: 'equity' | 'initial'): number =>
    [...of.values()].reduce((total, one) => total + one[what], 0);

  test('an offset is shifted to one of them whole, and nothing is lost', () => {
    const plan = planned([long, short], wish({ goal: 'release' }), solve);
    const [shift, ...more] = all(plan);
    expect(more).toEqual([]);
    expect(shift).toMatchObject({ kind: 'shift', into: { instrument: { symbol: 'C' } } });
    expect(Math.abs(shift?.kind === 'shift' ? shift.contracts : 0)).toBeCloseTo(20, 6);
    expect(sum(plan.before, 'initial')).toBeGreaterThan(10_000);
    // twenty bought and twenty sold of the same option are nothing
    expect(sum(plan.after, 'initial')).toBeCloseTo(0, 3);
    expect(sum(plan.after, 'equity')).toBeCloseTo(sum(plan.before, 'equity'), 6);
    expect(plan.unstated).toEqual(['half spread and fee of C']);
  });

  test('both legs of it are paid for, and it is not done where they cost more than it frees', () => {
    const costing = (fee: number): Wish['costs'] => ({
      transfers: [],
      trading: [{ venue: venue('DERIBIT'), symbol: null, halfSpread: 0, fee }],
    });
    const plan = planned([long, short], wish({ goal: 'release', costs: costing(0.0005) }), solve);
    // twice 0.05 % of 20 × 50,000
    expect(plan.cost).toBeCloseTo(2 * 0.0005 * 20 * 50_000, 3);
    const dear = wish({ goal: 'release', costs: costing(0.5) });
    expect(planned([long, short], dear, solve).steps).toEqual([]);
  });
});

test('an account of another venue is as good as one of the same', () => {
  const needy = account('needy', [dollars(60)], [bitcoin(10)]);
  const other = account('other', [dollars(1_000)]);
  const abroad = { ...other, account: { ...other.account, venue: venue('ELSEWHERE') } };
  expect(planned([needy, abroad], wish(), solve).steps).toHaveLength(1);
});
