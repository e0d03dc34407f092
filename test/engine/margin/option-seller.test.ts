import { expect, test } from 'vitest';
import { soldOption } from '../../../src/engine/margin/option-seller.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { OptionSellerRule } from '../../../src/engine/model/margin-numbers.ts';
import { held, inverse, linear, tiers } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly given: {
      readonly rule: OptionSellerRule;
      readonly right: 'call' | 'put';
      readonly strike: number;
      readonly spot: number;
      readonly forward: number;
      readonly mark: number;
      readonly quantity: number;
      readonly inverse: boolean;
    };
    readonly expect: { readonly initial: number; readonly maintenance: number };
  }[];
};

const vectors = vectorFile('margin/option-sellers.json') as Vectors;

test.each(vectors.cases)('$id', ({ given, expect: expected }) => {
  const terms = { right: given.right, strike: given.strike, exercise: 'european' } as const;
  const base = given.inverse ? inverse('OPT', 'ETH') : linear('OPT', 'ETH');
  const instrument: Instrument = {
    ...base,
    kind: 'option',
    option: terms,
    priceUnit: given.inverse ? 'underlying' : 'quote',
  };
  const { quantity, mark, spot, forward } = given;
  const of = held({ instrument, quantity, mark, spot, forward });
  const rule = given.rule;
  const { initial, maintenance } = soldOption(of, terms, rule, tiers([]));
  expect(initial.value).toBeCloseTo(expected.initial, 9);
  expect(maintenance.value).toBeCloseTo(expected.maintenance, 9);
  expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
});
