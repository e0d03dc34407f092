import type {
  RiskArray,
  SpanCommodity,
  SpanContract,
  SpanParameters,
} from '../../../src/engine/margin/span/parameters.ts';
import { vectorFile } from './vectors.ts';

type ArrayCase = {
  readonly id: string;
  readonly source: string;
  readonly price: number;
  readonly extremeMultiple: number;
  readonly extremeCovered: number;
  /** All 16, the first of them, or the size of the last two. */
  readonly array?: RiskArray;
  readonly first?: readonly number[];
  readonly extreme?: number;
};

export const spanVectors = vectorFile('margin/span.json') as {
  readonly arrays: readonly ArrayCase[];
  readonly mcmillan: {
    readonly id: string;
    readonly source: string;
    readonly future: RiskArray;
    readonly shortCall: RiskArray;
    readonly gains: readonly number[];
    readonly scan: number;
  };
  readonly nifty: {
    readonly id: string;
    readonly source: string;
    readonly array: RiskArray;
    readonly lots: number;
    readonly scan: number;
    readonly charge: number;
    readonly calendar: number;
  };
  readonly spreads: readonly {
    readonly id: string;
    readonly source: string;
    readonly long?: number;
    readonly short?: number;
    readonly expect: number;
  }[];
  readonly prices: readonly (readonly [string, number, string, '+' | '-', number])[];
  readonly records: Readonly<Record<string, string>>;
};

const one = { member: 1, hedger: 1, speculator: 1 };

export const aCommodity = (fields: Partial<SpanCommodity> = {}): SpanCommodity => ({
  code: 'C',
  currency: 'USD',
  tiers: [],
  intraSpreads: [],
  spotMonths: [],
  shortOptionMinimum: { rate: 0, method: 'gross' },
  riskFactors: one,
  initialFactors: one,
  ...fields,
});

export const parametersOf = (
  commodities: readonly SpanCommodity[],
  interSpreads: SpanParameters['interSpreads'] = [],
): SpanParameters => ({ commodities, interSpreads, source: 'test' });

/** Loss of one long future at each scenario, of a price range; time costs nothing. */
export const arrayOfRange = (range: number): RiskArray =>
  [0, 0, -1, -1, 1, 1, -2, -2, 2, 2, -3, -3, 3, 3, -2.97, 2.97].map((x) => (x * range) / 3);

export const aFuture = (fields: Partial<SpanContract> = {}): SpanContract => ({
  name: 'C FUT 202501',
  commodity: 'C',
  month: '202501',
  array: arrayOfRange(1000),
  delta: 1,
  option: null,
  ...fields,
});

/** CME's example of a spread between corn and soybeans. */
export const interExample = {
  parameters: parametersOf(
    [aCommodity({ code: 'corn' }), aCommodity({ code: 'soybeans' })],
    [
      {
        priority: 1,
        credit: 0.55,
        legs: [
          { of: 'corn', ratio: 2, side: 'A' },
          { of: 'soybeans', ratio: 1, side: 'B' },
        ],
        unsupported: null,
      },
    ],
  ),
  positions: [
    { contract: aFuture({ commodity: 'corn', array: arrayOfRange(1750) }), quantity: 2 },
    { contract: aFuture({ commodity: 'soybeans', array: arrayOfRange(2500) }), quantity: -1 },
  ],
};

const ranges: Readonly<Record<number, number>> = { 2: 500, 3: 500, 4: 750 };

/** CME's example of calendar spreads between three months. */
export const calendarParameters: SpanParameters = parametersOf([
  aCommodity({
    intraSpreads: (
      [
        [2, 3, 200],
        [2, 4, 50],
        [3, 4, 0],
      ] as const
    ).map(([near, far, charge], i) => ({
      priority: i + 1,
      charge,
      between: 'months' as const,
      legs: [
        { of: `20250${near}`, ratio: 1, side: 'A' as const },
        { of: `20250${far}`, ratio: 1, side: 'B' as const },
      ],
    })),
  }),
]);

export const calendarPosition = (month: number, quantity: number) => ({
  contract: aFuture({ month: `20250${month}`, array: arrayOfRange(ranges[month] ?? 0) }),
  quantity,
});
