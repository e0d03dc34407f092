import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { SpanFile } from '../../../src/main/parameters/span/file.ts';
import { positionalFile } from '../../../src/main/parameters/span/positional.ts';
import { spanPrice } from '../../../src/main/parameters/span/price.ts';
import { readSpanFile } from '../../../src/main/parameters/span/read.ts';
import {
  arrayPart,
  combined,
  deltaScaling,
  header,
  interSpread,
  intraTiers,
  monthSpread,
  priceConversion,
  spotAndMinimum,
  tierSpread,
} from '../../../src/main/parameters/span/records.ts';
import { spanVectors } from '../../engine/margin/span-vectors.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';

const { records, prices } = spanVectors;
const record = (kind: string): string => records[kind] ?? '';

function read<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

test.each(prices)(
  'price %s, locator %i, alignment "%s"',
  (digits, locator, alignment, sign, price) => {
    expect(spanPrice(digits, locator, alignment, sign === '-' ? -1 : 1)).toEqual({
      ok: true,
      value: price,
    });
  },
);

test('a price whose last digit stands for no eighth, or that is none, is refused', () => {
  expect(spanPrice('0122064', 3, 'C')).toMatchObject({ ok: false });
  expect(spanPrice('01220x0', 3, 'C')).toMatchObject({ ok: false });
  expect(spanPrice('0122060', 3, 'Q')).toMatchObject({ ok: false });
});

describe('records of real files', () => {
  test('0: the file', () => {
    expect(header(record('0'))).toBe('CME, 20250620, file SE');
  });

  test('2: a combined commodity', () => {
    const found = read(combined(record('2')));
    expect(found).toMatchObject({ code: '26', currency: 'USD', optionStyle: 'premium' });
    expect(found.products.map(({ product, type }) => `${product} ${type}`)).toEqual([
      '26 FUT',
      '26 OOF',
      '59 OOF',
      'WT1 OOF',
      'VT1 OOF',
      'GT1 OOF',
    ]);
    expect(found.products.every(({ arrayUnit }) => arrayUnit === 1)).toBe(true);
  });

  test('3: tiers and initial ÷ maintenance', () => {
    expect(read(intraTiers(record('3')))).toEqual({
      code: '06',
      tiers: [
        { name: '01', from: '202507', to: '202507' },
        { name: '02', from: '202508', to: '202508' },
        { name: '03', from: '202509', to: '202509' },
        { name: '04', from: '202510', to: '202511' },
      ],
      initialFactors: { member: 1, hedger: 1, speculator: 1.1 },
    });
  });

  test('C: a spread of three tiers', () => {
    expect(read(tierSpread(record('C')))).toEqual({
      code: '06',
      value: {
        priority: 1,
        charge: 100,
        between: 'tiers',
        legs: [
          { of: '14', ratio: 1, side: 'A' },
          { of: '15', ratio: 2, side: 'B' },
          { of: '16', ratio: 1, side: 'A' },
        ],
      },
    });
  });

  test('E: a spread of three months', () => {
    expect(read(monthSpread(record('E')))).toEqual({
      code: '17',
      value: {
        priority: 1,
        charge: 250,
        between: 'months',
        legs: [
          { of: '202509', ratio: 1, side: 'A' },
          { of: '202512', ratio: 2, side: 'B' },
          { of: '202603', ratio: 1, side: 'A' },
        ],
      },
    });
  });

  test('4: delivery and the short option minimum', () => {
    expect(read(spotAndMinimum(record('4')))).toEqual({
      code: 'YM',
      spotMonths: [{ month: '202506', spreadCharge: 1, outrightCharge: 0 }],
      shortOptionMinimum: { rate: 170, method: 'larger side' },
      riskFactors: { member: 1, hedger: 1, speculator: 1 },
    });
  });

  test('6: a spread between commodities, by a method that is not built', () => {
    expect(read(interSpread(record('6')))).toEqual({
      priority: 1,
      credit: 0.98,
      legs: [
        { of: 'NY-HH', ratio: 1, side: 'A' },
        { of: 'NY-HP', ratio: 1, side: 'B' },
      ],
      unsupported: expect.stringContaining('04'),
    });
  });

  test('B and P: how deltas and prices count', () => {
    expect(read(deltaScaling(record('B')))).toMatchObject({
      product: 'ES',
      futureMonth: '201903',
      scaling: 0.2,
    });
    expect(read(priceConversion(record('P')))).toMatchObject({
      product: 'ES',
      type: 'FUT',
      settlementLocator: 2,
      pointValue: 50,
    });
  });

  test('81 and 82: a risk array', () => {
    const [first, second] = [read(arrayPart(record('81'))), read(arrayPart(record('82')))];
    const [published] = spanVectors.arrays;
    expect([...first.values, ...second.values].map((x) => x + 0)).toEqual(published?.array);
    expect(second.rest).toMatchObject({ delta: 1, settlement: '0251100' });
    expect(read(arrayPart(record('82 ZN'))).values).toEqual([
      700, -1050, -1050, 1050, 1050, -1040, 1040,
    ]);
    expect(read(arrayPart(record('81 ZM'))).values[8]).toBe(1133);
  });
});

