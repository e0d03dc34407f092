import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  correlationModels,
  type CorrelationAnswer,
  type CorrelationEdit,
  type CorrelationModel,
} from '../../../src/engine/contract/correlation.ts';
import { correlationAnswer } from '../../../src/engine/measures/correlations/answer.ts';
import { correlationDifference } from '../../../src/engine/measures/correlations/difference.ts';
import { editedCorrelations } from '../../../src/engine/measures/correlations/edits.ts';
import {
  correlationInterval,
  effectiveDays,
} from '../../../src/engine/measures/correlations/fisher.ts';
import { pairAnswer, usualPair } from '../../../src/engine/measures/correlations/pair.ts';
import { pairReturns } from '../../../src/engine/measures/correlations/pair-days.ts';
import { tailDependence } from '../../../src/engine/measures/correlations/tail-dependence.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import { normalDraw } from '../../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../src/engine/values/outcome.ts';
import { aRiskInput } from '../../support/risk-input.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

/** A history of log returns that begin on a day. */
function aSeries(code: string, returns: readonly number[], first = 20_000): PriceSeries {
  const closes = [100];
  for (const one of returns) closes.push(closes.at(-1)! * Math.exp(one));
  return {
    asset: asset(code),
    days: Int32Array.from(closes, (_, i) => first + i),
    closes: Float64Array.from(closes),
    source: `${code}.csv`,
  };
}

/** Normal returns that share a common factor by given weights, [asset]. */
function factorSeries(seed: number, days: number, weights: readonly number[]): PriceSeries[] {
  const random = mersenneTwister(seed);
  const rows = Array.from({ length: days }, () => {
    const common = normalDraw(random);
    return weights.map((w) => 0.02 * (w * common + Math.sqrt(1 - w ** 2) * normalDraw(random)));
  });
  return weights.map((_, a) =>
    aSeries(
      `A${a}`,
      rows.map((row) => row[a]!),
    ),
  );
}

const { measures } = aRiskInput().parameters;

function answer(
  model: CorrelationModel,
  history: readonly PriceSeries[],
  window: number | null = null,
): CorrelationAnswer {
  const assets = history.map((one) => one.asset);
  return value(correlationAnswer({ model, window }, assets, history, measures));
}

const at = (of: CorrelationAnswer, a: string, b: string): number => {
  const [i, j] = [of.assets.indexOf(asset(a)), of.assets.indexOf(asset(b))];
  return of.matrix[i * of.assets.length + j]!;
};

/** Pearson's formula, by itself. */
function pearson(x: readonly number[], y: readonly number[]): number {
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((one, i) => {
    xy += (one - mx) * (y[i]! - my);
    xx += (one - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  });
  return xy / Math.sqrt(xx * yy);
}

const returnsOf = ({ closes }: PriceSeries): number[] =>
  Array.from(closes.subarray(1), (close, i) => Math.log(close / closes[i]!));

test.each([...correlationModels])(
  '%s gives a correlation matrix in order of similarity with its intervals',
  (model) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), { minLength: 2, maxLength: 6 }),
        (seed, weights) => {
          const found = answer(model, factorSeries(seed, 120, weights), 60);
          const n = weights.length;
          expect(found.assets.toSorted()).toEqual(weights.map((_, a) => `A${a}`));
          expect(symmetricEigen(found.matrix, n).values[0]!).toBeGreaterThan(-1e-9);
          expect(found.merges).toHaveLength(n - 1);
          for (let i = 0; i < n; i++) {
            expect(found.matrix[i * n + i]).toBe(1);
            for (let j = 0; j < n; j++) {
              const k = i * n + j;
              expect(found.matrix[k]).toBe(found.matrix[j * n + i]);
              expect(Math.abs(found.matrix[k]!)).toBeLessThanOrEqual(1);
              expect(found.low[k]!).toBeLessThanOrEqual(found.high[k]!);
              expect(found.significant[k]).toBe(found.low[k]! > 0 || found.high[k]! < 0 ? 1 : 0);
            }
          }
        },
      ),
      { numRuns: model === 'dynamic' ? 4 : 15 },
    );
  },
);

