import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { regularisedBeta } from '../../../../src/engine/numeric/special/beta.ts';
import { gammaTails, logBeta, logGamma } from '../../../../src/engine/numeric/special/gamma.ts';

const shape = fc.double({ min: 0.05, max: 2000, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('ln Γ has its closed values', () => {
  expect(logGamma(1)).toBeCloseTo(0, 14);
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 14);
  expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 13);
});

test('Γ(x + 1) is x Γ(x)', () => {
  fc.assert(
    fc.property(shape, (x) => {
      const size = 1 + Math.abs(logGamma(x + 1));
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(2e-15 * size);
    }),
  );
});

test('ln B is ln Γ(a) + ln Γ(b) − ln Γ(a + b), and B(1, b) is 1 ÷ b', () => {
  fc.assert(
    fc.property(shape, shape, (a, b) => {
      const size = 1 + Math.abs(logGamma(a + b));
      const sum = logGamma(a) + logGamma(b) - logGamma(a + b);
      expect(Math.abs(logBeta(a, b) - sum)).toBeLessThan(5e-15 * size);
      expect(Math.abs(logBeta(1, b) + Math.log(b))).toBeLessThan(1e-14 * (1 + Math.log(b + 1)));
    }),
  );
});

test('gamma tails: exponential for a = 1, one in sum', () => {
  fc.assert(
    fc.property(shape, fc.double({ min: 0, max: 3, noNaN: true }), (a, factor) => {
      const { lower, upper } = gammaTails(a, a * factor);
      expect(lower + upper).toBeCloseTo(1, 14);
      expect(Math.min(lower, upper)).toBeGreaterThanOrEqual(0);
      const exponential = gammaTails(1, factor).upper;
      expect(Math.abs(exponential / Math.exp(-factor) - 1)).toBeLessThan(1e-13);
    }),
  );
});

test('gamma tails step as the recurrence Q(a + 1, x) = Q(a, x) + xᵃ e⁻ˣ ÷ Γ(a + 1)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 300, noNaN: true }),
      fc.double({ min: 0.01, max: 300, noNaN: true }),
      (a, x) => {
        const step = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
        const sum = gammaTails(a, x).upper + step;
        expect(Math.abs(gammaTails(a + 1, x).upper - sum)).toBeLessThan(1e-12);
      },
    ),
  );
});

test('the beta law: uniform, power, mirror', () => {
  fc.assert(
    fc.property(shape, shape, share, (a, b, x) => {
      expect(regularisedBeta(1, 1, x)).toBeCloseTo(x, 14);
      const power = x ** a;
      expect(Math.abs(regularisedBeta(a, 1, x) - power)).toBeLessThan(1e-11);
      const mirrored = 1 - regularisedBeta(b, a, 1 - x);
      // 1 − x is rounded, and shapes of thousands amplify that.
      expect(Math.abs(regularisedBeta(a, b, x) - mirrored)).toBeLessThan(1e-11);
    }),
  );
});

test('the ends of the beta law are exact, and outside it is our fault', () => {
  expect(regularisedBeta(2, 3, 0)).toBe(0);
  expect(regularisedBeta(2, 3, 1)).toBe(1);
  expect(() => regularisedBeta(2, 3, 1.1)).toThrow('Invariant');
  expect(() => gammaTails(-1, 2)).toThrow('Invariant');
});
