import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spanScan } from '../../../src/engine/margin/span/scan.ts';
import { spanScenarios, volatilityPair } from '../../../src/engine/margin/span/scenarios.ts';
import { spanMargin } from '../../../src/engine/margin/span/span.ts';
import type {
  InterSpread,
  SpanCommodity,
  SpanContract,
  SpanPosition,
} from '../../../src/engine/margin/span/parameters.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import {
  calendarExample,
  commodity,
  future,
  interCommodityExample,
  marginOf,
  mcmillanBook,
  spanVectors,
} from './span-vectors.ts';

describe('published examples', () => {
  test('McMillan’s future and short call lose what the book says in every scenario', () => {
    const { total, scanRisk, activeScenario } = spanVectors.mcmillan;
    const scan = spanScan(commodity('SP'), mcmillanBook());
    expect(scan.losses).toEqual(total.map((gain) => 0 - gain));
    expect(scan.risk.value).toBe(scanRisk);
    expect(scan.active + 1).toBe(activeScenario);
    expect(scan.risk.scenario).toBe('13: price down the range, volatility up');
  });

  test('corn against soybeans is credited on both legs', () => {
    const { credit, margin } = spanVectors.spreadExamples.interCommodity;
    const { maintenance, commodities } = interCommodityExample();
    expect(commodities.reduce((all, of) => all - of.credit.value, 0)).toBeCloseTo(credit, 9);
    expect(maintenance.value).toBeCloseTo(margin, 9);
    expect(violations(maintenance)).toEqual([]);
  });

  test.each(spanVectors.spreadExamples.calendar.cases)(
    'month $long against month $short needs $margin',
    ({ long, short, margin }) => {
      expect(calendarExample(long, short).maintenance.value).toBeCloseTo(margin, 9);
      expect(calendarExample(short, long).commodities[0]!.calendar.value).toBe(
        calendarExample(long, short).commodities[0]!.calendar.value,
      );
    },
  );
});

test('scenarios pair by volatility, the extremes with themselves', () => {
  expect(spanScenarios.map((_, s) => volatilityPair(s))).toEqual([
    1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 14, 15,
  ]);
});

const call = (strike: number, with_: Partial<SpanContract> = {}): SpanContract =>
  future('X', '202503', 100, {
    kind: 'call',
    strike,
    compositeDelta: 0.5,
    losses: future('X', '202503', 50).losses,
    premium: 7,
    ...with_,
  });

const inUsd = (
  positions: readonly SpanPosition[],
  of: Partial<SpanCommodity> = {},
): ReturnType<typeof marginOf> => marginOf(positions, [commodity('X', of)]);

