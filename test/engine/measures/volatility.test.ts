import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dynamicCorrelation,
  dynamicFit,
} from '../../../src/engine/measures/volatility/dynamic-correlation.ts';
import { garchFit } from '../../../src/engine/measures/volatility/garch-fit.ts';
import { garchPath, varianceForecast } from '../../../src/engine/measures/volatility/garch.ts';
import { leastSquares } from '../../../src/engine/measures/volatility/least-squares.ts';
import { rangeVariances } from '../../../src/engine/measures/volatility/range.ts';
import { realisedForecast } from '../../../src/engine/measures/volatility/realised.ts';

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/garch.json', import.meta.url), 'utf8'),
) as {
  readonly cases: readonly { readonly tag: string; readonly returns_oldest_first: number[] }[];
};
const germanMark = Float64Array.from(
  vectors.cases.find(({ tag }) => tag.startsWith('dem2gbp'))!.returns_oldest_first,
);

describe('garch', () => {
  test('finds the published optimum of the mark against the pound', () => {
    // Fiorentini, Calzolari & Panattoni (1996), the benchmark of Brooks, Burke & Persand (2001).
    const fit = garchFit(germanMark, { asymmetric: false, law: 'normal' });
    if (!fit.ok) expect.fail(fit.failure.message);
    expect(fit.value.logLikelihood).toBeCloseTo(-1106.6079, 4);
    expect(fit.value.parameters.mean).toBeCloseTo(-0.00619041, 5);
    expect(fit.value.parameters.omega).toBeCloseTo(0.0107614, 5);
    expect(fit.value.parameters.alpha).toBeCloseTo(0.153134, 4);
    expect(fit.value.parameters.beta).toBeCloseTo(0.805974, 4);
  });

  test('does not depend on the unit of the returns', () => {
    const model = { asymmetric: true, law: 'student' } as const;
    const series = germanMark.slice(0, 500);
    const one = garchFit(series, model);
    const other = garchFit(
      series.map((r) => r / 100),
      model,
    );
    if (!one.ok || !other.ok) expect.fail('both have a fit');
    const shift = series.length * Math.log(100);
    expect(other.value.logLikelihood - one.value.logLikelihood).toBeCloseTo(shift, 4);
    expect(other.value.persistence).toBeCloseTo(one.value.persistence, 2);
  });

  test('by hand: two days', () => {
    // Mean square 1; h₁ = 0.1 + 0.2 + 0.5; h₂ = 0.1 + 0.2 × 1 + 0.5 × 0.8
    const { variances } = garchPath(Float64Array.from([1, -1]), {
      mean: 0,
      omega: 0.1,
      alpha: 0.2,
      beta: 0.5,
      gamma: 0,
      freedom: null,
    });
    expect([...variances]).toEqual([0.8, 0.7, 0.65].map((h) => expect.closeTo(h, 12)));
  });

  test('forecasts tend to the long-run variance', () => {
    const parameters = { mean: 0, omega: 0.1, alpha: 0.1, beta: 0.7, gamma: 0.2, freedom: null };
    // omega ÷ (1 − 0.9)
    const forecast = varianceForecast(parameters, 3, 500);
    expect(forecast[0]).toBe(3);
    expect(forecast[1]).toBeCloseTo(1 + 0.9 * 2, 12);
    expect(forecast.at(-1)).toBeCloseTo(1, 12);
  });

  test('of too few returns, or of ones that do not vary, is a reason', () => {
    const model = { asymmetric: false, law: 'normal' } as const;
    expect(garchFit(new Float64Array(10), model)).toMatchObject({ ok: false });
    expect(garchFit(new Float64Array(100).fill(0.01), model)).toMatchObject({ ok: false });
  });
});

test('least squares by hand: y = 1 + 2x and a residual', () => {
  // x 0, 1, 2 and y 1, 4, 4: slope 3/2, constant 3/2, residuals −1/2, 1, −1/2.
  const found = leastSquares(
    [
      [1, 0],
      [1, 1],
      [1, 2],
    ],
    [1, 4, 4],
    0,
  );
  if (!found.ok) expect.fail(found.failure.message);
  expect(found.value.coefficients).toEqual([expect.closeTo(1.5, 12), expect.closeTo(1.5, 12)]);
  expect(found.value.determination).toBeCloseTo(1 - 1.5 / 6, 12);
  // s² = 1.5; variance of the slope s² ÷ 2.
  expect(found.value.errors[1]).toBeCloseTo(Math.sqrt(0.75), 12);
  expect(
    leastSquares(
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      [1, 2, 3],
      0,
    ),
  ).toMatchObject({ ok: false });
});

test('a realised variance that never changes, or is too short, has a reason and no forecast', () => {
  const model = { week: 5, month: 22, logarithms: false, lags: 5 };
  expect(realisedForecast(Array(60).fill(0.01), model)).toMatchObject({
    ok: false,
    failure: { reason: 'not-applicable' },
  });
  expect(realisedForecast(Array(10).fill(0.01), model)).toMatchObject({
    ok: false,
    failure: { reason: 'missing-market-data' },
  });
});

test('range variances of bars without any range are zero, and of two bars a reason', () => {
  const flat = { open: 5, high: 5, low: 5, close: 5 };
  expect(rangeVariances([flat, flat, flat])).toEqual({
    ok: true,
    value: {
      parkinson: 0,
      garmanKlass: 0,
      rogersSatchell: 0,
      yangZhang: 0,
      closeToClose: 0,
    },
  });
  expect(rangeVariances([flat, flat])).toMatchObject({ ok: false });
});

describe('dynamic correlation', () => {
  const residuals = fc
    .array(fc.integer({ min: -30, max: 30 }), { minLength: 60, maxLength: 60 })
    .map((numbers) => Float64Array.from(numbers, (z) => z / 10))
    .filter((z) => [0, 1].every((c) => new Set(z.filter((_, at) => at % 2 === c)).size > 4));

  test('is a correlation, and a fit is no worse than a constant one', () => {
    fc.assert(
      fc.property(residuals, (z) => {
        const fit = dynamicFit(z, 2);
        const constant = dynamicCorrelation(z, 2, { news: 0, memory: 0 });
        expect(fit.logLikelihood).toBeGreaterThanOrEqual(constant.logLikelihood);
        expect([fit.next[0], fit.next[3]]).toEqual([1, 1]);
        expect(Math.abs(fit.next[1]!)).toBeLessThanOrEqual(1);
        expect(fit.next[1]).toBe(fit.next[2]);
      }),
      { numRuns: 5 },
    );
  });

  test('of series that are one is not definite: no likelihood', () => {
    const twice = Float64Array.from([1, 1, -1, -1, 0.5, 0.5]);
    expect(dynamicCorrelation(twice, 2, { news: 0.05, memory: 0.9 }).logLikelihood).toBe(-Infinity);
  });
});