describe('what each model says', () => {
  const history = factorSeries(11, 300, [0.9, 0.8, -0.5, 0.1]);

  test('the sample is Pearson’s formula over the newest returns of the window', () => {
    const found = answer('sample', history, 125);
    const [a, c] = [history[0]!, history[2]!].map((one) => returnsOf(one).slice(-125));
    expect(at(found, 'A0', 'A2')).toBeCloseTo(pearson(a!, c!), 12);
    expect(found).toMatchObject({ observations: 125, effectiveDays: 125, repair: null });
  });

  test('EWMA weighs products about zero, the newest the most, and counts fewer days', () => {
    const found = answer('ewma', history, 250);
    const [x, y] = [history[0]!, history[1]!].map((one) => returnsOf(one).slice(-250));
    let [xy, xx, yy, w, ww] = [0, 0, 0, 0, 0];
    x!.forEach((one, i) => {
      const weight = 0.97 ** (249 - i);
      xy += weight * one * y![i]!;
      xx += weight * one ** 2;
      yy += weight * y![i]! ** 2;
      w += weight;
      ww += weight ** 2;
    });
    expect(at(found, 'A0', 'A1')).toBeCloseTo(xy / Math.sqrt(xx * yy), 12);
    expect(found.effectiveDays).toBeCloseTo(w ** 2 / ww, 9);
  });

  test('shrinkage to identity lowers every correlation by its weight', () => {
    const [sample, shrunk] = [answer('sample', history), answer('shrunk-to-identity', history)];
    expect(shrunk.intensity).toBeGreaterThan(0);
    const expected = (1 - shrunk.intensity!) * at(sample, 'A0', 'A1');
    // The library divides by n, the standard deviations by n − 1.
    expect(at(shrunk, 'A0', 'A1')).toBeCloseTo(expected, 4);
    expect(shrunk.leastEigenvalue).toBeGreaterThan(sample.leastEigenvalue);
  });

  test('the dynamic model follows a break that the sample does not see, and says by which weights', () => {
    const random = mersenneTwister(5);
    const rows = Array.from({ length: 400 }, (_, day) => {
      const [x, z] = [normalDraw(random), normalDraw(random)];
      const rho = day < 300 ? 0.9 : -0.6;
      return [0.01 * x, 0.01 * (rho * x + Math.sqrt(1 - rho ** 2) * z)];
    });
    const broken = [0, 1].map((a) =>
      aSeries(
        `A${a}`,
        rows.map((row) => row[a]!),
      ),
    );
    const wide = { ...measures, lookback: 400 };
    const of = (model: CorrelationModel): CorrelationAnswer =>
      value(correlationAnswer({ model, window: null }, [asset('A0'), asset('A1')], broken, wide));
    expect(at(of('sample'), 'A0', 'A1')).toBeGreaterThan(0.2);
    expect(at(of('dynamic'), 'A0', 'A1')).toBeLessThan(-0.2);
    expect(of('dynamic').dynamics!.news).toBeGreaterThan(0.01);
  });

  test('the dynamic model refuses more assets than its two weights can serve', () => {
    const many = factorSeries(
      3,
      100,
      Array.from({ length: 21 }, () => 0.5),
    );
    const found = correlationAnswer(
      { model: 'dynamic', window: 60 },
      many.map((one) => one.asset),
      many,
      measures,
    );
    expect(found).toMatchObject({ ok: false, failure: { reason: 'limit-exceeded' } });
  });

  test('what has no history, or too little of it, is left out by name', () => {
    const short = aSeries('NEW', [0.01, -0.02], 20_290);
    const found = value(
      correlationAnswer(
        { model: 'sample', window: null },
        [...history.map((one) => one.asset), asset('NEW'), asset('NONE')],
        [...history, short],
        measures,
      ),
    );
    expect(found.excluded.map(({ asset: of }) => of)).toEqual(['NONE', 'NEW']);
    expect(found.excluded[0]!.reason).toBe('no price history');
    expect(found.assets).not.toContain('NEW');
  });
});

describe('rules of the user for young coins', () => {
  const [a, b, c] = factorSeries(8, 300, [0.8, 0.7, 0.5]);
  const remark = 'A1: 100 days before its own 200 follow A0';
  const ruled: PriceSeries[] = [a!, { ...b!, remark }, { ...c!, rule: 'exclude' }];

  test.each(['sample', 'pairwise'] as const)(
    '%s leaves out what is not wanted, and says what is filled in',
    (model) => {
      const found = answer(model, ruled);
      expect(found.assets.toSorted()).toEqual(['A0', 'A1']);
      expect(found.excluded).toMatchObject([{ asset: 'A2' }]);
      expect(found.excluded[0]!.reason).toContain('as you want it');
      expect(found.notes).toContain(remark);
    },
  );

  test('a pair says so too', () => {
    const found = value(pairAnswer(ruled[0]!, ruled[1]!, { ...usualPair, window: 250 }));
    expect(found.notes).toEqual([remark]);
  });
});

