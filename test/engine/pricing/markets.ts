import * as fc from 'fast-check';
import type { SpotOption } from '../../../src/engine/pricing/option-value.ts';

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

/** A number spread evenly over the orders of magnitude between two positive bounds. */
export const magnitude = (min: number, max: number): fc.Arbitrary<number> =>
  between(Math.log(min), Math.log(max)).map(Math.exp);

export const aRight: fc.Arbitrary<'call' | 'put'> = fc.constantFrom('call', 'put');

/** Options within three deviations of the money, from a week to three years. */
export const aSpotOption: fc.Arbitrary<SpotOption> = fc
  .record({
    right: aRight,
    spot: magnitude(0.1, 1e5),
    distance: between(-3, 3),
    years: between(0.02, 3),
    rate: between(-0.05, 0.15),
    carry: between(-0.05, 0.15),
    volatility: between(0.05, 1.5),
  })
  .map(({ distance, ...option }) => ({
    ...option,
    strike: option.spot * Math.exp(distance * option.volatility * Math.sqrt(option.years)),
  }));
