import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Remedies, Remedy } from '../../../../src/engine/contract/remedies.ts';
import { assessorOf, ratioOf } from '../../../../src/engine/margin/assessor.ts';
import { rankedRemedies } from '../../../../src/engine/margin/calls/remedies/ranked.ts';
import { credited } from '../../../../src/engine/margin/calls/trades.ts';
import type { MoveCosts } from '../../../../src/engine/model/move-costs.ts';
import type { EditionOf } from '../../../../src/engine/model/parameters.ts';
import type { AccountInput } from '../../../../src/engine/model/priced.ts';
import { asset, marginAccountId, venue } from '../../../../src/engine/values/ids.ts';
import { ratio } from '../../../../src/engine/values/units.ts';
import { targetOf } from '../../../../src/engine/warnings/level.ts';
import { anAccount, anInstant } from '../../../support/builders.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from '../account-input.ts';

const limits = {
  watch: ratio(0.6),
  call: ratio(0.8),
  liquidation: ratio(1),
  hysteresis: ratio(0.03),
};
const noCosts: MoveCosts = { transfers: [], trading: [] };

const named = (id: string, input: AccountInput): AccountInput => ({
  ...input,
  account: anAccount({ ...input.account, id: marginAccountId(id), name: id }),
});

/** So many BTC long at 100 with so much cash; maintenance 1 %, initial 2 %. */
const long = (id: string, size: number, cash: number, at = 'TEST'): AccountInput =>
  named(
    id,
    anInput(at, 'tiered-cross', {
      positions:
        size === 0
          ? []
          : [held({ instrument: linear('BTC-PERP', 'BTC', at), quantity: size, mark: 100 })],
      collateral: [dollars(cash)],
      editions: [tiers([aTable()]), { ...tiers([aTable()]), venue: venue('OTHER') }],
    }),
  );

