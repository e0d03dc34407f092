import type {
  InterSpread,
  IntraSpread,
  SpanCommodity,
  SpanLeg,
  SpotMonth,
} from '../../../engine/margin/span/parameters.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { cut, number, numbers, repeated, type Cut, type Layout } from './fields.ts';

/* Records of a positional parameter file, unpacked expanded format. */

/** `0`: the file. */
export function header(line: string): string {
  const of = cut(line, [
    ['exchange', 6],
    ['date', 8],
    ['settlement', 1],
    ['file', 2],
  ]);
  return `${of('exchange').trim()}, ${of('date').trim()}, file ${of('settlement')}${of('file')}`.trim();
}

/** `2`: a combined commodity and the products in it. */
export type CombinedRecord = {
  readonly code: string;
  readonly currency: string;
  /** `premium`: paid when bought; `futures`: settled daily. */
  readonly optionStyle: 'premium' | 'futures';
  /** With what a unit of their risk arrays is worth in the currency. */
  readonly products: readonly {
    readonly product: string;
    readonly type: string;
    readonly arrayUnit: number;
  }[];
};

export function combined(line: string): Outcome<CombinedRecord> {
  const of = cut(line, [
    ['exchange', 3],
    ['_', 1],
    ['code', 6],
    ['exponent', 1],
    ['currency', 3],
    ['_', 1],
    ['style', 1],
    ['_', 4],
    ...repeated(6, [
      ['product', 10],
      ['type', 3],
      ['decimals', 1],
      ['decimalsSign', 1],
      ['_', 1],
    ]),
  ]);
  const exponent = number(of, 'exponent', 0, 'is 0');
  if (!exponent.ok) return exponent;
  const code = of('code').trim();
  if (code === '') return fail('malformed', 'code is blank');
  const products: CombinedRecord['products'][number][] = [];
  for (const i of [1, 2, 3, 4, 5, 6]) {
    const product = of(`product${i}`).trim();
    if (product === '') continue;
    const decimals = number(of, `decimals${i}`, 0, 'is 0');
    if (!decimals.ok) return decimals;
    const power = of(`decimalsSign${i}`) === '-' ? decimals.value : -decimals.value;
    const arrayUnit = 10 ** (exponent.value + power);
    products.push({ product, type: of(`type${i}`).trim(), arrayUnit });
  }
  return ok({
    code,
    currency: of('currency').trim(),
    optionStyle: of('style') === 'F' ? 'futures' : 'premium',
    products,
  });
}

type Factors = SpanCommodity['initialFactors'];

const byAccount = (of: (name: keyof Factors) => number): Factors => ({
  member: of('member'),
  hedger: of('hedger'),
  speculator: of('speculator'),
});

/** `3`: tiers of a commodity, and initial ÷ maintenance. */
export function intraTiers(line: string): Outcome<{
  readonly code: string;
  readonly tiers: SpanCommodity['tiers'];
  readonly initialFactors: Factors;
}> {
  const of = cut(line, [
    ['code', 6],
    ['method', 2],
    ...repeated(4, [
      ['tier', 2],
      ['from', 6],
      ['to', 6],
    ]),
    ['_', 2],
    ['member', 4],
    ['hedger', 4],
    ['speculator', 4],
  ]);
  const tiers = [1, 2, 3, 4].flatMap((i) => {
    const name = of(`tier${i}`).trim();
    return name === '' ? [] : [{ name, from: of(`from${i}`), to: of(`to${i}`) }];
  });
  const wrong = tiers.find(({ from, to }) => !/^\d{6}$/.test(from) || !/^\d{6}$/.test(to));
  if (wrong !== undefined) return fail('malformed', `tier ${wrong.name} has no months`);
  const factors = numbers(of, [
    ['member', 3],
    ['hedger', 3],
    ['speculator', 3],
  ]);
  return factors.ok
    ? ok({ code: of('code').trim(), tiers, initialFactors: byAccount(factors.value) })
    : factors;
}

/** A spread of a commodity. */
type OfCommodity<T> = { readonly code: string; readonly value: T };

const sided = (side: string): 'A' | 'B' => (side === 'B' ? 'B' : 'A');