describe('pairs over gaps', () => {
  test('each pair on its own days: a third with few days takes none from it', () => {
    const [a, b, c] = factorSeries(2, 200, [0.8, 0.7, -0.3]);
    const late = aSeries('LATE', returnsOf(c!).slice(-80), 20_120);
    const found = answer('pairwise', [a!, b!, late]);
    expect(found.repair).toBeNull();
    expect(at(found, 'A0', 'A1')).toBeCloseTo(pearson(returnsOf(a!), returnsOf(b!)), 12);
    const joint = pearson(returnsOf(a!).slice(-80), returnsOf(c!).slice(-80));
    expect(at(found, 'A0', 'LATE')).toBeCloseTo(joint, 12);
    const [i, j] = [found.assets.indexOf(asset('A0')), found.assets.indexOf(asset('LATE'))];
    expect(found.days[i * 3 + j]).toBe(80);
  });

  test('estimates that contradict each other are brought to the nearest correlation matrix', () => {
    // A with B and A with C move as one, B with C against each other, each on days of their own
    const random = mersenneTwister(4);
    const draw = (): number[] => Array.from({ length: 100 }, () => 0.01 * normalDraw(random));
    const [x, y, z] = [draw(), draw(), draw()];
    const parts = (code: string, ...pieces: readonly (readonly [number, readonly number[]])[]) => {
      const all = pieces.map(([first, returns]) => aSeries(code, returns, first));
      return {
        ...all[0]!,
        days: Int32Array.from(all.flatMap(({ days }) => [...days])),
        closes: Float64Array.from(all.flatMap(({ closes }) => [...closes])),
      };
    };
    const history = [
      parts('A', [20_000, x], [21_000, y]),
      parts('B', [20_000, x], [22_000, z]),
      parts('C', [21_000, y], [22_000, z.map((r) => -r)]),
    ];
    const found = answer('pairwise', history);
    expect(found.repair!.least).toBeCloseTo(-1, 9);
    expect(found.leastEigenvalue).toBeGreaterThan(-1e-10);
    // Nearest to (1, 1, −1): by symmetry (½, ½, −½), each entry ½ away
    expect(at(found, 'A', 'B')).toBeCloseTo(0.5, 7);
    expect(at(found, 'B', 'C')).toBeCloseTo(-0.5, 7);
    expect(found.repair!.distance).toBeCloseTo(Math.sqrt(6 * 0.25), 7);
  });

  test('days that only one has are skipped, and long gaps give no return', () => {
    const days = (list: readonly number[]): PriceSeries => ({
      asset: asset('X'),
      days: Int32Array.from(list),
      closes: Float64Array.from(list, (day) => Math.exp(day / 100)),
      source: 'x',
    });
    const { days: ends, first } = pairReturns(
      days([1, 2, 3, 5, 20, 21]),
      days([1, 3, 5, 20, 21]),
      9,
    );
    expect([...ends]).toEqual([3, 5, 21]);
    expect(first[0]).toBeCloseTo(0.02, 12);
    expect([...pairReturns(days([1, 2, 3]), days([1, 2, 3]), 1).days]).toEqual([3]);
  });
});

test('an interval by Fisher’s transformation, by hand', () => {
  // artanh 0.5 = 0.549306, 1.959964 ÷ √25 = 0.391993
  const { low, high } = correlationInterval(0.5, 28);
  expect(low).toBeCloseTo(Math.tanh(0.549306 - 0.391993), 6);
  expect(high).toBeCloseTo(Math.tanh(0.549306 + 0.391993), 6);
  expect(correlationInterval(0.5, 3)).toEqual({ low: -1, high: 1 });
  expect(correlationInterval(1, 50)).toEqual({ low: 1, high: 1 });
  expect(effectiveDays(7, 1)).toBe(7);
  // 1, ½: (1.5)² ÷ 1.25
  expect(effectiveDays(2, 0.5)).toBeCloseTo(1.8, 12);
});

