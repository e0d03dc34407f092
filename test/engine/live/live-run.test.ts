import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { liveRun } from '../../../src/engine/live/live-run.ts';
import type { MarketChanges } from '../../../src/engine/live/market-changes.ts';
import { forwardKey, type MarketState, type Quote } from '../../../src/engine/model/market.ts';
import { run, type RiskInput } from '../../../src/engine/run.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../../src/engine/values/units.ts';
import { aBook } from '../../bench/risk-books.ts';
import { aHousePolicy, anInstant } from '../../support/builders.ts';
import { aVariedBook, chargingPolicy, liveInstruments } from '../../support/live-books.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const exactly = { revalueAfter: 0, liquidationsAfter: 0 };
const DAY = 86_400_000;

/** Numbers of a text apart from its words, so that a last digit in a sentence is compared as a number. */
const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** Fails where two values differ by more than rounding. */
function near(found: unknown, expected: unknown, scale: number, at = ''): void {
  if (typeof found === 'number' && typeof expected === 'number') {
    const most = 1e-9 * Math.max(Math.abs(found), Math.abs(expected)) + 1e-12 * scale;
    if (!(Math.abs(found - expected) <= most || Object.is(found, expected))) {
      throw new Error(`${at}: ${found}, expected ${expected}`);
    }
  } else if (typeof found === 'string' && typeof expected === 'string') {
    expect(found.replaceAll(number, '#'), at).toBe(expected.replaceAll(number, '#'));
    near(found.match(number)?.map(Number), expected.match(number)?.map(Number), 0, at);
  } else if (
    typeof found === 'object' &&
    typeof expected === 'object' &&
    found !== null &&
    expected !== null
  ) {
    expect(Object.keys(found), at).toEqual(Object.keys(expected));
    const others = new Map<string, unknown>(Object.entries(expected));
    for (const [key, value] of Object.entries(found)) {
      near(value, others.get(key), scale, `${at}.${key}`);
    }
  } else expect(found, at).toBe(expected);
}

/** What follows from no sum over scenarios: the same to the last bit. */
const exact = ({
  overview,
  exposures,
  notIncluded,
  accounts,
  warnings,
  ...rest
}: RiskSnapshot) => ({
  asOf: rest.asOf,
  overview: { ...overview, worstStress: null },
  exposures,
  notIncluded,
  warnings,
  accounts: accounts.map((one) => ({ ...one, alternatives: { ...one.alternatives, house: null } })),
});

const scenarioFigures = ({ overview, houseView, risk, surfaces, accounts }: RiskSnapshot) => ({
  worstStress: overview.worstStress,
  houseView,
  risk,
  surfaces,
  houses: accounts.map(({ alternatives }) => alternatives.house),
});

function same(found: RiskSnapshot, expected: RiskSnapshot): void {
  expect(exact(found)).toEqual(exact(expected));
  near(scenarioFigures(found), scenarioFigures(expected), expected.overview.gross);
}

const merged = (market: MarketState, changes: MarketChanges): MarketState => ({
  spots: new Map([...market.spots, ...(changes.spots ?? [])]),
  marks: new Map([...market.marks, ...(changes.marks ?? [])]),
  volatilities: new Map([...market.volatilities, ...(changes.volatilities ?? [])]),
  forwards: new Map([...market.forwards, ...(changes.forwards ?? [])]),
});

const levelsOf = ({ accounts }: RiskSnapshot): RiskInput['parameters']['lastLevels'] =>
  new Map(accounts.map(({ account, level }) => [account, level]));

type Tick = { readonly of: number; readonly factor: number; readonly later: number };

