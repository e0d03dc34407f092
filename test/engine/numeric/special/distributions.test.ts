import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bivariateNormalCumulative } from '../../../../src/engine/numeric/special/bivariate-normal.ts';
import {
  chiSquaredCumulative,
  chiSquaredQuantile,
  chiSquaredTail,
} from '../../../../src/engine/numeric/special/chi-squared.ts';
import { normalCumulative, normalDensity } from '../../../../src/engine/numeric/special/normal.ts';
import {
  studentCumulative,
  studentDensity,
  studentQuantile,
} from '../../../../src/engine/numeric/special/student.ts';
import {
  normalShortfall,
  studentShortfall,
  tailDependence,
} from '../../../../src/engine/numeric/special/tail-expectation.ts';

const anywhere = fc.double({ min: -50, max: 50, noNaN: true });
const probability = fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true });
const freedom = fc.double({ min: 0.8, max: 500, noNaN: true });
const correlation = fc.double({ min: -0.9999, max: 0.9999, noNaN: true });

test('t of one degree is Cauchy, of two has a closed form', () => {
  fc.assert(
    fc.property(anywhere, (x) => {
      expect(studentCumulative(x, 1)).toBeCloseTo(0.5 + Math.atan(x) / Math.PI, 13);
      expect(studentCumulative(x, 2)).toBeCloseTo(0.5 + x / (2 * Math.sqrt(2 + x * x)), 13);
    }),
  );
});

test('t of many degrees is nearly normal, to the order 1 ÷ ν', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (x) => {
      expect(Math.abs(studentCumulative(x, 1e7) - normalCumulative(x))).toBeLessThan(1e-7);
    }),
  );
});

test('the t density is the slope of its distribution function', () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: 6, noNaN: true }), freedom, (x, nu) => {
      const step = 1e-4;
      const slope =
        (studentCumulative(x + step, nu) - studentCumulative(x - step, nu)) / (2 * step);
      expect(Math.abs(slope - studentDensity(x, nu))).toBeLessThan(1e-8);
    }),
  );
});

test('t quantiles invert, also near the median and far out', () => {
  fc.assert(
    fc.property(probability, freedom, (p, nu) => {
      const back = studentCumulative(studentQuantile(p, nu), nu);
      expect(Math.abs(back - p)).toBeLessThan(1e-12 * Math.min(p, 1) + 4e-16);
    }),
  );
  expect(studentQuantile(0.5, 3)).toBe(0);
});

test('chi-squared of two degrees is exponential, of one a squared normal', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 500, noNaN: true }), (x) => {
      expect(Math.abs(chiSquaredTail(x, 2) / Math.exp(-x / 2) - 1)).toBeLessThan(1e-12);
      const both = 2 * normalCumulative(-Math.sqrt(x));
      expect(Math.abs(chiSquaredTail(x, 1) / both - 1)).toBeLessThan(1e-12);
    }),
  );
  expect(chiSquaredTail(-1, 3)).toBe(1);
  expect(chiSquaredCumulative(0, 3)).toBe(0);
});

test('chi-squared quantiles invert', () => {
  fc.assert(
    fc.property(probability, fc.integer({ min: 1, max: 300 }), (p, k) => {
      const x = chiSquaredQuantile(p, k);
      expect(Math.abs(chiSquaredCumulative(x, k) - p)).toBeLessThan(1e-12 * p + 4e-16);
    }),
  );
});

test('bivariate normal: independent, median quadrant, comonotone, countermonotone', () => {
  const level = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(level, level, correlation, (h, k, rho) => {
      const independent = normalCumulative(h) * normalCumulative(k);
      expect(bivariateNormalCumulative(h, k, 0)).toBeCloseTo(independent, 14);
      // Sheppard (1899): the quadrant at the medians has probability 1/4 + asin(ρ) ÷ 2π.
      const quadrant = 0.25 + Math.asin(rho) / (2 * Math.PI);
      expect(bivariateNormalCumulative(0, 0, rho)).toBeCloseTo(quadrant, 13);
      expect(bivariateNormalCumulative(h, k, 1)).toBeCloseTo(normalCumulative(Math.min(h, k)), 14);
      const counter = Math.max(normalCumulative(h) + normalCumulative(k) - 1, 0);
      expect(bivariateNormalCumulative(h, k, -1)).toBeCloseTo(counter, 14);
    }),
  );
});

test('bivariate normal: mirroring one axis leaves the margin', () => {
  const level = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(level, level, correlation, (h, k, rho) => {
      const both = bivariateNormalCumulative(h, k, rho) + bivariateNormalCumulative(h, -k, -rho);
      expect(both).toBeCloseTo(normalCumulative(h), 13);
    }),
  );
  expect(bivariateNormalCumulative(Infinity, 1, 0.3)).toBeCloseTo(normalCumulative(1), 14);
  expect(() => bivariateNormalCumulative(0, 0, 1.5)).toThrow('Invariant');
});

/** P(X ≤ h, Y ≤ k) = ∫ n(x) N((k − ρ x) ÷ √(1 − ρ²)) dx up to h, by the trapezoid rule. */
function integral(h: number, k: number, rho: number): number {
  const step = 1 / 4096;
  let sum = 0;
  for (let i = 0; i * step < h + 9; i++) {
    const x = h - i * step;
    const share = normalDensity(x) * normalCumulative((k - rho * x) / Math.sqrt(1 - rho * rho));
    sum += (i === 0 ? 0.5 : 1) * share * step;
  }
  return sum;
}

test('bivariate normal is the integral of the conditional law, also near ±1', () => {
  for (const rho of [-0.999, -0.95, -0.924, -0.3, 0.6, 0.924, 0.926, 0.97, 0.999]) {
    for (const [h, k] of [
      [0.5, 0.4],
      [1, -1.1],
      [-1.5, -1.45],
    ] as const) {
      // The end of the range leaves an error of step² ÷ 12 times a slope of at most 0.4 ÷ √(1 − ρ²).
      expect(Math.abs(bivariateNormalCumulative(h, k, rho) - integral(h, k, rho))).toBeLessThan(
        1e-7,
      );
    }
  }
});

test('shortfall lies beyond the quantile, and that of t falls to the normal one', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 0.2, noNaN: true }), (p) => {
      expect(studentShortfall(p, 4)).toBeGreaterThan(-studentQuantile(p, 4));
      expect(studentShortfall(p, 4)).toBeGreaterThan(normalShortfall(p));
      expect(studentShortfall(p, 1e7)).toBeCloseTo(normalShortfall(p), 4);
    }),
  );
  expect(() => studentShortfall(0.01, 1)).toThrow('Invariant');
});

test('tail dependence grows with correlation, and has the values of the table', () => {
  // McNeil, Frey & Embrechts (2015), table 7.1: ν = 4, ρ = 0.5 gives 0.25; ν = 10 gives 0.08.
  expect(tailDependence(4, 0.5)).toBeCloseTo(0.25, 2);
  expect(tailDependence(10, 0.5)).toBeCloseTo(0.08, 2);
  expect(tailDependence(4, 0.9)).toBeGreaterThan(tailDependence(4, 0.5));
});
