import { describe, expect, test } from 'vitest';
import {
  commodityRecord,
  deliveryRecord,
  scanTierRecord,
  tierRecord,
} from '../../../../src/main/parameters/span/pa2-commodity-records.ts';
import {
  currencyRecord,
  exchangeRecord,
  headerRecord,
} from '../../../../src/main/parameters/span/pa2-header.ts';
import {
  firstArrayRecord,
  longFirstArrayRecord,
  longSecondArrayRecord,
  secondArrayRecord,
} from '../../../../src/main/parameters/span/pa2-array-records.ts';
import {
  arrayParameterRecord,
  priceRecord,
} from '../../../../src/main/parameters/span/pa2-series-records.ts';
import {
  interSpreadRecord,
  seriesSpreadRecord,
  tierSpreadRecord,
} from '../../../../src/main/parameters/span/pa2-spread-records.ts';
import { decodedPrice } from '../../../../src/main/parameters/span/price-text.ts';
import type { RecordReader } from '../../../../src/main/parameters/span/fixed-fields.ts';
import { spanVectors } from '../../../engine/margin/span-vectors.ts';
import { priceLine, record } from './reading.ts';

function read<T>(reader: RecordReader<T>, line: string): T {
  const found = reader(line);
  if (!found.ok) throw new Error(`${found.failure.at}: ${found.failure.message}`);
  return found.value;
}