test('the difference is first less second on what both have, and marks what does not meet', () => {
  const history = factorSeries(9, 260, [0.95, 0.9, 0.2]);
  const first = answer('sample', history);
  const second = answer('shrunk-by-oracle', history.slice(0, 2), 250);
  const same = correlationDifference(first, first);
  expect(same).toMatchObject({ apartPairs: 0, largest: 0 });
  expect(same.matrix.every((one) => one === 0)).toBe(true);
  const between = correlationDifference(first, second);
  expect(between.assets.toSorted()).toEqual(['A0', 'A1']);
  expect(between.matrix[1]).toBeCloseTo(at(first, 'A0', 'A1') - at(second, 'A0', 'A1'), 12);
  const turned = { ...first, low: first.low.map((x) => x - 2), high: first.high.map((x) => x - 2) };
  expect(correlationDifference(first, turned).apartPairs).toBe(3);
});

describe('a pair', () => {
  test('rolls over its window and ends on its last day', () => {
    const [a, b] = factorSeries(6, 200, [0.9, 0.9]);
    const found = value(pairAnswer(a!, b!, { ...usualPair, window: 150 }));
    expect(found.days).toHaveLength(150);
    expect(found.rolling.days).toHaveLength(91);
    expect(found.rolling.days.at(-1)).toBe(found.days.at(-1));
    const last = pearson(returnsOf(a!).slice(-60), returnsOf(b!).slice(-60));
    expect(found.rolling.values.at(-1)).toBeCloseTo(last, 12);
  });

  test('tails that always meet, and never', () => {
    const x = Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % 200) - 100);
    for (const one of tailDependence(x, x, 0.05, 0.99)) {
      expect(one).toMatchObject({ share: 1, days: 10, both: 10 });
    }
    for (const one of tailDependence(
      x,
      x.map((r) => -r),
      0.05,
      0,
    )) {
      expect(one).toMatchObject({ share: 0, low: 0 });
      // A normal copula without correlation has the tail itself: 10 of 200
      expect(one.normal).toBeCloseTo(0.05, 9);
    }
    expect(tailDependence(x.subarray(0, 10), x.subarray(0, 10), 0.05, 0)).toEqual([]);
  });

  test('without joint days is refused', () => {
    const found = pairAnswer(aSeries('A', [0.1], 1), aSeries('B', [0.1], 900), {
      ...usualPair,
      window: 100,
    });
    expect(found).toMatchObject({ ok: false, failure: { reason: 'missing-market-data' } });
  });
});

describe('edits of correlations', () => {
  const assets = [asset('A'), asset('B'), asset('C')];
  const matrix = Float64Array.of(1, 0.8, 0.4, 0.8, 1, -0.2, 0.4, -0.2, 1);
  const edited = (...edits: Parameters<typeof editedCorrelations>[2]): number[] => [
    ...value(editedCorrelations(matrix, assets, edits, () => ok(new Float64Array(9).fill(1)))),
  ];

  test('by hand, one after the other', () => {
    expect(edited({ is: 'pair', pair: ['A', 'C'], to: -1 })).toEqual([
      1, 0.8, -1, 0.8, 1, -0.2, -1, -0.2, 1,
    ]);
    expect(edited({ is: 'multiply', by: 2, among: null })[1]).toBe(1);
    // Half of the way from 0.8 to a past in which all was one
    expect(edited({ is: 'as-in', from: 'x', to: 'y', strength: 0.5 })[1]).toBeCloseTo(0.9, 12);
    expect(edited({ is: 'decorrelate', strength: 1, among: ['A', 'B'] })).toEqual([
      1, 0, 0.4, 0, 1, -0.2, 0.4, -0.2, 1,
    ]);
    expect(edited({ is: 'all-to-one', strength: 1, among: null }).every((one) => one === 1)).toBe(
      true,
    );
    expect(
      edited(
        { is: 'pair', pair: ['A', 'B'], to: 0.5 },
        { is: 'multiply', by: 0.5, among: null },
      )[1],
    ).toBe(0.25);
  });

  test('of what is not there are refused by name', () => {
    const none = () => fail('missing-market-data', 'no such days');
    const edit = (of: CorrelationEdit) => editedCorrelations(matrix, assets, [of], none);
    const found = edit({ is: 'pair', pair: ['A', 'X'], to: 0 });
    expect(found.ok ? '' : found.failure.message).toContain('"X": there are A, B, C');
    expect(edit({ is: 'pair', pair: ['A', 'A'], to: 0 }).ok).toBe(false);
    const past = edit({ is: 'as-in', from: '2025-01-01', to: '2025-02-01', strength: 1 });
    expect(past.ok ? '' : past.failure.message).toBe('no such days');
  });
});