/** One quote of a market, counted through, multiplied. */
function changed({ spots, marks, volatilities, forwards }: MarketState, tick: Tick, at: Instant) {
  const moved = <K>([key, { value }]: readonly [K, Quote]): Map<K, Quote> =>
    new Map([[key, { value: value * tick.factor, at, source: 'tick' }]]);
  const all: readonly (() => MarketChanges)[] = [
    ...[...spots].map((one) => () => ({ spots: moved(one) })),
    ...[...marks].map((one) => () => ({ marks: moved(one) })),
    ...[...volatilities].map((one) => () => ({ volatilities: moved(one) })),
    ...[...forwards].map((one) => () => ({ forwards: moved(one) })),
  ];
  return all[tick.of % all.length]?.() ?? {};
}

const ticks = fc.array(
  fc.record({
    of: fc.nat(1_000),
    factor: fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: 0.9, max: 1.1, noNaN: true }) },
      // The same again, only newer.
      { weight: 1, arbitrary: fc.constant(1) },
      // A mark of 0 cannot be right for anything but an option: what it prices is left out.
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    later: fc.constantFrom(0, 500, 61_000, 3 * 3_600_000, DAY),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Ticks a live run along with whole runs of the market as it has become. */
function follows(input: RiskInput, sequence: readonly Tick[], every: number): void {
  const live = liveRun(input, exactly);
  let { asOf, market } = input;
  let expected = run(input);
  expect(live.snapshot()).toEqual(expected);
  sequence.forEach((tick, step) => {
    asOf = instant(asOf + tick.later);
    const changes = changed(market, tick, asOf);
    market = merged(market, changes);
    const before = levelsOf(expected);
    const ticked = live.tick(changes, asOf);
    expected = run({
      ...input,
      asOf,
      market,
      parameters: { ...input.parameters, lastLevels: before },
    });
    const moved = [...levelsOf(expected)].filter(([id, level]) => before.get(id) !== level);
    const found = ticked.changes.map(({ account, after }) => [account, after]);
    expect(new Map(found.map(([id, level]) => [id, level]))).toEqual(new Map(moved));
    if (step % every === every - 1 || step === sequence.length - 1) same(live.snapshot(), expected);
  });
}

describe('a live run is a run of the market as it has become', () => {
  const books: readonly (readonly [string, RiskInput])[] = [
    ['a small book', aRiskInput()],
    ['every model of margin', aVariedBook()],
    ['every charge of the house', aVariedBook(chargingPolicy)],
    ['no price history', { ...aVariedBook(), history: [] }],
  ];
  test.each(books)('%s', (_, input) => {
    fc.assert(
      fc.property(ticks, fc.constantFrom(1, 3), (sequence, every) => {
        follows(input, sequence, every);
      }),
      { numRuns: 25 },
    );
  });

  test('many options at four venues', () => {
    const sequence = Array.from({ length: 12 }, (_, step) => ({
      of: 37 * step,
      factor: 1 + 0.01 * Math.sin(step + 1),
      later: step % 4 === 0 ? 61_000 : 250,
    }));
    follows(aBook(300, 4), sequence, 5);
  });
});

const btc = asset('BTC');
const spot = (value: number, at: Instant): MarketChanges => ({
  spots: new Map([[btc, { value, at, source: 'tick' }]]),
});

describe('what a tick touches', () => {
  const input = aVariedBook();
  const touched = (changes: MarketChanges): readonly (readonly string[])[] => {
    const { underlyings, accounts } = liveRun(input).tick(changes, anInstant);
    return [underlyings.toSorted(), accounts.toSorted()];
  };

  test('a coin: what follows it, is quoted or settled in it, and whoever holds it', () => {
    const [underlyings, accounts] = touched(spot(80_500, anInstant));
    expect(underlyings).toEqual(['BTC', 'ETH', 'LTC']);
    expect(accounts).not.toContain('TEST:stated');
  });

  test('the dollar that contracts settle in: all of them', () => {
    const usdt = { value: 0.98, at: anInstant, source: 'tick' };
    const [underlyings, accounts] = touched({ spots: new Map([[asset('USDT'), usdt]]) });
    expect(underlyings).toEqual(['BTC', 'ETH']);
    expect(accounts).toContain('BYBIT:main');
  });

  test('a mark: its underlying; a forward: its underlying; what nobody holds: nothing', () => {
    const mark = { value: 151, at: anInstant, source: 'tick' };
    expect(touched({ marks: new Map([[liveInstruments.solana.id, mark]]) })).toEqual([
      ['SOL'],
      ['TEST:stated'],
    ]);
    const key = forwardKey(asset('ETH'), instant(anInstant + 90 * DAY));
    expect(touched({ forwards: new Map([[key, mark]]) })[0]).toEqual(['ETH']);
    const other = forwardKey(asset('DOGE'), instant(anInstant + 90 * DAY));
    const nobody = { spots: new Map([[asset('DOGE'), mark]]), forwards: new Map([[other, mark]]) };
    expect(touched(nobody)).toEqual([[], []]);
  });
});