describe('published records of CME parameter files', () => {
  test('0: file, day and format', () => {
    expect(read(headerRecord, record('header'))).toEqual({
      complex: 'CME',
      date: '20250620',
      moment: 'settlement',
      fileId: 'E',
      created: '202506201407',
      format: 'U2',
    });
  });

  test('1 and T: exchange and currency', () => {
    expect(read(exchangeRecord, record('exchange'))).toEqual({ acronym: 'CBT', code: '01' });
    expect(read(currencyRecord, record('currency'))).toEqual({
      from: 'CLP',
      to: 'USD',
      rate: 0.001063,
    });
  });

  test('2: a future and five option products, premium style', () => {
    const { families, ...of } = read(commodityRecord, record('commodity'));
    expect(of).toEqual({
      exchange: 'CBT',
      code: '26',
      riskExponent: 0,
      currency: 'USD',
      premiumPaid: true,
      capped: false,
    });
    expect(families.map(({ product, type }) => `${product} ${type}`)).toEqual([
      '26 FUT',
      '26 OOF',
      '59 OOF',
      'WT1 OOF',
      'VT1 OOF',
      'GT1 OOF',
    ]);
  });

  test('3: four tiers and initial factors', () => {
    expect(read(tierRecord, record('tiers'))).toEqual({
      code: '06',
      method: '10',
      tiers: [
        { tier: 1, from: '202507', to: '202507' },
        { tier: 2, from: '202508', to: '202508' },
        { tier: 3, from: '202509', to: '202509' },
        { tier: 4, from: '202510', to: '202511' },
      ],
      initialRatio: { member: 1, hedger: 1, speculator: 1.1 },
    });
  });

  test('C and E: calendar spreads between tiers and between months', () => {
    expect(read(tierSpreadRecord, record('tierSpread'))).toEqual({
      code: '06',
      priority: 1,
      charge: 100,
      legs: [
        { at: { tier: 14 }, ratio: 1, side: 'A' },
        { at: { tier: 15 }, ratio: 2, side: 'B' },
        { at: { tier: 16 }, ratio: 1, side: 'A' },
      ],
    });
    expect(read(seriesSpreadRecord, record('seriesSpread'))).toEqual({
      code: '17',
      priority: 1,
      charge: 250,
      legs: [
        { at: { month: '202509' }, ratio: 1, side: 'A' },
        { at: { month: '202512' }, ratio: 2, side: 'B' },
        { at: { month: '202603' }, ratio: 1, side: 'A' },
      ],
    });
  });

  test('S: two tiers and a capped price risk', () => {
    expect(read(scanTierRecord, record('scanTiers'))).toEqual({
      code: '07',
      method: '20',
      tiers: [
        { tier: 1, from: '202507', to: '202507' },
        { tier: 2, from: '202508', to: '202812' },
      ],
      weighted: '2',
      shortOptionRates: [0, 0, 0, 0, 0],
    });
  });

  test('4: a delivery month, short options, no adjustment', () => {
    expect(read(deliveryRecord, record('delivery'))).toEqual({
      code: 'YM',
      method: '10',
      months: [{ month: '202506', spreadRate: 1, outrightRate: 0 }],
      shortOptions: { rate: 170, counted: 'larger side' },
      adjustment: { member: 1, hedger: 1, speculator: 1 },
    });
  });

  test('6: a scanning-based spread against a target', () => {
    expect(read(interSpreadRecord, record('interSpread'))).toEqual({
      group: 'ALL',
      priority: 1,
      creditRate: 0.98,
      method: '04',
      target: { exchange: 'NYM', commodity: 'NY-NG', delta: 1, leastLegs: 1 },
      flat: false,
      beforeCalendar: true,
      legs: [
        { exchange: 'NYM', commodity: 'NY-HH', ratio: 1, side: 'A', tier: null, creditRate: 0.98 },
        { exchange: 'NYM', commodity: 'NY-HP', ratio: 1, side: 'B', tier: null, creditRate: 0.98 },
      ],
    });
  });

  test('B: how the arrays of a series were made', () => {
    expect(read(arrayParameterRecord, record('arrayParameters'))).toMatchObject({
      exchange: 'CME',
      product: 'ES',
      type: 'FUT',
      month: '201903',
      optionMonth: '',
      volatilityScan: 0.35,
      priceScan: 6000,
      extremeMultiplier: 3,
      covered: 0.33,
      timeToExpiry: 0.19726,
      deltaScaling: 0.2,
      expiry: '20190315',
      underlying: 'ES',
    });
  });

  test('P: how a product writes prices and what they are worth', () => {
    expect(read(priceRecord, priceLine)).toEqual({
      exchange: 'CME',
      product: 'ES',
      type: 'FUT',
      name: 'E-MINI S&P 500',
      currency: 'USD',
      valuation: 'FUT',
      settlement: 'CASH',
      price: { locator: 2, alignment: ' ' },
      strike: { locator: 0, alignment: ' ' },
      contractValueFactor: 50,
    });
  });

  test('P: as published, its first fields', () => {
    expect(read(priceRecord, record('prices').slice(0, 55))).toMatchObject({
      price: { locator: 2, alignment: ' ' },
      contractValueFactor: 50,
    });
  });

  test('81 and 82: arrays, composite delta, settlement price', () => {
    const [es, , , zm] = spanVectors.arrays.cases;
    const [, zn, zc] = spanVectors.arrays.cases;
    const first = read(firstArrayRecord, record('first ES'));
    const second = read(secondArrayRecord, record('second ES'));
    expect([...first.losses, ...second.losses]).toEqual(es!.losses);
    expect(second.compositeDelta).toBe(1);
    expect(first.key).toEqual(second.key);
    expect(read(firstArrayRecord, record('first 06')).losses).toEqual(zm!.losses);
    expect(read(secondArrayRecord, record('second 21')).losses).toEqual(zn!.losses);
    expect(read(secondArrayRecord, record('second C')).losses).toEqual(zc!.losses);
    const settled = (digits: string, alignment: string): number => {
      const found = decodedPrice(digits, 1, { locator: 3, alignment });
      return found.ok ? found.value.quoted : Number.NaN;
    };
    expect(settled(read(secondArrayRecord, record('second 21')).price, 'C')).toBe(122.1875);
    expect(settled(read(secondArrayRecord, record('second C')).price, '0')).toBe(375.75);
  });

  test('83 and 84 are 81 and 82 with eight digits a value', () => {
    const wide = (line: string, type: string, values: number): string =>
      type +
      line.slice(2, 54) +
      line.slice(54, 54 + 6 * values).replaceAll(/(\d{5})([+-])/g, '000$1$2') +
      line.slice(54 + 6 * values);
    const first = wide(record('first ES'), '83', 9);
    const second = wide(record('second ES'), '84', 7);
    expect(read(longFirstArrayRecord, first)).toEqual(read(firstArrayRecord, record('first ES')));
    expect(read(longSecondArrayRecord, second)).toEqual(
      read(secondArrayRecord, record('second ES')),
    );
  });
});

