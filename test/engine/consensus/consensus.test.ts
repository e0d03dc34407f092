import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, weightedMedian } from '../../../src/engine/consensus/weighted-median.ts';
import type { PriceObservation } from '../../../src/engine/consensus/observation.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant } from '../../support/builders.ts';
import { agreed, reportOf, seen, settings } from './observations.ts';

describe('weighted median', () => {
  test('by hand', () => {
    const of = (...pairs: (readonly [number, number])[]): number =>
      weightedMedian(pairs.map(([value, weight]) => ({ value, weight })));
    expect(of([3, 1], [1, 1], [2, 1])).toBe(2);
    // exactly half below 1 and above 2
    expect(of([1, 1], [2, 1])).toBe(1.5);
    expect(of([1, 1], [2, 3])).toBe(2);
    // weights 1, 2, 4, 1: half of 8 is passed within the third
    expect(of([10, 1], [20, 2], [30, 4], [40, 1])).toBe(30);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('by hand', () => {
  test('the weighted median, with how far the sources are apart', () => {
    const found = agreed(
      reportOf([seen('a', 100), seen('b', 100.04, { weight: 3 }), seen('c', 99.98)]),
    );
    // weights 1 at 99.98, 1 at 100, 3 at 100.04: half of 5 is passed at 100.04
    expect(found).toMatchObject({ value: 100.04, low: 99.98, high: 100.04, remark: null });
    expect(found.dispersion).toBeCloseTo(0.06, 12);
  });

  test('a liar beyond the band is fenced by that rule and by how far, and in no average', () => {
    const { consensus, fenced } = reportOf([
      seen('a', 100),
      seen('b', 100.02),
      seen('c', 99.98),
      seen('liar', 120, { weight: 1_000 }),
    ]);
    expect(consensus).toMatchObject({ value: { value: 100 } });
    // judged by the median of all four, 100.01
    const distance = (120 - 100.01) / 100.01;
    expect(fenced).toEqual([
      {
        source: 'liar',
        value: 120,
        breach: { rule: 'band', distance: expect.closeTo(distance, 12), limit: 0.02 },
        readmittedAt: null,
      },
    ]);
  });

  test('a source too far for how close the others lie is fenced by deviations', () => {
    const { fenced } = reportOf([
      seen('a', 100),
      seen('b', 100.01),
      seen('c', 99.97),
      seen('d', 100.02),
      seen('far', 98.9),
    ]);
    // median 100, deviations 0, 0.01, 0.03, 0.02, 1.1: median 0.02 × 1.4826 × 5 ÷ 100 = 14.8 bps
    expect(fenced).toMatchObject([{ source: 'far', breach: { rule: 'deviations' } }]);
    expect(fenced[0]?.breach?.limit).toBeCloseTo((0.02 * 1.482602218505602 * 5) / 100, 9);
    expect(fenced[0]?.breach?.distance).toBeCloseTo(-0.011, 12);
  });

  test('nobody nearer than the floor is fenced, however close the others lie', () => {
    const same = [seen('a', 100), seen('b', 100), seen('c', 100), seen('near', 100.09)];
    expect(reportOf(same).fenced).toEqual([]);
    expect(reportOf([...same.slice(0, 3), seen('off', 100.11)]).fenced).toMatchObject([
      { source: 'off', breach: { rule: 'deviations', limit: 0.001 } },
    ]);
  });

  test('the band holds where the others lie far apart', () => {
    const loose = { ...settings, deviations: 1_000 };
    const wide = [seen('a', 99), seen('b', 100), seen('c', 101)];
    // the median of all five is 100
    const fencedBy = (value: number) =>
      reportOf([...wide, seen('d', 100), seen('x', value)], undefined, 0, loose).fenced;
    expect(fencedBy(102)).toEqual([]);
    expect(fencedBy(102.01)).toMatchObject([{ source: 'x', breach: { rule: 'band' } }]);
  });

  test('weights do not move the fence', () => {
    const { fenced, consensus } = reportOf([
      seen('a', 100),
      seen('b', 100.01),
      seen('heavy', 103, { weight: 99 }),
    ]);
    expect(fenced.map(({ source }) => source)).toEqual(['heavy']);
    expect(consensus).toMatchObject({ value: { value: expect.closeTo(100.005, 9) } });
  });
});

describe('observations that do not count', () => {
  const three = [seen('a', 100), seen('b', 100), seen('c', 100)];

  test('stale by the limit of the source', () => {
    const slow = { ...settings, oldest: { all: 60_000, by: new Map([['oracle', 3_600_000]]) } };
    const at = instant(anInstant - 60_001);
    const old = [seen('oracle', 100.01, { at }), seen('venue', 100.01, { at })];
    const { stale, consensus } = reportOf([...three, ...old], undefined, 0, slow);
    expect(stale.map(({ message }) => message)).toEqual(['venue is 60001 ms old, more than 60000']);
    expect(consensus).toMatchObject({ value: { oldest: at } });
    expect(agreed({ ...reportOf([]), consensus }).used).toHaveLength(4);
  });

  test('just at its limit a time is neither stale nor ahead', () => {
    const edge = [-60_000, 2_000].map((ms) =>
      seen(`at ${ms}`, 100, { at: instant(anInstant + ms) }),
    );
    const { stale, refused, consensus } = reportOf([...three, ...edge]);
    expect([...stale, ...refused]).toEqual([]);
    expect(agreed({ ...reportOf([]), consensus }).used).toHaveLength(5);
  });

  test.each([
    ['a price of 0', { value: 0 }, 'x: price 0 is not positive'],
    ['no number', { value: Number.NaN }, 'x: price NaN is not positive'],
    ['no weight', { weight: 0 }, 'x: weight 0 is not positive'],
    ['a negative confidence', { confidence: -1 }, 'x: confidence -1 is no half-width'],
    ['a time ahead', { at: instant(anInstant + 2_001) }, 'x: dated 2001 ms ahead, more than 2000'],
  ] as const)('broken: %s', (_, fields, message) => {
    const { refused, consensus } = reportOf([...three, seen('x', 100, fields)]);
    expect(refused.map((one) => one.message)).toEqual([message]);
    expect(consensus).toMatchObject({ ok: true, value: { value: 100 } });
  });

  test('given twice', () => {
    const { refused, consensus } = reportOf([...three, seen('x', 100), seen('x', 101)]);
    expect(refused).toMatchObject([{ reason: 'conflict', message: 'x is given 2 times' }]);
    expect(agreed({ ...reportOf([]), consensus }).used).toHaveLength(3);
  });

  test('nothing fresh is no price', () => {
    expect(reportOf([]).consensus).toMatchObject({ failure: { reason: 'missing-market-data' } });
  });
});

describe('fewer than three', () => {
  test('one stands alone, and it is said', () => {
    expect(agreed(reportOf([seen('a', 100)]))).toMatchObject({
      value: 100,
      dispersion: null,
      remark: '1 of three sources that it takes: no outlier can be told, a is trusted most',
    });
  });

  test('of two the one that is trusted most', () => {
    const two = [seen('a', 100), seen('b', 100.5, { weight: 2 })];
    expect(agreed(reportOf(two))).toMatchObject({ value: 100.5, dispersion: 0.5 });
    expect(agreed(reportOf(two)).remark).toMatch(/b is trusted most$/);
  });

  test('two further apart than the band are refused, and neither is fenced', () => {
    const { consensus, fenced, next } = reportOf([seen('a', 100), seen('b', 103, { weight: 9 })]);
    expect(consensus).toMatchObject({ failure: { reason: 'conflict' } });
    expect(fenced).toEqual([]);
    expect(next.size).toBe(0);
  });

  test('three of which no two agree are refused', () => {
    const { consensus, next } = reportOf([seen('a', 100), seen('b', 110), seen('c', 120)]);
    expect(consensus).toMatchObject({
      failure: { message: 'of 3 sources only 1 agree: there is no consensus' },
    });
    expect(next.size).toBe(0);
  });

  test('two against two are refused', () => {
    const four = [seen('a', 100), seen('b', 100), seen('c', 110), seen('d', 110)];
    expect(reportOf(four).consensus).toMatchObject({ failure: { reason: 'conflict' } });
  });
});

describe('coming back', () => {
  const minute = 60_000;
  const at = (minutes: number, liar: number | null) => {
    const now = { at: instant(anInstant + minutes * minute) };
    const honest = [seen('a', 100, now), seen('b', 100, now), seen('c', 100, now)];
    return liar === null ? honest : [...honest, seen('x', liar, now)];
  };

  test('a fenced source counts again after agreeing for the stated time, and not before', () => {
    let state = reportOf(at(0, 150)).next;
    expect([...state]).toEqual([['x', { agreesSince: null }]]);
    for (const minutes of [1, 5, 10]) {
      const report = reportOf(at(minutes, 100.05), state, minutes * minute);
      expect(report.fenced).toEqual([
        { source: 'x', value: 100.05, breach: null, readmittedAt: anInstant + 11 * minute },
      ]);
      expect(agreed(report).used).toHaveLength(3);
      state = report.next;
    }
    const back = reportOf(at(11, 100.05), state, 11 * minute);
    expect(back.fenced).toEqual([]);
    expect(back.next.size).toBe(0);
    expect(agreed(back).used).toHaveLength(4);
  });

  test.each([
    ['lying', 150],
    ['silence', null],
  ])('%s in between begins the time anew', (_, liar) => {
    let state = reportOf(at(0, 150)).next;
    state = reportOf(at(1, 100), state, minute).next;
    state = reportOf(at(5, liar), state, 5 * minute).next;
    expect(state.get('x')).toEqual({ agreesSince: null });
    state = reportOf(at(6, 100), state, 6 * minute).next;
    expect(state.get('x')).toEqual({ agreesSince: anInstant + 6 * minute });
    expect(reportOf(at(15, 100), state, 15 * minute).next.has('x')).toBe(true);
    expect(reportOf(at(16, 100), state, 16 * minute).next.has('x')).toBe(false);
  });

  test('a fenced source has no say in who is fenced', () => {
    // c lies with x: by four voices none could be told, by the trusted three c can
    const state = reportOf(at(0, 150)).next;
    const now = { at: instant(anInstant + minute) };
    const four = [
      seen('a', 100, now),
      seen('b', 100, now),
      seen('c', 150, now),
      seen('x', 150, now),
    ];
    const report = reportOf(four, state, minute);
    expect(agreed(report).value).toBe(100);
    expect(report.fenced.map(({ source }) => source)).toEqual(['c', 'x']);
  });

  test('where only fenced sources are left there is no consensus until one is back', () => {
    const fenced = new Map([
      ['a', { agreesSince: null }],
      ['b', { agreesSince: null }],
      ['c', { agreesSince: null }],
    ]);
    const first = reportOf(at(0, null), fenced, 0);
    expect(first.consensus).toMatchObject({ failure: { reason: 'conflict' } });
    expect(first.fenced.map(({ readmittedAt }) => readmittedAt)).toEqual(
      [1, 2, 3].map(() => anInstant + 10 * minute),
    );
    expect(agreed(reportOf(at(10, null), first.next, 10 * minute)).value).toBe(100);
  });

  test('with no waiting time a source that agrees counts at once', () => {
    const now = { ...settings, readmitAfter: 0 };
    const state = reportOf(at(0, 150), undefined, 0, now).next;
    expect(state.has('x')).toBe(true);
    expect(agreed(reportOf(at(1, 100), state, minute, now)).used).toHaveLength(4);
  });
});

describe('for any sources', () => {
  const weight = fc.integer({ min: 1, max: 9 });
  const source = (name: number, value: number, weighs: number): PriceObservation =>
    seen(`s${name}`, value, { weight: weighs });
  /** Three to seven within 8 basis points of 100, so that the floor lets all in. */
  const honest = fc
    .array(fc.tuple(fc.integer({ min: -4, max: 4 }), weight), { minLength: 3, maxLength: 7 })
    .map((all) => all.map(([ticks, weighs], i) => source(i, 100 + ticks / 100, weighs)));
  const any = fc
    .array(fc.tuple(fc.double({ min: 90, max: 110, noNaN: true }), weight), {
      minLength: 1,
      maxLength: 8,
    })
    .map((all) => all.map(([price, weighs], i) => source(i, price, weighs)));
  const lie = fc.oneof(
    fc.double({ min: 1e-9, max: 97, noNaN: true }),
    fc.double({ min: 103, max: 1e12, noNaN: true }),
  );

  test('the consensus lies within the range of those that are not fenced', () => {
    fc.assert(
      fc.property(any, (observations) => {
        const { consensus, fenced } = reportOf(observations);
        if (!consensus.ok) return;
        const out = new Set(fenced.map((one) => one.source));
        const values = observations.filter((one) => !out.has(one.source)).map((one) => one.value);
        expect(consensus.value.value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(consensus.value.value).toBeLessThanOrEqual(Math.max(...values));
        expect(consensus.value.used).toHaveLength(values.length);
      }),
    );
  });

  test('one liar, however heavy, moves nothing', () => {
    fc.assert(
      fc.property(honest, lie, fc.integer({ min: 1, max: 1e6 }), (observations, price, weighs) => {
        const lied = reportOf([seen('liar', price, { weight: weighs }), ...observations]);
        expect(agreed(lied)).toEqual(agreed(reportOf(observations)));
        expect(lied.fenced.map((one) => one.source)).toEqual(['liar']);
      }),
    );
  });

  test('in whatever order they come, the report is the same', () => {
    fc.assert(
      fc.property(any, (observations) => {
        expect(reportOf(observations.toReversed())).toEqual(reportOf(observations));
      }),
    );
  });

  test('in another unit the consensus is the same price', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: -40, max: 40 }), (observations, power) => {
        // powers of two leave every digit as it is
        const scale = 2 ** power;
        const scaled = observations.map((one) => ({ ...one, value: one.value * scale }));
        const [plain, other] = [reportOf(observations), reportOf(scaled)];
        expect(other.consensus.ok).toBe(plain.consensus.ok);
        expect(other.next).toEqual(plain.next);
        if (plain.consensus.ok) {
          expect(agreed(other).value).toBe(plain.consensus.value.value * scale);
        }
      }),
    );
  });
});