describe('charges', () => {
  const march = future('X', '202503', 100);
  const june = future('X', '202506', 100);
  const september = future('X', '202509', 100);

  test('spreads are formed by priority and use their deltas up', () => {
    const { commodities } = inUsd(
      [
        { contract: march, quantity: 3 },
        { contract: june, quantity: -2 },
        { contract: september, quantity: -2 },
      ],
      {
        calendarSpreads: [
          {
            name: 'first',
            charge: 10,
            legs: [
              { at: { month: '202503' }, ratio: 1, side: 'A' },
              { at: { month: '202506' }, ratio: 1, side: 'B' },
            ],
          },
          {
            name: 'second',
            charge: 1,
            legs: [
              { at: { month: '202503' }, ratio: 1, side: 'A' },
              { at: { month: '202509' }, ratio: 1, side: 'B' },
            ],
          },
        ],
      },
    );
    expect(commodities[0]!.calendar.parts.map(({ value }) => value)).toEqual([20, 1]);
  });

  test('a butterfly takes its ratios', () => {
    const { commodities } = inUsd(
      [
        { contract: march, quantity: 1 },
        { contract: june, quantity: -2 },
        { contract: september, quantity: 1 },
      ],
      {
        calendarSpreads: [
          {
            name: 'butterfly',
            charge: 30,
            legs: [
              { at: { month: '202503' }, ratio: 1, side: 'A' },
              { at: { month: '202506' }, ratio: 2, side: 'B' },
              { at: { month: '202509' }, ratio: 1, side: 'A' },
            ],
          },
        ],
      },
    );
    expect(commodities[0]!.calendar.value).toBe(30);
  });

  test('a tier counts net against another, and its own longs against its own shorts', () => {
    const spreadTiers = [
      { tier: 1, from: '202503', to: '202506' },
      { tier: 2, from: '202509', to: '202512' },
    ];
    const positions = [
      { contract: march, quantity: 5 },
      { contract: june, quantity: -3 },
      { contract: september, quantity: -4 },
    ];
    const across = {
      name: 'across',
      charge: 10,
      legs: [
        { at: { tier: 1 }, ratio: 1, side: 'A' as const },
        { at: { tier: 2 }, ratio: 1, side: 'B' as const },
      ],
    };
    const within = {
      name: 'within',
      charge: 1,
      legs: [
        { at: { tier: 1 }, ratio: 1, side: 'A' as const },
        { at: { tier: 1 }, ratio: 1, side: 'B' as const },
      ],
    };
    const charged = (calendarSpreads: SpanCommodity['calendarSpreads']): readonly number[] =>
      inUsd(positions, { spreadTiers, calendarSpreads }).commodities[0]!.calendar.parts.map(
        ({ value }) => value,
      );
    expect(charged([across])).toEqual([20]);
    expect(charged([within, across])).toEqual([3, 20]);
  });

  test('a period in delivery is charged for deltas in spreads and for those left', () => {
    const { commodities } = inUsd(
      [
        { contract: march, quantity: 3 },
        { contract: june, quantity: -1 },
      ],
      {
        deliveryMonths: [{ month: '202503', spreadRate: 5, outrightRate: 7 }],
        calendarSpreads: [
          {
            name: 'spread',
            charge: 0,
            legs: [
              { at: { month: '202503' }, ratio: 1, side: 'A' },
              { at: { month: '202506' }, ratio: 1, side: 'B' },
            ],
          },
        ],
      },
    );
    expect(commodities[0]!.delivery.parts.map(({ value }) => value)).toEqual([5, 14]);
  });

  test('short options have a minimum, of both sides or of the larger one', () => {
    const none = Array.from({ length: 16 }, () => 0);
    const positions = [
      { contract: call(10, { losses: none }), quantity: -3 },
      { contract: call(11, { losses: none }), quantity: 9 },
      { contract: call(10, { kind: 'put', losses: none }), quantity: -2 },
    ];
    const minimum = (counted: 'both sides' | 'larger side'): number =>
      inUsd(positions, { shortOptions: { rate: 4, counted } }).commodities[0]!.risk.value;
    expect(minimum('both sides')).toBe(20);
    expect(minimum('larger side')).toBe(12);
  });
});

describe('option value', () => {
  test('a long option needs no more than nothing, a short one its premium too', () => {
    const long = inUsd([{ contract: call(10, { premium: 60 }), quantity: 1 }]);
    expect(long.maintenance.value).toBe(0);
    const short = inUsd([{ contract: call(10, { premium: 60 }), quantity: -1 }]);
    expect(short.maintenance.value).toBe(50 + 60);
  });

  test('options margined like futures have none', () => {
    const { maintenance } = inUsd([{ contract: call(10, { premiumPaid: false }), quantity: 1 }]);
    expect(maintenance.value).toBe(50);
  });

  test('an unknown premium is lacking, not 0', () => {
    const { maintenance } = inUsd([{ contract: call(10, { premium: null }), quantity: -1 }]);
    expect(maintenance.lacking?.map(({ message }) => message)).toEqual([
      'the premium of X 202503 call 10',
    ]);
  });

  test('value beyond a commodity’s risk helps others unless it is capped', () => {
    const other = { contract: future('Y', '202503', 100), quantity: 1 };
    const held = [{ contract: call(10, { premium: 80 }), quantity: 1 }, other];
    expect(marginOf(held, [commodity('X'), commodity('Y')]).maintenance.value).toBe(70);
    expect(
      marginOf(held, [commodity('X', { optionValueCapped: true }), commodity('Y')]).maintenance
        .value,
    ).toBe(100);
  });
});

