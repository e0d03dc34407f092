import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposureTree, sumsOf } from '../../../src/engine/netting/exposure-tree.ts';
import { exposureLines, type Line } from '../../../src/engine/netting/lines.ts';
import { asset, marginAccountId, venue } from '../../../src/engine/values/ids.ts';
import { instant, price, quantity } from '../../../src/engine/values/units.ts';
import {
  anAccount,
  anInstant,
  anInstrument,
  aPosition,
  aPricedPosition,
} from '../../support/builders.ts';

const btc = asset('BTC');
const cash = new Set([asset('USD'), asset('USDT')]);
const accounts = ['A', 'B'].map((name) =>
  anAccount({ id: marginAccountId(`${name}:main`), venue: venue(name), name }),
);
const [first, second] = accounts;
const perpetual = anInstrument();

function lines(held: readonly { account: string; contracts: number }[]): readonly Line[] {
  const positions = held.map(({ account, contracts }, i) =>
    aPricedPosition(perpetual, contracts, {
      position: {
        ...aPosition(perpetual, contracts),
        id: `${account}|${i}`,
        account: marginAccountId(account),
      },
    }),
  );
  return exposureLines(accounts, positions, [], cash);
}

const tree = (of: readonly Line[]) =>
  exposureTree(of, anInstant, 86_400_000, { expiry: String, account: String });

