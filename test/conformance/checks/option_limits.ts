import { blackScholes } from '../../../src/engine/pricing/black-scholes.ts';
import type { SpotOptionValue } from '../../../src/engine/pricing/option-value.ts';
import { near, same, vectorCheck, vectorNumber, type VectorCheck } from '../frame.ts';

type Case = {
  readonly type: 'call' | 'put';
  readonly S: number | string | null;
  readonly K: number | string | null;
  readonly T: number | string | null;
  readonly r: number | string | null;
  readonly q: number | string | null;
  readonly vol: number | string | null;
  readonly singular?: boolean;
  readonly expected: Readonly<Record<string, number>> | { readonly outcome: string };
};

const fields: Readonly<Record<string, keyof SpotOptionValue>> = {
  price: 'price',
  delta: 'delta',
  gamma: 'gamma',
  vega: 'vega',
  theta: 'theta',
  rho: 'rho',
  dual_delta: 'dualDelta',
};

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const outcome = blackScholes({
    right: vector.type,
    spot: vectorNumber(vector.S),
    strike: vectorNumber(vector.K),
    years: vectorNumber(vector.T),
    rate: vectorNumber(vector.r),
    carry: vectorNumber(vector.q),
    volatility: vectorNumber(vector.vol),
  });
  if ('outcome' in vector.expected) {
    return [same('outcome', outcome.ok ? 'value' : 'invalid', vector.expected.outcome)];
  }
  if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
  return [
    same('singular', outcome.value.singular, vector.singular ?? false),
    ...Object.entries(vector.expected).map(([name, expected]) => {
      const field = fields[name];
      return field === undefined
        ? same(name, 'not compared', expected)
        : near(name, Number(outcome.value[field]), expected, 1e-13 * Math.abs(expected));
    }),
  ];
});