function asked(
  input: AccountInput,
  others: readonly AccountInput[],
  target = 0.25,
  costs = noCosts,
): Remedies {
  const found = rankedRemedies(input, others, { target, limits, costs });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const only = (of: Remedies, kind: Remedy['kind']): readonly Remedy[] =>
  of.ranked.filter((one) => one.kind === kind);

/** Equity 2 against 1 of maintenance. */
const strained = long('strained', 1, 2);

describe('collateral from elsewhere', () => {
  test('the least that is enough, with what moving it costs', () => {
    const costs: MoveCosts = {
      transfers: [
        {
          from: 'TEST',
          to: 'strained',
          asset: asset('USDC'),
          gas: 9,
          bridgeFee: 9,
          bridgeRate: 0,
          minutes: 9,
        },
        {
          from: 'TEST',
          to: 'strained',
          asset: asset('USD'),
          gas: 3,
          bridgeFee: 1,
          bridgeRate: 0.01,
          minutes: 15,
        },
      ],
      trading: [],
    };
    const [remedy, ...more] = only(
      asked(strained, [long('rich', 1, 50)], 0.25, costs),
      'collateral',
    );
    expect(more).toEqual([]);
    expect(remedy?.amount).toBeCloseTo(2, 9);
    expect(remedy?.after.equity).toBeCloseTo(4, 9);
    expect(remedy?.cost.amount).toBeCloseTo(4.02, 9);
    expect(remedy?.cost).toMatchObject({ unknown: [], minutes: 15 });
    expect(remedy?.other).toMatchObject({ account: 'rich' });
    expect(remedy?.other?.after.equity).toBeCloseTo(48, 9);
  });

  test('a cost that nobody states is unknown, not nothing', () => {
    const [remedy] = only(asked(strained, [long('rich', 1, 50)]), 'collateral');
    expect(remedy?.cost).toMatchObject({ amount: null, minutes: null });
    expect(remedy?.cost.unknown[0]).toContain('moving USD from TEST to TEST');
  });

  test.each([
    // 3.6 − 2 of equity leaves 1 ÷ 1.6 above the first warning level.
    ['would be warned of', long('giver', 1, 3.6)],
    // 22 − 2 of equity against 2 % of 1,100.
    ['could not cover its initial margin', long('giver', 11, 22)],
    ['has not that much', long('giver', 0, 1.9)],
  ])('not from an account that then %s', (_, giver) => {
    expect(only(asked(strained, [giver]), 'collateral')).toEqual([]);
  });

  test('from an account that stays within its limits', () => {
    expect(only(asked(strained, [long('giver', 1, 4)]), 'collateral')).toHaveLength(1);
  });

  test('by the haircut of the receiving venue', () => {
    const haircuts: EditionOf<'collateral'> = {
      venue: venue('TEST'),
      model: 'collateral',
      from: '2000-01-01',
      source: 'made up for a test',
      standing: 'third-party',
      numbers: { haircuts: [{ asset: 'ETH', haircut: 0.5 }] },
    };
    const input = {
      ...strained,
      collateral: [...strained.collateral, coins(0.0001, 'ETH', 10)],
      editions: [...strained.editions, haircuts],
    };
    const giver = { ...long('giver', 0, 0), collateral: [coins(1, 'ETH', 10)] };
    const [remedy] = only(asked(input, [giver]), 'collateral');
    // 2 more of equity at 5 a coin, of which 0.0001 are there.
    expect(remedy?.amount).toBeCloseTo(0.3999, 9);
  });

  test('not in an asset that the account is not known to take', () => {
    const giver = { ...long('giver', 0, 0), collateral: [coins(1, 'DOGE', 1_000)] };
    expect(only(asked(strained, [giver]), 'collateral')).toEqual([]);
  });
});

describe('a smaller position', () => {
  test('the least reduction that is enough', () => {
    const [remedy] = only(asked(strained, []), 'reduce');
    expect(remedy?.amount).toBeCloseTo(0.5, 9);
    expect(remedy?.cost.unknown).toEqual(['half spread and fee of BTC-PERP']);
  });

  test('its cost comes out of equity, so that a little more must be closed', () => {
    const trading = [
      { venue: venue('TEST'), symbol: null, halfSpread: 0.006, fee: 0.004 },
      { venue: venue('TEST'), symbol: 'ETH-PERP', halfSpread: 0.5, fee: 0.5 },
    ];
    const [remedy] = only(asked(strained, [], 0.25, { ...noCosts, trading }), 'reduce');
    // (1 − s) ÷ (2 − s) = 0.25
    expect(remedy?.amount).toBeCloseTo(2 / 3, 9);
    expect(remedy?.cost.amount).toBeCloseTo(2 / 3, 9);
    expect(remedy?.cost.minutes).toBe(0);
  });
});

describe('a hedge', () => {
  const call = {
    ...inverse('C', 'BTC', 'DERIBIT'),
    kind: 'option' as const,
    option: { right: 'call', strike: 60_000, exercise: 'european' } as const,
    priceUnit: 'underlying' as const,
  };
  const perpetual = held({
    instrument: inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT'),
    quantity: 1e5,
    mark: 50_000,
  });
  const seller = named(
    'seller',
    anInput('DERIBIT', 'deribit-pm', {
      positions: [held({ instrument: call, quantity: -100, mark: 0.02, spot: 50_000, years: 0.1 })],
      collateral: [coins(12, 'BTC', 50_000)],
    }),
  );
  const elsewhere = named(
    'elsewhere',
    anInput('DERIBIT', 'deribit-pm', {
      positions: [perpetual],
      collateral: [coins(10, 'BTC', 50_000)],
    }),
  );
  const now = assessorOf(seller).figures(seller);
  const before = now.ok ? ratioOf(now.value) : 0;

  test('where portfolio margin gives relief for it: sold calls with bought futures', () => {
    const found = only(asked(seller, [elsewhere], before * 0.8), 'hedge');
    expect(found).toHaveLength(1);
    expect(found[0]?.what).toMatch(/^buy .* BTC-PERPETUAL/);
    expect(found[0]?.ratio).toBeLessThanOrEqual(before * 0.8);
    expect(found[0]?.ratio).toBeCloseTo(before * 0.8, 6);
  });

  test('none where the model gives no relief', () => {
    const ether = held({ instrument: linear('BTC-27MAR27', 'BTC'), quantity: 1, mark: 100 });
    const table = aTable({ symbols: ['BTC-PERP', 'BTC-27MAR27'] });
    const input = { ...strained, editions: [tiers([table])] };
    const holder = { ...long('holder', 0, 100), positions: [ether], editions: [tiers([table])] };
    expect(only(asked(input, [holder]), 'hedge')).toEqual([]);
  });
});

describe('a position moved elsewhere', () => {
  const taker = long('taker', 1, 100, 'OTHER');

  test('base unit for base unit, the taking account unharmed, both costs counted', () => {
    const trading = [
      { venue: venue('TEST'), symbol: null, halfSpread: 0.006, fee: 0.004 },
      { venue: venue('OTHER'), symbol: null, halfSpread: 0.02, fee: 0 },
    ];
    const [remedy] = only(asked(strained, [taker], 0.25, { ...noCosts, trading }), 'move');
    expect(remedy?.amount).toBeCloseTo(2 / 3, 9);
    // 1 % of 66.67 here, 2 % of it there.
    expect(remedy?.cost.amount).toBeCloseTo(2, 9);
    expect(remedy?.other?.after.equity).toBeCloseTo(100 - 4 / 3, 9);
    expect(remedy?.other?.after.maintenance).toBeCloseTo(5 / 3, 9);
  });

  test('not to an account that it would bring to a warning', () => {
    expect(only(asked(strained, [long('taker', 1, 2.4, 'OTHER')]), 'move')).toEqual([]);
  });

  test('not to a venue where nothing like it is known', () => {
    expect(only(asked(strained, [long('taker', 0, 100, 'OTHER')]), 'move')).toEqual([]);
  });
});

test('known costs come first and ascend, unknown ones follow by size', () => {
  const costs: MoveCosts = {
    transfers: [
      {
        from: 'dear',
        to: 'TEST',
        asset: asset('USD'),
        gas: 5,
        bridgeFee: 0,
        bridgeRate: 0,
        minutes: 1,
      },
      {
        from: 'cheap',
        to: 'TEST',
        asset: asset('USD'),
        gas: 1,
        bridgeFee: 0,
        bridgeRate: 0,
        minutes: 1,
      },
    ],
    trading: [],
  };
  const others = [long('unknown', 0, 50), long('dear', 0, 50), long('cheap', 0, 50)];
  const { ranked } = asked(strained, others, 0.25, costs);
  expect(ranked.slice(0, 2).map(({ other }) => other?.account)).toEqual(['cheap', 'dear']);
  expect(ranked[2]?.other?.account).toBe('unknown');
  expect(ranked[3]?.kind).toBe('reduce');
});

test('every remedy reaches the target, whatever the order of the accounts', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1.05, max: 3, noNaN: true }),
      fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 4 }),
      (cash, target, others) => {
        const input = long('strained', 1, cash);
        const book = others.map((one, i) => long(`other ${i}`, 1, one, i % 2 ? 'TEST' : 'OTHER'));
        fc.pre(1 / cash > target);
        const { ranked } = asked(input, book, target);
        for (const { ratio: after, other, kind, amount } of ranked) {
          expect(after).toBeLessThanOrEqual(target);
          if (other !== null) expect(other.ratio).toBeLessThan(limits.watch);
          if (kind !== 'collateral') continue;
          const nearly = {
            ...input,
            collateral: credited(input.collateral, asset('USD'), amount * 0.999, 1),
          };
          const figures = assessorOf(nearly).figures(nearly);
          expect(figures.ok ? ratioOf(figures.value) : 0).toBeGreaterThan(target);
        }
        const turned = asked(input, book.toReversed(), target);
        const keys = (of: readonly Remedy[]) => of.map(({ what }) => what).toSorted();
        expect(keys(turned.ranked)).toEqual(keys(ranked));
      },
    ),
    { numRuns: 40 },
  );
});