/** `C`: spread between tiers. */
export function tierSpread(line: string): Outcome<OfCommodity<IntraSpread>> {
  const of = cut(line, [
    ['code', 6],
    ['method', 2],
    ['priority', 2],
    ['count', 2],
    ['charge', 7],
  ]);
  const head = numbers(of, [
    ['priority', 0],
    ['count', 0],
    ['charge', 0],
  ]);
  if (!head.ok) return head;
  const count = head.value('count');
  const [priority, charge] = [head.value('priority'), head.value('charge')];
  const leg = cut(
    line,
    repeated(count, [
      ['leg', 2],
      ['tier', 2],
      ['ratio', 2],
      ['side', 1],
    ]),
    21,
  );
  const legs: SpanLeg[] = [];
  for (let i = 1; i <= count; i++) {
    const ratio = number(leg, `ratio${i}`, 0);
    if (!ratio.ok) return ratio;
    legs.push({ of: leg(`tier${i}`).trim(), ratio: ratio.value, side: sided(leg(`side${i}`)) });
  }
  return ok({ code: of('code').trim(), value: { priority, charge, legs, between: 'tiers' } });
}

/** `E`: spread between single months. */
export function monthSpread(line: string): Outcome<OfCommodity<IntraSpread>> {
  const of = cut(line, [
    ['code', 6],
    ['priority', 5],
    ['charge', 7],
    ...repeated(4, [
      ['month', 4],
      ['_', 3],
      ['ratio', 6],
      ['side', 1],
    ]),
  ]);
  const head = numbers(of, [
    ['priority', 0],
    ['charge', 0],
  ]);
  if (!head.ok) return head;
  const legs: SpanLeg[] = [];
  for (const i of [1, 2, 3, 4]) {
    const month = of(`month${i}`).trim();
    if (month === '') continue;
    const ratio = number(of, `ratio${i}`, 4);
    if (!ratio.ok) return ratio;
    legs.push({ of: `20${month}`, ratio: ratio.value, side: sided(of(`side${i}`)) });
  }
  const [priority, charge] = [head.value('priority'), head.value('charge')];
  return ok({ code: of('code').trim(), value: { priority, charge, legs, between: 'months' } });
}

/** `4`: months near delivery, the short option minimum, and factors on the risk. */
export function spotAndMinimum(
  line: string,
): Outcome<
  { readonly code: string } & Pick<
    SpanCommodity,
    'spotMonths' | 'shortOptionMinimum' | 'riskFactors'
  >
> {
  const of = cut(line, [
    ['code', 6],
    ['method', 2],
    ['count', 2],
    ...repeated(2, [
      ['_', 2],
      ['month', 6],
      ['spread', 7],
      ['outright', 7],
    ]),
    ['_', 6],
    ['minimum', 7],
    ['member', 3],
    ['hedger', 3],
    ['speculator', 3],
    ['minimumMethod', 1],
  ]);
  const minimum = number(of, 'minimum', 0, 'is 0');
  if (!minimum.ok) return minimum;
  const riskFactors = numbers(of, [
    ['member', 2],
    ['hedger', 2],
    ['speculator', 2],
  ]);
  if (!riskFactors.ok) return riskFactors;
  const spotMonths: SpotMonth[] = [];
  if (of('method') === '10') {
    for (const i of [1, 2]) {
      const month = of(`month${i}`).trim();
      if (month === '') continue;
      const charges = numbers(of, [
        [`spread${i}`, 0],
        [`outright${i}`, 0],
      ]);
      if (!charges.ok) return charges;
      spotMonths.push({
        month,
        spreadCharge: charges.value(`spread${i}`),
        outrightCharge: charges.value(`outright${i}`),
      });
    }
  }
  return ok({
    code: of('code').trim(),
    spotMonths,
    riskFactors: byAccount(riskFactors.value),
    shortOptionMinimum: {
      rate: minimum.value,
      method: of('minimumMethod') === '1' ? 'larger side' : 'gross',
    },
  });
}

const scanningSpread = 'a spread by scanning with a target (method 04), which is not built';

/** `6`: spread between combined commodities. */
export function interSpread(line: string): Outcome<InterSpread> {
  const of = cut(line, [
    ['group', 3],
    ['priority', 4],
    ['credit', 7],
    ...repeated(4, [
      ['_', 3],
      ['_', 1],
      ['code', 6],
      ['ratio', 7],
      ['side', 1],
    ]),
    ['method', 2],
  ]);
  const head = numbers(of, [
    ['priority', 0],
    ['credit', 6],
  ]);
  if (!head.ok) return head;
  const legs: SpanLeg[] = [];
  for (const i of [1, 2, 3, 4]) {
    const code = of(`code${i}`).trim();
    if (code === '') continue;
    const ratio = number(of, `ratio${i}`, 4);
    if (!ratio.ok) return ratio;
    legs.push({ of: code, ratio: ratio.value, side: sided(of(`side${i}`)) });
  }
  return ok({
    priority: head.value('priority'),
    credit: head.value('credit'),
    legs,
    unsupported: of('method') === '04' ? scanningSpread : null,
  });
}

