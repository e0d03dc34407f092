import { readFileSync } from 'node:fs';
import { futureArray, roundedArray } from '../../../src/engine/margin/span/array.ts';
import type {
  InterSpread,
  SpanCommodity,
  SpanContract,
  SpanPosition,
} from '../../../src/engine/margin/span/parameters.ts';
import { spanMargin, type SpanMargin } from '../../../src/engine/margin/span/span.ts';
import { vectorFile } from './vectors.ts';

type ArrayCase = {
  readonly id: string;
  readonly priceScan: number;
  readonly extremeMultiplier: number;
  readonly covered: number;
  /** Number of the first value. */
  readonly from: number;
  readonly losses: readonly number[];
};

type PriceCase = {
  readonly id: string;
  readonly digits: string;
  readonly locator: number;
  readonly alignment: string;
  readonly sign: 1 | -1;
  readonly price: number;
};

export const spanVectors = vectorFile('margin/span.json') as {
  readonly mcmillan: Omit<ArrayCase, 'id' | 'from' | 'losses'> & {
    readonly source: string;
    readonly roundTo: number;
    readonly future: readonly number[];
    readonly shortCall: readonly number[];
    readonly total: readonly number[];
    readonly scanRisk: number;
    readonly activeScenario: number;
  };
  readonly spreadExamples: {
    readonly source: string;
    readonly interCommodity: {
      readonly legs: readonly {
        readonly code: string;
        readonly rate: number;
        readonly quantity: number;
      }[];
      readonly creditRate: number;
      readonly credit: number;
      readonly margin: number;
    };
    readonly calendar: {
      readonly rates: Readonly<Record<string, number>>;
      readonly charges: readonly {
        readonly legs: readonly [number, number];
        readonly charge: number;
      }[];
      readonly cases: readonly {
        readonly long: number;
        readonly short: number;
        readonly margin: number;
      }[];
    };
  };
  readonly arrays: {
    readonly source: string;
    readonly roundTo: number;
    readonly cases: readonly ArrayCase[];
  };
  readonly prices: {
    readonly source: string;
    readonly cases: readonly PriceCase[];
    readonly refused: readonly { readonly digits: string; readonly alignment: string }[];
  };
  readonly records: {
    readonly source: string;
    readonly lines: Readonly<Record<string, string>>;
  };
  readonly nifty: {
    readonly source: string;
    readonly exposureRate: number;
    readonly losses: readonly number[];
    readonly extreme: {
      readonly priceScan: number;
      readonly multiplier: number;
      readonly covered: number;
      readonly fall: number;
      readonly relativeTolerance: number;
    };
    readonly cases: readonly {
      readonly id: string;
      readonly positions: readonly (readonly [string, number])[];
      readonly scanRisk: number;
      readonly activeScenario?: number;
      readonly calendarCharge: number;
      readonly exposure: number;
      readonly total: number;
    }[];
  };
};

export const niftyFile = new URL('../../vectors/margin/span-nifty.spn', import.meta.url);
export const niftyText: string = readFileSync(niftyFile, 'utf8');

const everyone = { member: 1, hedger: 1, speculator: 1 };

export const commodity = (code: string, with_: Partial<SpanCommodity> = {}): SpanCommodity => ({
  code,
  source: 'made for a test',
  currency: 'USD',
  spreadTiers: [],
  interTiers: [],
  calendarSpreads: [],
  deliveryMonths: [],
  shortOptions: { rate: 0, counted: 'both sides' },
  priceRisk: 'normal',
  optionValueCapped: false,
  adjustment: everyone,
  initialRatio: everyone,
  unread: [],
  ...with_,
});

/** A future of one month whose array is made of its price scan range. */
export const future = (
  code: string,
  month: string,
  priceScan: number,
  with_: Partial<SpanContract> = {},
): SpanContract => ({
  commodity: code,
  product: code,
  kind: 'future',
  month,
  deltaMonth: month,
  strike: null,
  losses: futureArray({ range: priceScan, extremeMultiplier: 3, covered: 0.33 }, 1),
  compositeDelta: 1,
  deltaScaling: 1,
  priceScan,
  premium: null,
  premiumPaid: true,
  notional: null,
  ...with_,
});

/** The margin of a hedger in dollars. @throws where there is none */
export function marginOf(
  positions: readonly SpanPosition[],
  commodities: readonly SpanCommodity[],
  interSpreads: readonly InterSpread[] = [],
): SpanMargin {
  const found = spanMargin({
    positions,
    parameters: { commodities, interSpreads, currencyRates: [] },
    accountType: 'hedger',
    currency: 'USD',
    exposure: [],
  });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

/** A case's array, rounded as its file states it, from the value that the case begins with. */
export const arrayOfCase = (
  of: Pick<ArrayCase, 'priceScan' | 'extremeMultiplier' | 'covered'>,
  roundTo: number,
): readonly number[] => roundedArray(futureArray({ ...of, range: of.priceScan }, 1), roundTo);

/** The book of McMillan's example: a long future and a short call, by the published gains. */
export function mcmillanBook(): readonly SpanPosition[] {
  const { future: gains, shortCall } = spanVectors.mcmillan;
  const losses = gains.map((gain) => 0 - gain);
  return [
    { contract: future('SP', '199512', 10_000, { losses }), quantity: 1 },
    {
      contract: future('SP', '199512', 10_000, {
        kind: 'call',
        strike: 410,
        losses: shortCall,
        premium: 0,
      }),
      quantity: -1,
    },
  ];
}

/** The clearing house's example of an inter-commodity spread. */
export function interCommodityExample(): SpanMargin {
  const { legs, creditRate } = spanVectors.spreadExamples.interCommodity;
  const positions = legs.map(({ code, rate, quantity }) => ({
    contract: future(code, '202503', rate),
    quantity,
  }));
  const spread: InterSpread = {
    name: 'corn against soybeans',
    beforeCalendar: false,
    unsupported: null,
    legs: legs.map(({ code, quantity }) => ({
      commodity: code,
      tier: null,
      ratio: Math.abs(quantity),
      side: quantity > 0 ? 'A' : 'B',
      creditRate,
    })),
  };
  return marginOf(
    positions,
    legs.map(({ code }) => commodity(code)),
    [spread],
  );
}

const monthOf = (number: number): string => `20250${number}`;

/** The clearing house's examples of calendar spreads: a tier for each month. */
export function calendarExample(long: number, short: number): SpanMargin {
  const { rates, charges } = spanVectors.spreadExamples.calendar;
  const of = commodity('M', {
    spreadTiers: [2, 3, 4].map((tier) => ({ tier, from: monthOf(tier), to: monthOf(tier) })),
    calendarSpreads: charges.map(({ legs: [a, b], charge }) => ({
      name: `${a} against ${b}`,
      charge,
      legs: [
        { at: { tier: a }, ratio: 1, side: 'A' },
        { at: { tier: b }, ratio: 1, side: 'B' },
      ],
    })),
  });
  return marginOf(
    [
      { contract: future('M', monthOf(long), rates[long] ?? Number.NaN), quantity: 1 },
      { contract: future('M', monthOf(short), rates[short] ?? Number.NaN), quantity: -1 },
    ],
    [of],
  );
}