/** A small file of the real ES records; its option is a call that follows them. */
const option = (kind: '81' | '82', values: string, rest = ''): string =>
  `${kind}CMEES        ES        OOFC201903   201903   0250000${values}${rest}`;

const file = [
  record('0'),
  '2 CME ES    0USD$P    ES        FUT   ES        OOF   ',
  record('P'),
  record('P').replace('FUT', 'OOF').replace('002000', '002002'),
  record('B'),
  record('81'),
  record('82'),
  option('81', '00010+'.repeat(9), '00000000251100N'),
  option('82', '00010-'.repeat(7), '05000+002000000000640++05000+C'),
];

async function* lines(of: readonly string[]): AsyncIterable<string> {
  yield* of;
}

const positional = (
  of: readonly string[],
  wanted: readonly string[] | null = null,
): Promise<SpanFile> => positionalFile(lines(of), wanted === null ? null : new Set(wanted));

describe('a positional file', () => {
  test('gives contracts with scaled deltas, arrays and option values', async () => {
    const { contracts, parameters, failures } = await positional(file);
    expect(failures).toEqual([]);
    expect(parameters.source).toBe('SPAN parameters CME, 20250620, file SE');
    expect(contracts.map(({ name }) => name)).toEqual(['ES FUT 201903', 'ES OOF 201903 C 2500']);
    expect(contracts[0]).toMatchObject({
      commodity: 'ES',
      month: '201903',
      delta: 0.2,
      option: null,
    });
    expect(contracts[1]?.array).toEqual([...Array(9).fill(10), ...Array(7).fill(-10)]);
    // 6.40 at 50 a point
    expect(contracts[1]?.option).toEqual({ right: 'call', value: 320 });
  });

  test('keeps the products that are asked for', async () => {
    expect((await positional(file, ['NQ'])).contracts).toEqual([]);
    expect((await positional(file, ['ES'])).contracts).toHaveLength(2);
  });

  test('tells broken records by line and keeps the others', async () => {
    const broken = file.with(6, record('82').replace('06000-', '0x000-'));
    const { contracts, failures } = await positional(broken);
    expect(contracts.map(({ name }) => name)).toEqual(['ES OOF 201903 C 2500']);
    expect(failures.map(({ at, message }) => `${at}: ${message}`)).toEqual([
      'line 7: value2 is "0x000", not a number',
      expect.stringContaining('its last seven values are missing'),
    ]);
  });

  test('a product in no combined commodity, and one without prices, are told', async () => {
    const orphan = await positional(file.toSpliced(1, 1, '2 CME NQ    0USD$P    NQ        FUT   '));
    expect(orphan.contracts).toEqual([]);
    expect(orphan.failures[0]?.message).toContain('ES FUT is in no combined commodity');
    const priceless = await positional(file.toSpliced(3, 1));
    expect(priceless.contracts).toHaveLength(1);
    expect(priceless.failures[0]?.message).toContain('no price conversion');
  });
});

describe('an XML file', () => {
  const path = fileURLToPath(new URL('../../vectors/margin/nifty.spn', import.meta.url));

  test('gives contracts and calendar spreads', async () => {
    const { contracts, parameters, failures } = read(await readSpanFile(path, null));
    expect(failures).toEqual([]);
    expect(contracts.map(({ name }) => name)).toEqual(['NIFTY FUT 20260630', 'NIFTY FUT 20260728']);
    expect(contracts[0]?.array).toEqual(spanVectors.nifty.array);
    expect(parameters.commodities[0]).toMatchObject({
      code: 'NIFTY',
      currency: 'INR',
      intraSpreads: [{ priority: 1, charge: 425, between: 'months' }],
    });
  });

  test('keeps what is asked for; a missing file and one of another kind are told by name', async () => {
    expect(read(await readSpanFile(path, new Set(['BANKNIFTY']))).contracts).toEqual([]);
    expect(await readSpanFile('none.spn', null)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('none.spn') },
    });
    const other = fileURLToPath(new URL('../../vectors/margin/span.json', import.meta.url));
    expect(await readSpanFile(other, null)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('no combined commodity') },
    });
  });

  test('a broken contract is told, the others are kept', async () => {
    const { xmlFile } = await import('../../../src/main/parameters/span/xml.ts');
    const { xmlDocument } = await import('../../../src/main/imports/xml-document.ts');
    const text = readFileSync(path, 'utf8').replace('<a>8.72</a>', '');
    const root = read(await xmlDocument(lines([text])));
    const { contracts, failures } = xmlFile(root, null);
    expect(contracts.map(({ name }) => name)).toEqual(['NIFTY FUT 20260728']);
    expect(failures).toMatchObject([
      { at: 'NIFTY FUT 20260630', message: expect.stringContaining('15 values') },
    ]);
  });
});
