import { describe, expect, test } from 'vitest';
import { bookCascade } from '../../../../src/engine/margin/stress/cascade.ts';
import { reverseStress } from '../../../../src/engine/margin/stress/reverse.ts';
import { scenarioMoves } from '../../../../src/engine/margin/stress/scenario-moves.ts';
import { stressed, venueDefaults } from '../../../../src/engine/margin/stress/stressed.ts';
import { liquidationCascade } from '../../../../src/engine/measures/systemic/cascade.ts';
import type { PriceSeries } from '../../../../src/engine/model/market.ts';
import type { StressScenario } from '../../../../src/engine/model/stress.ts';
import { asset, marginAccountId, venue } from '../../../../src/engine/values/ids.ts';
import { ratio } from '../../../../src/engine/values/units.ts';
import { anAccount } from '../../../support/builders.ts';
import { aTable, anInput, dollars, held, linear, tiers } from '../account-input.ts';

const btc = asset('BTC');
const eth = asset('ETH');
const par = new Set([asset('USD'), asset('USDT')]);
const limits = {
  watch: ratio(0.5),
  call: ratio(0.8),
  liquidation: ratio(1),
  hysteresis: ratio(0.05),
};

const RATE = 0.004;
const perpetual = linear('BTC-PERP', 'BTC');
const ether = linear('ETH-PERP', 'ETH');
/** One tier without end, so that maintenance margin is linear. */
const editions = [
  tiers([
    aTable({
      symbols: ['BTC-PERP', 'ETH-PERP'],
      tiers: [{ upTo: 1e12, maintenanceRate: RATE, leverage: 100, deduction: 0 }],
    }),
  ]),
];

function anOwner(name: string, quantity: number, cash: number) {
  return anInput('TEST', 'tiered-cross', {
    editions,
    account: anAccount({
      id: marginAccountId(name),
      name,
      venue: venue('TEST'),
      model: 'tiered-cross',
    }),
    positions: [held({ instrument: perpetual, quantity, mark: 60_000 })],
    collateral: [dollars(cash)],
  });
}

const still: StressScenario = {
  id: 'a',
  name: 'A',
  kind: 'hypothetical',
  source: 'test',
  note: '',
  window: null,
  moves: new Map(),
  others: { by: 'none' },
  volatility: 1,
  closingCost: 0,
  lost: [],
};

/** Daily closes whose log returns are `scale` times a pattern. */
function seriesOf(of: string, scale: number, from = 18_000): PriceSeries {
  const closes = [100];
  for (let i = 1; i < 200; i++) closes.push(closes[i - 1]! * Math.exp(scale * Math.sin(i * 1.7)));
  return {
    asset: asset(of),
    days: Int32Array.from(closes, (_, i) => from + i),
    closes: Float64Array.from(closes),
    source: 'test',
  };
}

describe('the moves of a scenario', () => {
  const history = [seriesOf('BTC', 0.01), seriesOf('ETH', 0.02)];
  const moves = (
    scenario: Partial<StressScenario>,
    ...assets: readonly string[]
  ): ReturnType<typeof scenarioMoves> => movesIn(true, scenario, ...assets);
  const movesIn = (
    replays: boolean,
    scenario: Partial<StressScenario>,
    ...assets: readonly string[]
  ) =>
    scenarioMoves(
      { ...still, ...scenario },
      assets.map((one) => asset(one)),
      { history, par, replays },
    );

  test('are the own history’s where it covers the window, before what the library states', () => {
    const window = { from: 18_010, to: 18_012 };
    const expected = Math.expm1(0.01 * (Math.sin(11 * 1.7) + Math.sin(12 * 1.7)));
    expect(moves({ window, moves: new Map([[btc, -0.9]]) }, 'BTC')).toMatchObject([
      { origin: 'own history', move: expect.closeTo(expected, 12) },
    ]);
    expect(movesIn(false, { window, moves: new Map([[btc, -0.9]]) }, 'BTC')).toMatchObject([
      { origin: 'stated', move: -0.9 },
    ]);
    const older = { from: 10, to: 12 };
    expect(moves({ window: older, moves: new Map([[btc, -0.9]]) }, 'BTC')).toMatchObject([
      { origin: 'stated', move: -0.9 },
    ]);
    const young: PriceSeries = { ...seriesOf('BTC', 0.01), filled: 11 };
    expect(
      scenarioMoves({ ...still, window, moves: new Map([[btc, -0.9]]) }, [btc], {
        history: [young],
        par,
        replays: true,
      }),
    ).toMatchObject([{ origin: 'stated', move: -0.9 }]);
  });

  test('of an asset that is not named follow by beta, or say why not', () => {
    const others = { by: 'beta', of: btc } as const;
    const stated = new Map([[btc, -0.2]]);
    const found = moves({ moves: stated, others }, 'ETH', 'XYZ', 'USDT');
    // Twice the log return: 0.8² − 1.
    expect(found[0]).toMatchObject({ origin: 'beta', move: expect.closeTo(-0.36, 9) });
    expect(found[1]).toMatchObject({
      origin: 'stays',
      move: 0,
      note: expect.stringContaining('history'),
    });
    expect(found[2]).toMatchObject({ origin: 'at par', move: 0 });
  });

  test('are all alike where the scenario says so, but not at par', () => {
    expect(
      moves({ others: { by: 'move', move: 0.1 } }, 'ETH', 'USDT').map(({ move }) => move),
    ).toEqual([0.1, 0]);
  });
});