describe('nothing to do, or nothing known', () => {
  test('an account under its limit', () => {
    const found = rankedRemedies(strained, [], { target: 0.6, limits, costs: noCosts });
    expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  });

  const stated = (name: 'equity' | 'initialMargin' | 'maintenanceMargin', value: number) => ({
    name,
    asset: asset('USD'),
    value,
    at: anInstant,
    source: 'test',
  });
  const byItsVenue = (figures: AccountInput['account']['stated']): AccountInput => {
    const input = named('stated', anInput('TEST', 'stated', { collateral: [dollars(80)] }));
    return { ...input, account: { ...input.account, stated: figures } };
  };

  test('an account whose requirement is stated is given collateral, and nothing is traded', () => {
    const told = byItsVenue([
      stated('equity', 80),
      stated('initialMargin', 90),
      stated('maintenanceMargin', 60),
    ]);
    const { ranked, notes } = asked(told, [long('rich', 1, 500)], 0.5);
    // 60 ÷ (80 + x) = 0.5
    expect(ranked).toMatchObject([{ kind: 'collateral', amount: expect.closeTo(40, 6) as number }]);
    expect(notes[0]).toContain('no trades');
  });

  test('an account that states nothing is not known, and takes no part beside another', () => {
    const silent = byItsVenue([]);
    const terms = { target: 0.6, limits, costs: noCosts };
    expect(rankedRemedies(silent, [], terms).ok).toBe(false);
    const { ranked, notes } = asked(strained, [silent]);
    expect(ranked.map(({ kind }) => kind)).toEqual(['reduce']);
    expect(notes[0]).toContain('stated takes no part');
  });
});

test('the target ends the warning of the level', () => {
  const at = (value: number) => targetOf({ kind: 'ratio', value }, limits, 'ok');
  expect(at(0.5)).toBe(0.6);
  expect(at(0.7)).toBeCloseTo(0.57, 12);
  expect(at(0.9)).toBeCloseTo(0.77, 12);
  expect(targetOf({ kind: 'exhausted' }, limits, 'ok')).toBeCloseTo(0.97, 12);
});
