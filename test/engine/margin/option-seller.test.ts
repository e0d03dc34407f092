import { expect, test } from 'vitest';
import { soldOption } from '../../../src/engine/margin/option-seller.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { OptionSellerRule } from '../../../src/engine/model/margin-numbers.ts';
import vectors from '../../vectors/margin/option-sellers.json' with { type: 'json' };
import { held, inverse, linear, tiers } from './account-input.ts';

test.each(vectors.cases)('$id', ({ given, expect: expected }) => {
  const right = given.right as 'call' | 'put';
  const terms = { right, strike: given.strike, exercise: 'european' } as const;
  const base = given.inverse ? inverse('OPT', 'ETH') : linear('OPT', 'ETH');
  const instrument: Instrument = {
    ...base,
    kind: 'option',
    option: terms,
    priceUnit: given.inverse ? 'underlying' : 'quote',
  };
  const { quantity, mark, spot, forward } = given;
  const of = held({ instrument, quantity, mark, spot, forward });
  const rule = given.rule as OptionSellerRule;
  const { initial, maintenance } = soldOption(of, terms, rule, tiers([]));
  expect(initial.value).toBeCloseTo(expected.initial, 9);
  expect(maintenance.value).toBeCloseTo(expected.maintenance, 9);
  expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
});
