import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { measuredBook } from '../../../src/engine/margin/offsets/measured-book.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { HousePolicy, LiquidityPolicy } from '../../../src/engine/model/house-policy.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { LiveBooks, VenueBook } from '../../../src/engine/model/live-books.ts';
import { linesOf, run } from '../../../src/engine/run.ts';
import { asset, market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { aHousePolicy, anInstant, anInstrument, aPosition } from '../../support/builders.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const input = aRiskInput();
const ether = anInstrument({ symbol: 'ETH-PERP', underlying: asset('ETH') });
const abroad = anInstrument({
  symbol: 'ETH-PERP',
  underlying: asset('ETH'),
  market: market('FAR'),
});
const future = anInstrument({
  symbol: 'ETH-26DEC',
  underlying: asset('ETH'),
  kind: 'future',
  expiry: instant(anInstant + 30 * 86_400_000),
});

// the book is short 40 ether at 3,001
const delta = 40 * 3_001;
const volumes = (...codes: string[]): LiquidityPolicy => ({
  participation: 0.1,
  coefficient: 1,
  markets: new Map(codes.map((code) => [asset(code), { dailyVolume: 1e6, spread: 0.002 }])),
});

type Pairs = readonly (readonly [number, number])[];

const bookOf = (of: Instrument, bids: Pairs, asks: Pairs, age: number = 250): VenueBook => ({
  instrument: of,
  bids: bids.map(([price, quantity]) => ({ price, quantity })),
  asks: asks.map(([price, quantity]) => ({ price, quantity })),
  at: instant(anInstant - age),
});

const live = (...books: readonly VenueBook[]): LiveBooks => ({
  books,
  oldest: 10_000,
  skew: 1_000,
  apart: 0.05,
});

function closingOut(
  liquidity: LiquidityPolicy,
  books: LiveBooks | undefined,
  policy: Partial<HousePolicy> = {},
): MarginNode {
  const { house } = run({
    ...input,
    market: books === undefined ? input.market : { ...input.market, books },
    parameters: { ...input.parameters, house: aHousePolicy({ liquidity, ...policy }) },
  }).houseView;
  if (!house.ok) throw new Error(house.failure.message);
  expect(violations(house.value)).toEqual([]);
  const found = house.value.parts.find(({ label }) => label === 'Closing out');
  if (found === undefined) throw new Error('closing out is not charged');
  return found;
}

const etherOf = (of: MarginNode): MarginNode => {
  const found = of.parts.find(({ label }) => label === 'ETH');
  if (found === undefined) throw new Error('no ether');
  return found;
};

describe('with a live book of the underlying', () => {
  // mid 3,000; 100 at 3,001 is all that a short of 40 needs
  const deep = live(bookOf(ether, [[2_999, 100]], [[3_001, 100]]));

  test('half the spread is the book’s, and a fill at the best price has no further impact', () => {
    const [spread, impact, concentration] = etherOf(closingOut(volumes('ETH'), deep)).parts;
    expect(spread?.value).toBeCloseTo((delta * 1) / 3_000, 8);
    expect(spread?.parts[1]?.source).toBe('live order books: ETH-PERP.TEST 250 ms old');
    // 40 coins and a little, all at 1 from the mid: nothing beyond the half spread
    expect(impact?.value).toBeCloseTo(0, 8);
    expect(impact?.parts.map(({ label }) => label)).toEqual(['Visible books']);
    expect(concentration?.label).toBe('Concentration');
  });

  test('deeper levels are walked, over several venues', () => {
    const books = live(
      bookOf(ether, [[2_999, 100]], [[3_001, 10]]),
      bookOf(abroad, [[2_998, 100]], [[3_004, 100]]),
    );
    const [, impact] = etherOf(closingOut(volumes('ETH'), books)).parts;
    const size = delta / 3_000;
    expect(impact?.value).toBeCloseTo(10 * 1 + (size - 10) * 4 - size * 1, 6);
    expect(impact?.parts[0]?.parts[0]?.note).toContain('over 2 levels, to 3004, mid 3000');
  });

  test('what is beyond the visible book falls to the law of the policy, and says so', () => {
    const books = live(bookOf(ether, [[2_999, 1]], [[3_001, 10]]));
    const [, impact] = etherOf(closingOut(volumes('ETH'), books)).parts;
    const policyOnly = etherOf(closingOut(volumes('ETH'), undefined)).parts[1];
    const whole = policyOnly?.value ?? Number.NaN;
    const beyond = impact?.parts[1];
    // the law grows with size to the power 1.5; 10 coins at 3,000 are visible
    expect(beyond?.value).toBeCloseTo(whole * (1 - (30_000 / delta) ** 1.5), 6);
    expect(beyond?.label).toBe('Beyond the visible book');
    expect(beyond?.note).toMatch(/more than the books show: an estimate by the square-root law/);
    expect(beyond?.parts.map(({ source }) => source)).toEqual(['house policy', 'house policy']);
  });

  test('without a volume in the policy, what live books show is charged, and what is lacking is named', () => {
    const books = live(bookOf(ether, [[2_999, 1]], [[3_001, 10]]));
    const charged = closingOut(volumes(), books);
    const [spread, impact, ...more] = etherOf(charged).parts;
    expect(spread?.value).toBeCloseTo(delta / 3_000, 8);
    expect(impact?.value).toBeCloseTo(0, 8);
    expect(more).toEqual([]);
    const rest = delta - 30_000;
    expect(charged.lacking?.map(({ message }) => message)).toEqual([
      'the house policy has no daily volume of BTC: its close-out is not charged',
      'the house policy has no daily volume of ETH: the days to close it are not charged',
      expect.stringMatching(
        new RegExp(
          `^the house policy has no daily volume of ETH: ${rest}[.\\d]* USD beyond the visible book is not charged$`,
        ),
      ),
    ]);
  });

  test('a crossed ladder gives no credit', () => {
    const books = live(
      bookOf(ether, [[3_010, 50]], [[3_020, 50]]),
      bookOf(abroad, [[2_980, 50]], [[2_990, 50]]),
    );
    const [spread, impact] = etherOf(closingOut(volumes('ETH'), books)).parts;
    // the tighter of the two books: 10 ÷ 2,985 against 10 ÷ 3,015
    expect(spread?.value).toBeCloseTo((delta * 5) / 3_015, 8);
    expect(spread?.parts[1]?.note).toMatch(/^the ladder is crossed by 0\.00666[\d]*$/);
    expect(impact?.value).toBe(0);
    expect(impact?.parts[0]?.parts[0]?.value).toBeLessThan(0);
  });

  test('a book that lies is not where the house would sell, and it is said', () => {
    const lying = bookOf(abroad, [[29_980, 50]], [[30_150, 50]]);
    const found = etherOf(closingOut(volumes('ETH'), live(...deep.books, lying)));
    const honest = etherOf(closingOut(volumes('ETH'), deep));
    expect(found.value).toBe(honest.value);
    expect(found.parts[0]?.parts[1]?.note).toMatch(
      /^not used: order book of ETH-PERP.FAR is 9\.02[\d]* from the price 3000 of ETH, more than 0.05$/,
    );
  });

  test('dated futures count only where nothing else trades', () => {
    const dated = bookOf(future, [[3_099, 100]], [[3_101, 100]]);
    const both = etherOf(closingOut(volumes('ETH'), live(...deep.books, dated)));
    expect(both).toEqual(etherOf(closingOut(volumes('ETH'), deep)));
    const [spread] = etherOf(closingOut(volumes('ETH'), live(dated))).parts;
    expect(spread?.value).toBeCloseTo(delta / 3_100, 8);
  });

  test('an underlying that nets to nothing pays the spread of each account, and no impact', () => {
    const account = input.book.accounts[1]!.id;
    const positions = [...input.book.positions, aPosition(ether, 40, { account })];
    const { house } = run({
      ...input,
      book: { ...input.book, positions },
      market: { ...input.market, books: deep },
      parameters: {
        ...input.parameters,
        house: aHousePolicy({ liquidity: volumes('ETH') }),
      },
    }).houseView;
    if (!house.ok) throw new Error(house.failure.message);
    expect(violations(house.value)).toEqual([]);
    const closing = house.value.parts.find(({ label }) => label === 'Closing out');
    const [spread, impact] = etherOf(closing!).parts;
    expect(spread?.value).toBeCloseTo((2 * delta) / 3_000, 8);
    expect(impact?.value).toBe(0);
  });
});

test('whatever a feed brings, the need is a number and its tree holds', () => {
  const any = fc.oneof(
    fc.double(),
    fc.double({ min: 2_900, max: 3_100 }),
    fc.constantFrom(0, -1, 1e308, 5e-324, Number.NaN, Infinity),
  );
  const side = fc.array(fc.tuple(any, any), { maxLength: 4 });
  const ladder = fc.tuple(side, side, fc.integer({ min: -2_000, max: 20_000 }));
  fc.assert(
    fc.property(ladder, ladder, ([bids, asks, age], [others, offers, later]) => {
      const books = live(bookOf(ether, bids, asks, age), bookOf(abroad, others, offers, later));
      // closingOut checks the tree
      expect(closingOut(volumes('ETH'), books).value).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the worth of correlations rests on the same need', () => {
  const books = live(bookOf(ether, [[2_999, 1]], [[3_001, 10]]));
  const parameters = {
    ...input.parameters,
    house: aHousePolicy({ liquidity: volumes('ETH'), confidence: 1 }),
  };
  const now = { ...input, market: { ...input.market, books }, parameters };
  const measured = measuredBook(linesOf(now), now.history, parameters, now.asOf, now.market);
  if (!measured.ok) throw new Error(measured.failure.message);
  const figures = measured.value.figuresIn(measured.value.set);
  const { house } = run(now).houseView;
  expect(figures.ok && figures.value.need).toBe(house.ok && house.value.value);
});

describe('without a live book all is as the policy has it, to the last bit', () => {
  const policyOnly = closingOut(volumes('ETH', 'BTC'), undefined);

  test('where books are followed, but none of what is held', () => {
    const elsewhere = anInstrument({ symbol: 'SOL-PERP', underlying: asset('SOL') });
    const books = live(bookOf(elsewhere, [[99, 1]], [[101, 1]]));
    expect(closingOut(volumes('ETH', 'BTC'), books)).toEqual(policyOnly);
  });

  test.each([
    [
      'too old',
      bookOf(ether, [[2_999, 1]], [[3_001, 1]], 10_001),
      /is 10001 ms old, more than 10000/,
    ],
    ['dated ahead', bookOf(ether, [[2_999, 1]], [[3_001, 1]], -1_001), /is dated 1001 ms ahead/],
    [
      'far off',
      bookOf(ether, [[2_000, 1]], [[2_001, 1]]),
      /is -0\.33[\d]* from the price 3000 of ETH/,
    ],
    ['one-sided', bookOf(ether, [[2_999, 1]], []), /a side of the book is empty/],
    ['crossed', bookOf(ether, [[3_002, 1]], [[3_001, 1]]), /is crossed/],
  ])('where the book is %s, which is said', (_, book, why) => {
    const found = closingOut(volumes('ETH', 'BTC'), live(book));
    expect(found.value).toBe(policyOnly.value);
    const [spread] = etherOf(found).parts;
    expect(spread?.parts[1]?.source).toBe('house policy');
    expect(spread?.parts[1]?.note).toMatch(why);
  });
});