/** `P`: how prices of a product are written, and what a point is worth. */
export type PriceRecord = {
  readonly product: string;
  readonly type: string;
  readonly settlementLocator: number;
  readonly strikeLocator: number;
  readonly settlementAlignment: string;
  readonly strikeAlignment: string;
  readonly pointValue: number;
};

export function priceConversion(line: string): Outcome<PriceRecord> {
  const of = cut(line, [
    ['exchange', 3],
    ['product', 10],
    ['type', 3],
    ['_', 15],
    ['settlementLocator', 3],
    ['strikeLocator', 3],
    ['settlementAlignment', 1],
    ['strikeAlignment', 1],
    ['pointValue', 14],
  ]);
  const read = numbers(of, [
    ['settlementLocator', 0],
    ['strikeLocator', 0],
    ['pointValue', 7],
  ]);
  return read.ok
    ? ok({
        settlementLocator: read.value('settlementLocator'),
        strikeLocator: read.value('strikeLocator'),
        pointValue: read.value('pointValue'),
        product: of('product').trim(),
        type: of('type').trim(),
        settlementAlignment: of('settlementAlignment'),
        strikeAlignment: of('strikeAlignment'),
      })
    : read;
}

const contractFields: Layout = [
  ['futureMonth', 6],
  ['futureDay', 2],
  ['_', 1],
  ['optionMonth', 6],
  ['optionDay', 2],
  ['_', 1],
];

/** Product and months that a record is of. */
export type ContractKey = {
  readonly product: string;
  readonly type: string;
  readonly right: string;
  readonly futureMonth: string;
  readonly optionMonth: string;
  readonly strike: string;
};

const monthText = (of: Cut, name: 'future' | 'option'): string =>
  `${of(`${name}Month`).trim()}${of(`${name}Day`).replaceAll('0', ' ').trim() === '' ? '' : of(`${name}Day`)}`;

/** `B`: how much a composite delta counts. */
export type ScalingRecord = Omit<ContractKey, 'right' | 'strike'> & { readonly scaling: number };

export function deltaScaling(line: string): Outcome<ScalingRecord> {
  const of = cut(line, [
    ['exchange', 3],
    ['product', 10],
    ['type', 3],
    ...contractFields,
    ['_', 8 + 8 + 5 + 5 + 5 + 5 + 7 + 6],
    ['scaling', 6],
  ]);
  const scaling = number(of, 'scaling', 4);
  return scaling.ok
    ? ok({
        product: of('product').trim(),
        type: of('type').trim(),
        futureMonth: monthText(of, 'future'),
        optionMonth: monthText(of, 'option'),
        scaling: scaling.value,
      })
    : scaling;
}

/** Part of a risk array, and what follows it. */
export type ArrayRecord = {
  readonly key: ContractKey;
  readonly values: readonly number[];
  /** Composite delta, settlement digits and sign; null in the first part. */
  readonly rest: {
    readonly delta: number;
    readonly settlement: string;
    readonly settlementSign: string;
    readonly strikeSign: string;
  } | null;
};

/** `81` to `84`: nine values, then seven with the composite delta and the settlement price. */
export function arrayPart(line: string): Outcome<ArrayRecord> {
  const kind = line.slice(0, 2);
  const first = kind === '81' || kind === '83';
  const width = kind === '81' || kind === '82' ? 5 : 8;
  const count = first ? 9 : 7;
  const of = cut(line, [
    ['exchange', 3],
    ['product', 10],
    ['_', 10],
    ['type', 3],
    ['right', 1],
    ...contractFields,
    ['strike', 7],
    ...repeated(count, [
      ['value', width],
      ['sign', 1],
    ]),
    ['delta', 5],
    ['deltaSign', 1],
    ['_', 8],
    ['settlement', 7],
    ['settlementSign', 1],
    ['strikeSign', 1],
  ]);
  const values: number[] = [];
  for (let i = 1; i <= count; i++) {
    const value = number(of, `value${i}`, 0);
    if (!value.ok) return value;
    values.push(of(`sign${i}`) === '-' ? 0 - value.value : value.value);
  }
  const key = {
    product: of('product').trim(),
    type: of('type').trim(),
    right: of('right').trim(),
    futureMonth: monthText(of, 'future'),
    optionMonth: monthText(of, 'option'),
    strike: of('strike'),
  };
  if (first) return ok({ key, values, rest: null });
  const delta = number(of, 'delta', 4);
  if (!delta.ok) return delta;
  return ok({
    key,
    values,
    rest: {
      delta: of('deltaSign') === '-' ? -delta.value : delta.value,
      settlement: of('settlement'),
      settlementSign: of('settlementSign'),
      strikeSign: of('strikeSign'),
    },
  });
}
