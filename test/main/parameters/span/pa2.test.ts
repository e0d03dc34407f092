import { describe, expect, test } from 'vitest';
import { readPa2 } from '../../../../src/main/parameters/span/pa2.ts';
import type { SpanReading, Wanted } from '../../../../src/main/parameters/span/wanted.ts';
import { spanVectors } from '../../../engine/margin/span-vectors.ts';
import { everything, inPieces, put, record, records } from './reading.ts';

async function read(
  lines: readonly string[],
  wanted: Wanted = everything,
  size = 1000,
): Promise<SpanReading> {
  const found = await readPa2(inPieces(`${lines.join('\r\n')}\r\n`, size), wanted);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const changed = (index: number, column: number, text: string): readonly string[] =>
  records.with(index, put(records[index]!, column, text));

describe('a file', () => {
  test('gives its commodity, its contracts and where they are from', async () => {
    const { parameters, failures } = await read(records);
    expect(failures).toEqual([]);
    const [commodity] = parameters.commodities;
    expect(commodity).toMatchObject({
      code: 'SP',
      source: 'CME SPAN file of 20250620, settlement, created 202506201407',
      currency: 'USD',
      shortOptions: { rate: 170, counted: 'larger side' },
      priceRisk: 'capped at the scan range',
      initialRatio: { member: 1, hedger: 1, speculator: 1.1 },
      unread: [],
    });
    expect(commodity!.calendarSpreads.map(({ name }) => name)).toEqual([
      'Series spread 1',
      'Tier spread 1',
    ]);
    expect(parameters.currencyRates).toEqual([{ from: 'CLP', to: 'USD', rate: 0.001063 }]);
    const [es, call] = parameters.contracts;
    expect(es).toEqual({
      commodity: 'SP',
      product: 'ES',
      kind: 'future',
      month: '201903',
      deltaMonth: '201903',
      strike: null,
      losses: spanVectors.arrays.cases[0]!.losses,
      compositeDelta: 1,
      deltaScaling: 0.2,
      priceScan: 6000,
      premium: null,
      premiumPaid: true,
      notional: 2511 * 50,
    });
    expect(call).toMatchObject({ kind: 'call', strike: 2510, premium: 2511 * 50, notional: null });
  });

  test('reads the same wherever its pieces break', async () => {
    const whole = await read(records);
    for (const size of [1, 7, 133]) {
      expect(await read(records, everything, size)).toEqual(whole);
    }
  });

  test('holds only what is wanted', async () => {
    const { parameters } = await read(records, {
      product: (product) => product === 'ES',
      contract: ({ kind }) => kind === 'future',
    });
    expect(parameters.contracts).toHaveLength(1);
    const none = await read(records, { product: () => false, contract: () => false });
    expect(none.parameters).toMatchObject({ commodities: [], contracts: [] });
  });

  test('raises money by the risk exponent and the decimals of arrays', async () => {
    const { parameters } = await read(changed(5, 13, '2'));
    expect(parameters.contracts[0]!.losses[14]).toBe(-594_000);
    expect(parameters.contracts[0]!.priceScan).toBe(600_000);
    expect(parameters.commodities[0]!.calendarSpreads[0]!.charge).toBe(25_000);
    const fine = await read(changed(5, 36, '2'));
    expect(fine.parameters.contracts[0]!.losses[14]).toBe(-59.4);
  });
});

describe('what cannot be read', () => {
  test('a bad array costs itself, by line and field', async () => {
    const { parameters, failures } = await read(changed(13, 67, '0200x'));
    expect(failures[0]).toEqual({
      line: 14,
      field: 'array value 3',
      reason: 'malformed',
      message: '"0200x" is not digits',
    });
    expect(parameters.contracts.map(({ kind }) => kind)).toEqual(['call']);
  });

  test('a bad record of a commodity is lacking in its figures', async () => {
    const { parameters, failures } = await read(changed(9, 15, '000010x'));
    expect(failures).toMatchObject([{ line: 10, field: 'charge' }]);
    expect(parameters.commodities[0]!.unread.map(({ message }) => message)).toEqual([
      'line 10, charge: "000010x" is not digits',
    ]);
  });

  test.each<[string, number, number, string, string]>([
    ['a calendar method', 6, 9, '20', 'calendar charge method 20'],
    ['a scanning method', 7, 9, '10', 'scanning method 10'],
    ['a delivery method', 8, 9, '11', 'delivery charge method 11'],
    ['short option rates by tier', 7, 104, '0000005', 'short option rates by tier'],
  ])('%s that is not known is lacking', async (_, index, column, text, message) => {
    const { parameters } = await read(changed(index, column, text));
    expect(parameters.commodities[0]!.unread.map((one) => one.message)).toEqual([`SP: ${message}`]);
  });

  test('a missing record of parameters is lacking', async () => {
    const { parameters } = await read(records.toSpliced(11, 1).toSpliced(8, 1));
    expect(parameters.commodities[0]!.unread.map(({ reason }) => reason)).toEqual([
      'missing-field',
      'missing-field',
    ]);
  });

  test('an unknown record type is a failure, a known one that is not needed none', async () => {
    const { failures } = await read([...records, 'V CMEES', 'QQ nothing']);
    expect(failures).toMatchObject([{ line: 19, field: 'record type' }]);
  });

  test('a second part needs its own first part', async () => {
    const { failures } = await read(records.toSpliced(13, 1));
    expect(failures).toMatchObject([{ line: 14, field: 'array value 1', reason: 'missing-field' }]);
  });

  test('another format, another file and an empty file are refused', async () => {
    for (const text of ['', 'date,close\n1,2\n', put(record('header'), 36, 'UP')]) {
      expect((await readPa2(inPieces(text), everything)).ok).toBe(false);
    }
  });
});

test('spreads between commodities are kept where both are, scanning ones without a credit', async () => {
  const other = [
    '2 CME ND    0USD$PN   NQ        FUT   ',
    put(record('tiers'), 3, 'ND    '),
    put(record('scanTiers'), 3, 'ND    '),
    put(record('delivery'), 3, 'ND    '),
  ];
  const spread = put(put(record('interSpread'), 21, 'SP    '), 39, 'ND    ');
  const delta = put(put(put(spread, 89, '01'), 110, ' '), 6, '0002');
  const { parameters } = await read([...records, ...other, record('interSpread'), delta, spread]);
  expect(parameters.interSpreads).toMatchObject([
    { name: 'Spread 1 of ALL', beforeCalendar: true, unsupported: 'a scanning-based spread' },
    {
      name: 'Spread 2 of ALL',
      beforeCalendar: false,
      unsupported: null,
      legs: [
        { commodity: 'SP', side: 'A', ratio: 1, creditRate: 0.98 },
        { commodity: 'ND', side: 'B', ratio: 1, creditRate: 0.98 },
      ],
    },
  ]);
});