describe('netting', () => {
  test('opposite positions at two venues leave no delta, and their gross shows what netted', () => {
    const rows = tree(
      lines([
        { account: 'A:main', contracts: 3 },
        { account: 'B:main', contracts: -3 },
      ]),
    );
    expect(rows[0]).toMatchObject({ id: 'BTC', depth: 0, gross: 600, sensitivities: { delta: 0 } });
    expect(rows.filter((row) => row.kind === 'account')).toHaveLength(2);
  });

  test('order does not matter and splitting a position changes nothing', () => {
    const held = fc.array(
      fc.record({
        account: fc.constantFrom('A:main', 'B:main'),
        contracts: fc.integer({ min: -1000, max: 1000 }).filter((x) => x !== 0),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(held, (some) => {
        const whole = sumsOf(lines(some)).sensitivities.delta;
        const reversed = sumsOf(lines(some.toReversed())).sensitivities.delta;
        const split = some.flatMap(({ account, contracts }) => [
          { account, contracts: contracts / 4 },
          { account, contracts: (contracts * 3) / 4 },
        ]);
        expect(reversed).toBeCloseTo(whole, 6);
        expect(sumsOf(lines(split)).sensitivities.delta).toBeCloseTo(whole, 6);
      }),
    );
  });

  test('every parent is the sum of its children', () => {
    const some = lines([
      { account: 'A:main', contracts: 3 },
      { account: 'A:main', contracts: -1 },
      { account: 'B:main', contracts: 7 },
    ]);
    const rows = tree(some);
    for (const parent of rows.filter((row) => row.kind !== 'instrument')) {
      const children = rows.filter((row) => row.parent === parent.id);
      const sum = children.reduce((total, row) => total + row.sensitivities.delta, 0);
      expect(sum).toBeCloseTo(parent.sensitivities.delta, 9);
    }
  });
});

describe('coin collateral', () => {
  const inverse = anInstrument({
    symbol: 'BTC-INVERSE',
    payoff: 'inverse',
    settlement: btc,
    multiplier: 1,
  });
  const market = { mark: 100, spot: 100, forward: 100, settlementRate: 100 };

  test('a 1x short on coin collateral is flat: the synthetic dollar', () => {
    const short = aPricedPosition(inverse, -1000, {
      ...market,
      position: { ...aPosition(inverse, -1000), account: first!.id, entryPrice: price(100) },
    });
    const balance = { account: first!.id, asset: btc, balance: 10, at: anInstant, source: 'test' };
    const held = exposureLines(
      accounts,
      [short],
      [{ collateral: balance, rate: 100, at: anInstant }],
      cash,
    );
    expect(sumsOf(held).sensitivities.delta).toBeCloseTo(0, 9);
  });

  test('coin already earned by an open inverse contract is held too', () => {
    // short 1000 USD from 125 to 100: coin 1000 × (1/100 − 1/125) = 2
    const short = aPricedPosition(inverse, -1000, {
      ...market,
      position: { ...aPosition(inverse, -1000), account: first!.id, entryPrice: price(125) },
    });
    const balance = { account: first!.id, asset: btc, balance: 8, at: anInstant, source: 'test' };
    const held = exposureLines(
      accounts,
      [short],
      [{ collateral: balance, rate: 100, at: anInstant }],
      cash,
    );
    const coin = held.find((line) => line.instrument === null);
    expect(coin?.quantity).toBeCloseTo(10, 9);
  });

  describe('coin earned is held once, whatever balances there are', () => {
    // long 1000 USD from 80 to 100: coin 1000 × (1/80 − 1/100) = 2.5
    const long = aPricedPosition(inverse, 1000, {
      ...market,
      position: { ...aPosition(inverse, 1000), account: first!.id, entryPrice: price(80) },
    });
    const held = (...balances: readonly number[]) =>
      exposureLines(
        accounts,
        [long],
        balances.map((balance) => ({
          collateral: { account: first!.id, asset: btc, balance, at: anInstant, source: 'test' },
          rate: 100,
          at: anInstant,
        })),
        cash,
      ).filter((line) => line.instrument === null);

    test('without a balance', () => {
      expect(held()).toHaveLength(1);
      expect(held()[0]?.quantity).toBeCloseTo(2.5, 12);
    });

    test('beside two balances: one line', () => {
      const [line, ...others] = held(3, 4);
      expect(line?.quantity).toBeCloseTo(9.5, 12);
      expect(line?.sensitivities.delta).toBeCloseTo(950, 9);
      expect(others).toEqual([]);
    });
  });

  test('what a linear contract has lost in a coin that moves is owed in that coin', () => {
    // settled in euro at 1.1: 2 × (100 − 130) = −60 euro, as an exposure to the euro −66
    const euro = asset('EUR');
    const settled = anInstrument({ symbol: 'BTC-EUR', quote: euro, settlement: euro });
    const long = aPricedPosition(settled, 2, {
      settlementRate: 1.1,
      quoteRate: 1.1,
      position: { ...aPosition(settled, 2), account: first!.id, entryPrice: price(130) },
    });
    const [, line] = exposureLines(accounts, [long], [], cash);
    expect(line).toMatchObject({ label: 'EUR balance', quantity: -60 });
    expect(line?.sensitivities.delta).toBeCloseTo(-66, 12);
  });

  test('dollars and coins held at par are no exposure', () => {
    const dollars = {
      account: second!.id,
      asset: asset('USDT'),
      balance: 5000,
      at: anInstant,
      source: 'test',
    };
    expect(
      exposureLines(accounts, [], [{ collateral: dollars, rate: 1, at: anInstant }], cash),
    ).toEqual([]);
  });
});

test('a position without an entry has unknown P&L, which the total says', () => {
  const [line] = exposureLines(
    accounts,
    [
      aPricedPosition(perpetual, 2, {
        position: {
          ...aPosition(perpetual, 2),
          account: first!.id,
          entryPrice: null,
          quantity: quantity(2),
        },
      }),
    ],
    [],
    cash,
  );
  const { pnl } = sumsOf([line!]);
  // Unknown, not 0.
  expect(pnl.amount).toBeNull();
  expect(pnl.lacking).toHaveLength(1);
});

test('an old price is stale in every row above it', () => {
  const old = aPricedPosition(perpetual, 1, {
    position: { ...aPosition(perpetual, 1), account: first!.id },
    oldest: instant(anInstant - 2 * 86_400_000),
  });
  const rows = tree(exposureLines(accounts, [old], [], cash));
  expect(rows.every((row) => row.stale)).toBe(true);
});