describe('time', () => {
  const later = (ms: number): Instant => instant(anInstant + ms);

  test('alone values nothing anew before the bound, everything after it, and a contract that ends at once', () => {
    const live = liveRun(aVariedBook());
    expect(live.tick({}, later(59_999)).underlyings).toEqual([]);
    expect(live.snapshot().partsAsOf.untouched).toBe(anInstant);
    expect(live.tick({}, later(60_000)).underlyings.toSorted()).toEqual([
      'BTC',
      'ETH',
      'LTC',
      'NEW',
      'SOL',
    ]);
    expect(live.snapshot().partsAsOf.untouched).toBe(later(60_000));
    const rarely = liveRun(aVariedBook(), { revalueAfter: DAY, liquidationsAfter: 0 });
    expect(rarely.tick({}, later(2 * 3_600_000 - 1)).underlyings).toEqual([]);
    expect(rarely.tick({}, later(2 * 3_600_000)).underlyings).toEqual(['BTC']);
    const ended = rarely.snapshot().notIncluded.map(({ what }) => what);
    expect(ended).toContain(liveInstruments.call.id);
  });

  test('does not run back', () => {
    const live = liveRun(aRiskInput());
    live.tick({}, later(5_000));
    expect(live.tick(spot(80_001, later(4_000)), later(4_000)).asOf).toBe(later(5_000));
  });

  test('overtakes liquidation prices for a while, and the snapshot says since when', () => {
    const live = liveRun(aVariedBook());
    const before = live.snapshot();
    live.tick(spot(80_400, later(400)), later(400));
    const soon = live.snapshot();
    expect(soon.partsAsOf.liquidations).toBe(anInstant);
    expect(soon.accounts[0]?.liquidations).toEqual(before.accounts[0]?.liquidations);
    expect(soon.accounts[0]?.equity).not.toEqual(before.accounts[0]?.equity);
    live.tick({}, later(1_000));
    const then = live.snapshot();
    expect(then.partsAsOf.liquidations).toBe(later(1_000));
    expect(then.accounts[0]?.liquidations).not.toEqual(before.accounts[0]?.liquidations);
  });
});

test('a level that changes is told with the tick, before any snapshot is put together', () => {
  const live = liveRun(aVariedBook());
  const mark = { value: 3_300, at: anInstant, source: 'tick' };
  const { changes } = live.tick(
    { marks: new Map([[liveInstruments.binanceEther.id, mark]]) },
    anInstant,
  );
  const told = changes.find(({ account }) => account === 'BINANCE:main');
  // short 40 ether from 3,010: a loss of 11,600 beyond a balance of 9,000
  expect(told?.after).toBe('liquidation');
  expect(told?.warning?.level).toBe('liquidation');
});

test('a number beyond all bounds is refused as by a run, and what follows is as if it never came', () => {
  const input = aVariedBook();
  const live = liveRun(input, exactly);
  expect(() => {
    live.tick(spot(1e308, anInstant), anInstant);
    return live.snapshot();
  }).toThrow(/too large|finite/);
  const changes = spot(79_000, anInstant);
  live.tick(changes, anInstant);
  const expected = run({
    ...input,
    market: merged(input.market, changes),
    parameters: { ...input.parameters, lastLevels: levelsOf(live.snapshot()) },
  });
  same(live.snapshot(), expected);
});