describe('a record at fault names its field', () => {
  test.each<[string, RecordReader<unknown>, string, number, string]>([
    ['array value 3', firstArrayRecord, 'first ES', 67, '0200x'],
    ['array value 10', secondArrayRecord, 'second ES', 55, '     '],
    ['composite delta', secondArrayRecord, 'second ES', 97, '1.000'],
    ['right', firstArrayRecord, 'first ES', 29, 'X'],
    ['contract month', firstArrayRecord, 'first ES', 30, '201913'],
    ['charge', tierSpreadRecord, 'tierSpread', 15, '00001-0'],
    ['side of leg 2', tierSpreadRecord, 'tierSpread', 35, 'C'],
    ['ratio of leg 1', tierSpreadRecord, 'tierSpread', 26, '00'],
    ['number of legs', tierSpreadRecord, 'tierSpread', 13, '01'],
    ['tier 2', tierRecord, 'tiers', 27, '202509'],
    ['short option method', deliveryRecord, 'delivery', 79, '3'],
    ['weighted price risk', scanTierRecord, 'scanTiers', 83, '4'],
    ['settlement price locator', priceRecord, 'prices', 34, '0x2'],
    ['price scan range', arrayParameterRecord, 'arrayParameters', 53, '-6000'],
    ['currency', commodityRecord, 'commodity', 14, '   '],
    ['credit rate', interSpreadRecord, 'interSpread', 10, '98 %   '],
    ['rate', currencyRecord, 'currency', 11, '0000000000'],
  ])('%s', (field, reader, name, column, text) => {
    const line = record(name);
    const found = reader(line.slice(0, column - 1) + text + line.slice(column - 1 + text.length));
    expect(found.ok ? 'read' : found.failure.at).toBe(field);
  });

  test('no text makes a reader throw', () => {
    const readers: readonly RecordReader<unknown>[] = [
      headerRecord,
      commodityRecord,
      tierRecord,
      tierSpreadRecord,
      seriesSpreadRecord,
      scanTierRecord,
      deliveryRecord,
      interSpreadRecord,
      arrayParameterRecord,
      priceRecord,
      firstArrayRecord,
      secondArrayRecord,
    ];
    for (const text of [
      '',
      '8',
      '81',
      '9'.repeat(500),
      '\u0000\uFFFD'.repeat(90),
      'é'.repeat(200),
    ]) {
      for (const reader of readers) expect(() => reader(text)).not.toThrow();
    }
  });
});

describe('settlement prices', () => {
  const { cases, refused } = spanVectors.prices;

  test.each(cases)('$id', ({ digits, locator, alignment, sign, price }) => {
    const found = decodedPrice(digits, sign, { locator, alignment });
    expect(found.ok && found.value.quoted).toBeCloseTo(price, 12);
  });

  test.each(refused)('$digits with "$alignment" ends in no eighth', ({ digits, alignment }) => {
    expect(decodedPrice(digits, 1, { locator: 3, alignment }).ok).toBe(false);
  });

  test('an unknown alignment and a 33rd thirty-second are refused', () => {
    expect(decodedPrice('0001234', 1, { locator: 2, alignment: 'X' }).ok).toBe(false);
    expect(decodedPrice('0106320', 1, { locator: 3, alignment: 'C' }).ok).toBe(false);
  });

  test('grains are quoted in cents and worth dollars', () => {
    const found = decodedPrice('0003757', 1, { locator: 3, alignment: '0' });
    expect(found.ok && found.value.valued).toBeCloseTo(3.7575, 12);
  });
});