describe('a book in a scenario', () => {
  const long = anOwner('long', 1, 20_000);
  const short = anOwner('short', -1, 20_000);
  const market = { history: [], par, replays: true };
  const result = (scenario: Partial<StressScenario>) =>
    stressed([long, short], { ...still, ...scenario }, market, limits);

  test('loses and gains by hand, account by account', () => {
    const { accounts, change } = result({ moves: new Map([[btc, -0.3]]) });
    expect(accounts.map((one) => (one.change.ok ? one.change.value : null))).toEqual([
      expect.closeTo(-18_000, 6),
      expect.closeTo(18_000, 6),
    ]);
    expect(accounts.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(change.amount).toBeCloseTo(0, 6);
  });

  test('names who is beyond liquidation', () => {
    const { accounts } = result({ moves: new Map([[btc, -0.34]]) });
    expect(accounts.map(({ state }) => state)).toEqual(['liquidation', 'ok']);
  });

  test('a venue that fails takes the equity that is there', () => {
    const [first] = venueDefaults([long, short]);
    const { accounts } = stressed([long, short], first ?? still, market, limits);
    for (const account of accounts) {
      expect(account).toMatchObject({ state: 'lost', change: { ok: true, value: -20_000 } });
    }
  });

  test('closing at a cost takes a share of every delta', () => {
    const { accounts } = result({ closingCost: 0.03 });
    expect(accounts.map((one) => (one.change.ok ? one.change.value : null))).toEqual([
      expect.closeTo(-1_800, 6),
      expect.closeTo(-1_800, 6),
    ]);
  });
});

describe('reverse stress', () => {
  /** Two assets of equal deviation, correlated by half: the days are made so. */
  const rows = 4_000;
  const values = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    const [x, y] = [Math.SQRT2 * Math.sin(i * 0.7), Math.SQRT2 * Math.sin(i * 1.9 + 1)];
    values[2 * i] = 0.01 * x;
    values[2 * i + 1] = 0.01 * (0.5 * x + Math.sqrt(0.75) * y);
  }
  const returns = { assets: [btc, eth], rows, values };
  const spread = anInput('TEST', 'tiered-cross', {
    editions,
    positions: [
      held({ instrument: perpetual, quantity: 1, mark: 60_000 }),
      held({ instrument: ether, quantity: -10, mark: 3_000 }),
    ],
    collateral: [dollars(1_000)],
  });

  test('of a linear book is equity over the deviation of its P&L, for small moves', () => {
    const found = reverseStress([spread], returns, par, 2).find(
      ({ until }) => until === 'exhaustion',
    )?.found;
    if (found?.ok !== true) throw new Error('not found');
    // Deltas 60,000 and −30,000: deviation 0.01 √(60² + 30² − 60·30) thousand = 519.6; 1,000 ÷ 519.6 = 1.92.
    expect(found.value.distance).toBeGreaterThan(1.85);
    expect(found.value.distance).toBeLessThan(2);
    const pnl = found.value.moves.reduce(
      (all, { asset: of, move }) => all + (of === btc ? 60_000 : -30_000) * move,
      0,
    );
    expect(pnl).toBeCloseTo(-1_000, 3);
  });

  test('of more positions than are waited for is refused, and says where to ask', () => {
    for (const { found } of reverseStress([spread], returns, par, 1)) {
      expect(found).toMatchObject({
        ok: false,
        failure: { message: expect.stringContaining('stress --reverse') },
      });
    }
  });

  test('liquidation comes before exhaustion', () => {
    const distances = reverseStress([spread], returns, par, 2).map(({ found }) =>
      found.ok ? found.value.distance : NaN,
    );
    expect(distances[0]).toBeLessThan(distances[1]!);
    // One account alone is all together.
    expect(distances[2]).toBeCloseTo(distances[1]!, 6);
  });
});

describe('a cascade', () => {
  const owners = [
    { id: 'a', quantity: 0.5, cash: 2_000 },
    { id: 'b', quantity: 0.5, cash: 3_200 },
    { id: 'c', quantity: 0.5, cash: 3_900 },
    { id: 'd', quantity: -0.2, cash: 900 },
  ];
  const accounts = owners.map(({ id, quantity, cash }) => anOwner(id, quantity, cash));
  const shock = (move: number) =>
    [{ asset: btc, move, origin: 'stated' as const, note: '' }] as const;

  test.each([-0.01, -0.06, -0.1, 0.06])(
    'after %d is that of accounts of one linear position',
    (move) => {
      const depth = 20 * 60_000;
      const found = bookCascade(accounts, shock(move), { depth, fee: 0.005 });
      const expected = liquidationCascade(
        owners.map(({ id, quantity, cash }) => ({
          id,
          quantity,
          entryPrice: 60_000,
          collateral: cash,
          maintenanceRate: RATE,
        })),
        { price: 60_000, shock: move, depth: 20, liquidationFee: 0.005 },
      );
      expect(found.steps.map((step) => step.accounts)).toEqual(
        expected.rounds.map((round) => round.accounts),
      );
      const [end] = found.final;
      expect(60_000 * (1 + (end?.move ?? 0))).toBeCloseTo(expected.finalPrice, 6);
      expect(found.shortfall).toBeCloseTo(expected.shortfall, 6);
    },
  );

  test('draws somebody in whom the shock alone would have spared', () => {
    const deep = bookCascade(accounts, shock(-0.07), { depth: 1e15, fee: 0 });
    const thin = bookCascade(accounts, shock(-0.07), { depth: 10 * 60_000, fee: 0 });
    const hit = (of: typeof deep): number => of.steps.flatMap((step) => step.accounts).length;
    expect(hit(thin)).toBeGreaterThan(hit(deep));
  });
});
