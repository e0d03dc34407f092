import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import type { SpanParameters, SpanPosition } from '../../../src/engine/margin/span/parameters.ts';
import { spanScan } from '../../../src/engine/margin/span/scan.ts';
import { spanArray } from '../../../src/engine/margin/span/scenarios.ts';
import { spanMargin, type SpanMargin } from '../../../src/engine/margin/span/span.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import {
  aCommodity,
  aFuture,
  arrayOfRange,
  calendarParameters,
  calendarPosition,
  interExample,
  parametersOf,
  spanVectors,
} from './span-vectors.ts';

function margin(positions: readonly SpanPosition[], parameters: SpanParameters): SpanMargin {
  const found = spanMargin(positions, parameters, 'member');
  if (!found.ok) throw new Error(found.failure.message);
  for (const node of [...found.value.initial, ...found.value.maintenance]) {
    expect(violations(node)).toEqual([]);
  }
  return found.value;
}

const needed = (positions: readonly SpanPosition[], parameters: SpanParameters): number =>
  margin(positions, parameters).maintenance.reduce((all, { value }) => all + value, 0);

describe('published arrays', () => {
  test.each(spanVectors.arrays)('$id', ({ array, first, extreme, ...ranges }) => {
    const found = spanArray(
      { price: 1000, pointValue: 1, option: null, lookahead: 0 },
      { ...ranges, volatility: 0.1 },
    );
    if (!found.ok) throw new Error(found.failure.message);
    const rounded = found.value.map((loss) => Math.round(loss) + 0);
    if (array !== undefined) expect(rounded).toEqual(array);
    if (first !== undefined) expect(rounded.slice(0, 9)).toEqual(first);
    // the file rounds 1,039.5 up
    if (extreme !== undefined)
      expect(Math.abs((found.value[15] ?? 0) - extreme)).toBeLessThanOrEqual(0.5);
  });

  test('a future and a short call together', () => {
    const { future, shortCall, gains, scan } = spanVectors.mcmillan;
    const { node } = spanScan(
      [
        { contract: aFuture({ array: future }), quantity: 1 },
        { contract: aFuture({ array: shortCall }), quantity: 1 },
      ],
      'USD',
    );
    expect(node.parts.map(({ value }) => -value + 0)).toEqual(gains);
    expect(node.value).toBe(scan);
    expect(node.scenario).toMatch(/^13: price −1, volatility up$/);
  });

  test('an index future, and a calendar spread in it', () => {
    const { array, lots, scan, charge, calendar } = spanVectors.nifty;
    const spread = {
      priority: 1,
      charge,
      between: 'months' as const,
      legs: [
        { of: '202606', ratio: 1, side: 'A' as const },
        { of: '202607', ratio: 1, side: 'B' as const },
      ],
    };
    const parameters = parametersOf([aCommodity({ intraSpreads: [spread] })]);
    const near = { contract: aFuture({ array, month: '202606' }), quantity: lots };
    const far = { contract: aFuture({ array, month: '202607' }), quantity: -lots };
    expect(needed([near], parameters)).toBeCloseTo(scan, 6);
    expect(needed([near, far], parameters)).toBeCloseTo(calendar, 6);
  });

  test('between commodities', () => {
    expect(needed(interExample.positions, interExample.parameters)).toBeCloseTo(2700, 9);
  });

  test.each(spanVectors.spreads.filter(({ long }) => long !== undefined))(
    '$id',
    ({ long = 0, short = 0, expect: expected }) => {
      const positions = [calendarPosition(long, 1), calendarPosition(short, -1)];
      expect(needed(positions, calendarParameters)).toBeCloseTo(expected, 9);
      const other = [calendarPosition(long, -1), calendarPosition(short, 1)];
      expect(needed(other, calendarParameters)).toBeCloseTo(expected, 9);
    },
  );
});