describe('weighted price risk', () => {
  /** Time 2, volatility ±3 at the active pair, 20 of price at the range. */
  const losses = [5, -1, 0, 0, 8, 4, 0, 0, 16, 12, 0, 0, 25, 19, 0, 0];
  const contract = future('X', '202503', 15, { losses, deltaScaling: 2 });
  const other = future('Y', '202503', 100);
  const spread: InterSpread = {
    name: 'X against Y',
    beforeCalendar: false,
    unsupported: null,
    legs: [
      { commodity: 'X', tier: null, ratio: 2, side: 'A', creditRate: 0.5 },
      { commodity: 'Y', tier: null, ratio: 1, side: 'B', creditRate: 0.5 },
    ],
  };
  const credited = (of: Partial<SpanCommodity>): number =>
    0 -
    marginOf(
      [
        { contract, quantity: 1 },
        { contract: other, quantity: -1 },
      ],
      [commodity('X', of), commodity('Y')],
      [spread],
    ).commodities[0]!.credit.value;

  test('time and volatility are left out of it', () => {
    // 25 − 3 − 2 = 20 over 2 deltas, 2 deltas a spread, half credited
    expect(credited({ priceRisk: 'normal' })).toBe(10);
  });

  test('the price scan range per delta caps it or stands for it', () => {
    expect(credited({ priceRisk: 'capped at the scan range' })).toBe(7.5);
    expect(credited({ priceRisk: 'scan range' })).toBe(7.5);
  });

  test('a spread whose rule is not known credits nothing and is lacking', () => {
    const { maintenance } = marginOf(
      [
        { contract, quantity: 1 },
        { contract: other, quantity: -1 },
      ],
      [commodity('X'), commodity('Y')],
      [{ ...spread, unsupported: 'a scanning-based spread' }],
    );
    expect(maintenance.value).toBe(125);
    expect(maintenance.lacking?.map(({ message }) => message)).toEqual([
      'X against Y: a scanning-based spread',
    ]);
  });

  test('a spread that comes before the calendar takes deltas from it', () => {
    const near = future('X', '202503', 10);
    const far = future('X', '202506', 10);
    const calendarSpreads = [
      {
        name: 'calendar',
        charge: 3,
        legs: [
          { at: { month: '202503' }, ratio: 1, side: 'A' as const },
          { at: { month: '202506' }, ratio: 1, side: 'B' as const },
        ],
      },
    ];
    const charged = (beforeCalendar: boolean): number =>
      marginOf(
        [
          { contract: near, quantity: 3 },
          { contract: far, quantity: -1 },
          { contract: other, quantity: -1 },
        ],
        [
          commodity('X', {
            calendarSpreads,
            interTiers: [{ tier: 1, from: '202503', to: '202503' }],
          }),
          commodity('Y'),
        ],
        [
          {
            ...spread,
            beforeCalendar,
            legs: [
              { commodity: 'X', tier: 1, ratio: 3, side: 'A', creditRate: 0.5 },
              { commodity: 'Y', tier: null, ratio: 1, side: 'B', creditRate: 0.5 },
            ],
          },
        ],
      ).commodities[0]!.calendar.value;
    expect(charged(false)).toBe(3);
    expect(charged(true)).toBe(0);
  });
});

test('factors of the account raise the risk, not the option value', () => {
  const of = {
    adjustment: { member: 1, hedger: 1, speculator: 1.2 },
    initialRatio: { member: 1, hedger: 1, speculator: 1.1 },
  };
  const found = spanMargin({
    positions: [{ contract: call(10), quantity: -1 }],
    parameters: { commodities: [commodity('X', of)], interSpreads: [], currencyRates: [] },
    accountType: 'speculator',
    currency: 'USD',
    exposure: [],
  });
  expect(found.ok && found.value.maintenance.value).toBeCloseTo(50 * 1.2 + 7, 9);
  expect(found.ok && found.value.initial.value).toBeCloseTo(50 * 1.2 * 1.1 + 7, 9);
});

test('another currency is converted, or refused without a rate', () => {
  const asked = (currencyRates: readonly { from: string; to: string; rate: number }[]) =>
    spanMargin({
      positions: [{ contract: future('X', '202503', 100), quantity: 1 }],
      parameters: {
        commodities: [commodity('X', { currency: 'EUR' })],
        interSpreads: [],
        currencyRates,
      },
      accountType: 'member',
      currency: 'USD',
      exposure: [],
    });
  const found = asked([{ from: 'EUR', to: 'USD', rate: 1.25 }]);
  expect(found.ok && found.value.maintenance.value).toBe(125);
  const refused = asked([]);
  expect(!refused.ok && refused.failure.message).toContain('EUR to USD');
});

