import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logMoneyness, type OptionRight } from '../../../src/engine/pricing/black.ts';
import type { Kernel } from '../../../src/engine/revaluation/kernel/kernel.ts';
import { relaxedKernel, strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../../src/engine/revaluation/kernel/typescript-kernel.ts';

type Case = {
  readonly id: string;
  readonly kind?: string;
  readonly type: OptionRight;
  readonly S?: number;
  readonly F?: number;
  readonly K: number;
  readonly T: number;
  readonly r: number;
  readonly q?: number;
  readonly vol: number;
  readonly expected: {
    readonly price?: number;
    readonly price_usd?: number;
    readonly outcome?: string;
  };
};

function casesOf(id: string): readonly Case[] {
  const text = readFileSync(new URL(`../../vectors/${id}.json`, import.meta.url), 'utf8');
  const { cases } = JSON.parse(text) as { readonly cases: readonly Case[] };
  return cases.filter(
    ({ kind, expected }) => (kind ?? 'inverse_option') === 'inverse_option' && !expected.outcome,
  );
}

const forwardOf = ({ S = 0, F, T, r, q = 0 }: Case): number => F ?? S * Math.exp((r - q) * T);

/** Every case as a row of one table, in one scenario that moves nothing: the values discounted to today. */
function pricesBy(kernel: Kernel, cases: readonly Case[]): Float64Array {
  const rows = Float64Array.from(
    cases.flatMap((of) => {
      const forward = forwardOf(of);
      const deviation = of.vol * Math.sqrt(of.T);
      const side = of.type === 'call' ? 1 : -1;
      return [forward, logMoneyness(forward, of.K), of.K, deviation, side];
    }),
  );
  const still = Float64Array.of(1);
  const prices = new Float64Array(cases.length);
  kernel.price(rows, { count: 1, factors: still, volatilities: still }, (row, [value = NaN]) => {
    const { r, T } = cases[row]!;
    prices[row] = value * Math.exp(-r * T);
  });
  return prices;
}

// Computed to 90 digits and more by others; the limits are exact.
describe.each([strictKernel(), relaxedKernel(), typescriptKernel])('the $name kernel', (kernel) => {
  test.each([
    ['black_scholes', 'price', 300],
    ['option_limits', 'price', 10],
    ['inverse', 'price_usd', 50],
  ] as const)('has the prices of %s', (id, field, least) => {
    const cases = casesOf(id);
    expect(cases.length).toBeGreaterThan(least);
    const prices = pricesBy(kernel, cases);
    cases.forEach((of, i) => {
      const size = Math.max(forwardOf(of), of.K) * Math.exp(-of.r * of.T);
      // Besides the kernel's own error, the forward and the discount are rounded here: 1 + |rate| years.
      const allowed = 2e-15 * size * (1 + (Math.abs(of.r) + Math.abs(of.q ?? 0)) * of.T);
      expect(Math.abs(prices[i]! - (of.expected[field] ?? NaN)), of.id).toBeLessThanOrEqual(
        allowed,
      );
    });
  });

  test('does not make a number of what is none', () => {
    const price = (row: readonly number[], factor: number, volatility: number): number => {
      let found = 0;
      const moves = {
        count: 1,
        factors: Float64Array.of(factor),
        volatilities: Float64Array.of(volatility),
      };
      kernel.price(Float64Array.from(row), moves, (_, [value = 0]) => {
        found = value;
      });
      return found;
    };
    expect(price([100, 0, 100, 0.2, 1], NaN, 1)).toBeNaN();
    expect(price([100, 0, 100, 0.2, 1], 1, NaN)).toBeNaN();
    expect(price([100, 0, 100, NaN, 1], 1, 1)).toBeNaN();
  });
});

/** Σ weight × value without any rounding but that of the result: doubles from 1 up are integers of 2^-52. */
function exactSum(weights: Float64Array, values: Float64Array): number {
  const integer = (x: number): bigint => BigInt(x * 2 ** 52);
  let sum = 0n;
  weights.forEach((weight, i) => {
    sum += integer(weight) * integer(values[i]!);
  });
  return Number(sum) / 2 ** 104;
}

test.each([strictKernel(), relaxedKernel(), typescriptKernel])(
  'the rounding of a sum by the $name kernel does not grow with the number of rows',
  (kernel) => {
    const many = 50_000;
    const rows = new Float64Array(5 * many);
    for (let r = 0; r < many; r++) {
      const strike = 1_000 + (r % 500);
      rows.set([1_000, logMoneyness(1_000, strike), strike, 0.3, 1], 5 * r);
    }
    const weights = Float64Array.from({ length: many }, (_, r) => 1 + (r % 7) / 7);
    const moves = { count: 1, factors: Float64Array.of(1.1), volatilities: Float64Array.of(1) };
    const values = new Float64Array(many);
    kernel.price(rows, moves, (row, [value = NaN]) => {
      values[row] = value;
    });
    const held = {
      starts: Int32Array.from({ length: many + 1 }, (_, r) => r),
      groups: new Int32Array(many),
      weights,
      count: 1,
    };
    const exact = exactSum(weights, values);
    const [sum = NaN] = kernel.sum(rows, moves, held);
    // Each product is rounded once, the sum once. Adding plainly is 100 times further away.
    expect(Math.abs(sum / exact - 1)).toBeLessThanOrEqual(3e-16);
    const plain = weights.reduce((all, weight, i) => all + weight * values[i]!, 0);
    expect(Math.abs(plain / exact - 1)).toBeGreaterThan(3e-15);
  },
);