describe('charges', () => {
  const future = (month: string, quantity: number): SpanPosition => ({
    contract: aFuture({ month }),
    quantity,
  });
  const part = (of: MarginNode | undefined, ...labels: readonly string[]): MarginNode =>
    labels.reduce<MarginNode>((node, label) => {
      const found = node.parts.find((one) => one.label === label);
      if (found === undefined) throw new Error(`no part "${label}" in ${node.label}`);
      return found;
    }, of!);

  test('tiers of three legs use deltas up, nearest months first', () => {
    const tiers = ['1', '2', '3'].map((name) => ({
      name,
      from: `20250${name}`,
      to: `20250${name}`,
    }));
    const butterfly = {
      priority: 1,
      charge: 100,
      between: 'tiers' as const,
      legs: [
        { of: '1', ratio: 1, side: 'A' as const },
        { of: '2', ratio: 2, side: 'B' as const },
        { of: '3', ratio: 1, side: 'A' as const },
      ],
    };
    const parameters = parametersOf([aCommodity({ tiers, intraSpreads: [butterfly] })]);
    const positions = [future('202501', 5), future('202502', -6), future('202503', 4)];
    // three butterflies: 3, 6 and 3 deltas; the scan of what is net: 3 × 1,000
    expect(needed(positions, parameters)).toBeCloseTo(300 + 3000, 9);
  });

  test('a month near delivery is charged inside spreads and outside them', () => {
    const parameters = parametersOf([
      aCommodity({
        spotMonths: [{ month: '202501', spreadCharge: 7, outrightCharge: 11 }],
        intraSpreads: [
          {
            priority: 1,
            charge: 0,
            between: 'months',
            legs: [
              { of: '202501', ratio: 1, side: 'A' },
              { of: '202502', ratio: 1, side: 'B' },
            ],
          },
        ],
      }),
    ]);
    const positions = [future('202501', 3), future('202502', -2)];
    expect(needed(positions, parameters)).toBeCloseTo(1000 + 2 * 7 + 1 * 11, 9);
  });

  const sold = (
    right: 'call' | 'put',
    quantity: number,
    value: number | null = 0,
  ): SpanPosition => ({
    contract: aFuture({ array: arrayOfRange(0), delta: 0, option: { right, value } }),
    quantity,
  });

  test.each([
    ['gross', 5 * 70],
    ['larger side', 3 * 70],
  ] as const)('short options need their minimum, %s', (method, expected) => {
    const parameters = parametersOf([aCommodity({ shortOptionMinimum: { rate: 70, method } })]);
    const positions = [sold('call', -3), sold('put', -2), sold('put', 4)];
    expect(needed(positions, parameters)).toBe(expected);
  });

  test('the value of options is taken off, of short ones added, but not below nothing', () => {
    const parameters = parametersOf([aCommodity()]);
    expect(needed([future('202501', 1), sold('call', 1, 400)], parameters)).toBeCloseTo(600, 9);
    expect(needed([future('202501', 1), sold('call', -1, 400)], parameters)).toBeCloseTo(1400, 9);
    expect(needed([future('202501', 1), sold('call', 9, 400)], parameters)).toBe(0);
    expect(needed([future('202501', 1), sold('call', 9, null)], parameters)).toBeCloseTo(1000, 9);
  });

  test('initial margin is maintenance by the factor of the account', () => {
    const initialFactors = { member: 1, hedger: 1, speculator: 1.1 };
    const parameters = parametersOf([aCommodity({ initialFactors })]);
    const found = spanMargin([future('202501', 1)], parameters, 'speculator');
    expect(found.ok && found.value.initial[0]?.value).toBeCloseTo(1100, 9);
  });

  test('a spread by a rule that is not built is lacking by name', () => {
    const [spread] = interExample.parameters.interSpreads;
    const parameters = {
      ...interExample.parameters,
      interSpreads: spread === undefined ? [] : [{ ...spread, unsupported: 'not built' }],
    };
    const [whole] = margin(interExample.positions, parameters).maintenance;
    expect(whole?.value).toBe(6000);
    expect(whole?.lacking?.map(({ message }) => message)).toEqual([
      'inter-commodity spread 1: not built',
    ]);
    expect(part(whole, 'corn')).toBeDefined();
  });

  test('a commodity without parameters is said by its code', () => {
    const stranger = { contract: aFuture({ commodity: 'X' }), quantity: 1 };
    expect(spanMargin([stranger], parametersOf([aCommodity()]), 'member')).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('"X"') },
    });
  });
});

describe('scans', () => {
  const quantity = fc.integer({ min: -20, max: 20 });
  const range = fc.double({ min: 1, max: 1e4, noNaN: true });
  const scan = (positions: readonly SpanPosition[]): number =>
    spanScan(positions, 'USD').node.value;

  test('are no more together than apart, and an offset never raises them', () => {
    fc.assert(
      fc.property(quantity, quantity, range, range, (a, b, first, second) => {
        const one = { contract: aFuture({ array: arrayOfRange(first) }), quantity: a };
        const two = { contract: aFuture({ array: arrayOfRange(second) }), quantity: b };
        expect(scan([one, two])).toBeLessThanOrEqual(scan([one]) + scan([two]) + 1e-9);
        expect(scan([one, { ...one, quantity: -a }])).toBeCloseTo(0, 9);
      }),
    );
  });

  test('an option’s array falls with its time, and a long one loses no more than it is worth', () => {
    const option = {
      right: 'call',
      strike: 2500,
      years: 0.2,
      rate: 0.02,
      volatility: 0.2,
    } as const;
    const found = spanArray(
      { price: 2511, pointValue: 50, option, lookahead: 1 / 365 },
      { price: 6000, volatility: 0.05, extremeMultiple: 3, extremeCovered: 0.33 },
    );
    if (!found.ok) throw new Error(found.failure.message);
    const [up = 0, down = 0] = found.value;
    expect(up).toBeLessThan(0);
    expect(down).toBeGreaterThan(0);
    expect((up + down) / 2).toBeGreaterThan(0);
    expect(Math.max(...found.value)).toBeLessThan(50 * 110);
    expect(
      spanArray(
        { price: -1, pointValue: 50, option, lookahead: 0 },
        { price: 1, volatility: 0, extremeMultiple: 3, extremeCovered: 0.33 },
      ).ok,
    ).toBe(false);
  });
});