describe('what time brings to what no price touches', () => {
  const rarely = { revalueAfter: 10 * DAY, liquidationsAfter: 0 };

  test('a house that charges stale prices measures lines apart as they become stale', () => {
    const base = aRiskInput();
    const input: RiskInput = {
      ...base,
      book: {
        ...base.book,
        positions: base.book.positions.filter(({ instrument }) => !instrument.includes('PUT')),
      },
      parameters: {
        ...base.parameters,
        house: aHousePolicy({ staleness: 1 }),
        staleAfter: 6 * 3_600_000,
      },
    };
    // Of the second account's bitcoin the contract is fresh from then on, its balance is not.
    const then = instant(anInstant + 3 * 3_600_000);
    const inverse = input.book.instruments.find(({ payoff }) => payoff === 'inverse');
    if (inverse === undefined) throw new Error('the book holds an inverse contract');
    const quote = { value: 80_100, at: then, source: 'tick' };
    const changes = { ...spot(80_090, then), marks: new Map([[inverse.id, quote]]) };
    const live = liveRun(input, rarely);
    live.tick(changes, then);
    live.snapshot();
    const asOf = instant(anInstant + 7 * 3_600_000);
    live.tick({}, asOf);
    const found = live.snapshot();
    const expected = run({ ...input, asOf, market: merged(input.market, changes) });
    near(scenarioFigures(found), scenarioFigures(expected), expected.overview.gross);
    const { house } = found.houseView;
    const charge = house.ok && house.value.parts.find(({ label }) => label === 'Stale prices');
    expect(charge && charge.parts.map(({ label }) => label)).toEqual(['BTC', 'ETH']);
  });

  test('margin numbers of a new day hold from its first instant on', () => {
    const base = aVariedBook();
    const doubled = base.parameters.editions.flatMap((edition) =>
      edition.model === 'tiered' && edition.venue === 'BINANCE'
        ? [
            {
              ...edition,
              from: '2026-11-21',
              numbers: {
                ...edition.numbers,
                tables: edition.numbers.tables.map((table) => ({
                  ...table,
                  tiers: table.tiers.map((tier) => ({
                    ...tier,
                    maintenanceRate: 2 * tier.maintenanceRate,
                  })),
                })),
              },
            },
          ]
        : [],
    );
    const editions = [...base.parameters.editions, ...doubled];
    const input = { ...base, parameters: { ...base.parameters, editions } };
    const needed = (snapshot: RiskSnapshot): number => {
      const of = snapshot.accounts.find(({ account }) => account === 'BINANCE:main');
      const maintenance = of?.requirement.maintenance;
      return maintenance?.ok === true ? maintenance.value.value : Number.NaN;
    };
    const live = liveRun(input, rarely);
    const midnight = Date.UTC(2026, 10, 21);
    live.tick({}, instant(midnight - 1));
    const before = needed(live.snapshot());
    live.tick({}, instant(midnight));
    const now = needed(live.snapshot());
    expect(now).toBeGreaterThan(1.5 * before);
    expect(now).toBe(needed(run({ ...input, asOf: instant(midnight) })));
  });
});

test('what had no price and has one now is in every figure', () => {
  const input = aVariedBook();
  const live = liveRun(input, exactly);
  const first = spot(80_100, anInstant);
  live.tick(first, anInstant);
  live.snapshot();
  const price = { value: 2, at: anInstant, source: 'tick' };
  const second: MarketChanges = { spots: new Map([[asset('NEW'), price]]) };
  live.tick(second, anInstant);
  const market = merged(merged(input.market, first), second);
  const found = live.snapshot();
  expect(found.exposures.map(({ underlying }) => underlying)).toContain('NEW');
  same(found, run({ ...input, market }));
});