describe('laws', () => {
  const value = fc.double({ min: -1000, max: 1000, noNaN: true });
  const contracts = fc.array(
    fc.record({
      month: fc.constantFrom('202503', '202506', '202509'),
      losses: fc.array(value, { minLength: 16, maxLength: 16 }),
      compositeDelta: fc.double({ min: -1, max: 1, noNaN: true }),
      premium: fc.double({ min: 0, max: 100, noNaN: true }),
      kind: fc.constantFrom('future' as const, 'call' as const, 'put' as const),
      code: fc.constantFrom('X', 'Y'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const quantities = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 6 });
  const books = fc.tuple(contracts, quantities).map(([made, held]) =>
    made.map(({ month, code, kind, ...rest }, i) => ({
      contract: future(code, month, 100, {
        kind,
        strike: kind === 'future' ? null : i,
        ...rest,
      }),
      quantity: held[i] ?? 0,
    })),
  );
  const ruled = ['X', 'Y'].map((code) =>
    commodity(code, {
      initialRatio: { member: 1, hedger: 1.1, speculator: 1.1 },
      shortOptions: { rate: 3, counted: 'both sides' },
      deliveryMonths: [{ month: '202503', spreadRate: 5, outrightRate: 7 }],
      spreadTiers: [
        { tier: 1, from: '202503', to: '202503' },
        { tier: 2, from: '202506', to: '202509' },
      ],
      calendarSpreads: [
        {
          name: 'tiers',
          charge: 11,
          legs: [
            { at: { tier: 1 }, ratio: 1, side: 'A' },
            { at: { tier: 2 }, ratio: 1, side: 'B' },
          ],
        },
      ],
    }),
  );
  const spreads: readonly InterSpread[] = [
    {
      name: 'X against Y',
      beforeCalendar: false,
      unsupported: null,
      legs: [
        { commodity: 'X', tier: null, ratio: 1, side: 'A', creditRate: 0.6 },
        { commodity: 'Y', tier: null, ratio: 2, side: 'B', creditRate: 0.6 },
      ],
    },
  ];
  const margin = (book: readonly SpanPosition[]): ReturnType<typeof marginOf> =>
    marginOf(book, ruled, spreads);
  const scanOf = (book: readonly SpanPosition[]): number =>
    spanScan(commodity('X'), book).risk.value;

  test('a flat book needs nothing', () => {
    expect(margin([]).initial.value).toBe(0);
    fc.assert(
      fc.property(books, (book) => {
        const flat = [
          ...book,
          ...book.map(({ contract, quantity }) => ({ contract, quantity: -quantity })),
        ];
        expect(margin(flat).initial.value).toBe(0);
      }),
    );
  });

  test('two books scanned together need at most what they need apart', () => {
    fc.assert(
      fc.property(books, books, (one, other) => {
        const together = scanOf([...one, ...other]);
        expect(together).toBeLessThanOrEqual(scanOf(one) + scanOf(other) + 1e-6);
      }),
    );
  });

  test('a hedge of one more opposite contract never raises the scan of a single contract', () => {
    fc.assert(
      fc.property(books, fc.integer({ min: 1, max: 9 }), ([first], quantity) => {
        const { contract } = first!;
        const less = scanOf([{ contract, quantity: quantity - 1 }]);
        expect(less).toBeLessThanOrEqual(scanOf([{ contract, quantity }]) + 1e-9);
      }),
    );
  });

  test('trees hold, initial is at least maintenance where there is no option value', () => {
    fc.assert(
      fc.property(books, (book) => {
        const { initial, maintenance, commodities } = margin(book);
        expect(violations(initial)).toEqual([]);
        expect(violations(maintenance)).toEqual([]);
        expect(initial.value).toBeGreaterThanOrEqual(maintenance.value - 1e-9);
        for (const { credit, calendar, delivery } of commodities) {
          expect(credit.value).toBeLessThanOrEqual(0);
          expect(calendar.value).toBeGreaterThanOrEqual(0);
          expect(delivery.value).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('order and splits of positions change nothing', () => {
    fc.assert(
      fc.property(books, (book) => {
        const split = book.toReversed().flatMap(({ contract, quantity }) => [
          { contract, quantity: quantity + 2 },
          { contract, quantity: -2 },
        ]);
        expect(margin(split).initial.value).toBeCloseTo(margin(book).initial.value, 6);
      }),
    );
  });

  test('twice the book needs twice the margin', () => {
    fc.assert(
      fc.property(books, (book) => {
        const twice = book.map(({ contract, quantity }) => ({ contract, quantity: 2 * quantity }));
        expect(margin(twice).initial.value).toBeCloseTo(2 * margin(book).initial.value, 6);
      }),
    );
  });
});
