import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { americanValue, impliedBy } from '../../../src/engine/pricing/binomial.ts';
import { blackScholes } from '../../../src/engine/pricing/black-scholes.ts';
import type { SpotOption } from '../../../src/engine/pricing/option-value.ts';

const option = (fields: Partial<SpotOption> = {}): SpotOption => ({
  right: 'put',
  spot: 100,
  strike: 100,
  years: 1,
  rate: 0.05,
  carry: 0,
  volatility: 0.2,
  ...fields,
});

const american = (fields: Partial<SpotOption>): number => {
  const found = americanValue(option(fields));
  return found.ok ? found.value : Number.NaN;
};

const european = (fields: Partial<SpotOption>): number => {
  const found = blackScholes(option(fields));
  return found.ok ? found.value.price : Number.NaN;
};

const inputs = fc.record({
  right: fc.constantFrom('call' as const, 'put' as const),
  spot: fc.double({ min: 60, max: 150, noNaN: true }),
  years: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  carry: fc.double({ min: 0, max: 0.06, noNaN: true }),
  volatility: fc.double({ min: 0.12, max: 0.8, noNaN: true }),
});

describe('an option that may be exercised at any time', () => {
  test('is worth what its European twin is where exercise never pays, within the tree’s step', () => {
    expect(american({ right: 'call' })).toBeCloseTo(european({ right: 'call' }), 1);
  });

  test('is worth no less than its twin, nor than exercise', () => {
    fc.assert(
      fc.property(inputs, (fields) => {
        const value = american(fields);
        const side = fields.right === 'call' ? 1 : -1;
        expect(value).toBeGreaterThanOrEqual(Math.max(side * (fields.spot - 100), 0) - 1e-9);
        expect(value).toBeGreaterThanOrEqual(european(fields) - 0.25);
      }),
      { numRuns: 40 },
    );
  });

  test('puts are worth more than their twins when rates are positive', () => {
    expect(american({ spot: 80 })).toBeGreaterThan(european({ spot: 80 }) + 1);
  });

  test('without time or volatility is worth its exercise; nonsense is named', () => {
    expect(american({ spot: 90, years: 0 })).toBe(10);
    expect(american({ spot: 90, volatility: 0 })).toBe(10);
    expect(americanValue(option({ spot: -1 }))).toMatchObject({
      failure: { message: expect.stringContaining('spot') },
    });
    expect(americanValue(option({ volatility: 0.001, rate: 0.5 }))).toMatchObject({
      failure: { reason: 'not-applicable' },
    });
  });
});

test('a volatility found in a price gives that price again', () => {
  fc.assert(
    fc.property(inputs, (fields) => {
      const price = american(fields);
      const side = fields.right === 'call' ? 1 : -1;
      if (price <= Math.max(side * (fields.spot - 100), 0) + 0.05) return;
      const found = impliedBy(price, (volatility) =>
        americanValue(option({ ...fields, volatility })),
      );
      const again = american({ ...fields, volatility: found.ok ? found.value : 0 });
      expect(again).toBeCloseTo(price, 5);
    }),
    { numRuns: 15 },
  );
  expect(impliedBy(200, (volatility) => americanValue(option({ volatility })))).toMatchObject({
    failure: { message: expect.stringContaining('above') },
  });
  expect(
    impliedBy(0, (volatility) => americanValue(option({ spot: 80, volatility }))),
  ).toMatchObject({
    failure: { message: expect.stringContaining('below') },
  });
});
