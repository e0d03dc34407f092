import { soldOption } from '../../../src/engine/margin/option-seller.ts';
import type { OptionSellerRule } from '../../../src/engine/model/margin-numbers.ts';
import type { PositionMargin } from '../../../src/engine/margin/position-margin.ts';
import { held, inverse, linear, tiers } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type Given = {
  readonly rule: OptionSellerRule;
  readonly right: 'call' | 'put';
  readonly strike: number;
  readonly spot: number;
  readonly forward: number;
  readonly mark: number;
  readonly quantity: number;
  readonly inverse: boolean;
};

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly source: string;
    readonly given: Given;
    readonly expect: { readonly initial: number; readonly maintenance: number };
  }[];
};

/** Sold options by the seller rules that venues publish. */
export const { cases } = vectorFile('margin/option-sellers.json') as Vectors;

/** Our margin of a case. */
export function soldCase(of: Given): PositionMargin {
  const { right, strike, quantity, mark, spot, forward, rule } = of;
  const terms = { right, strike, exercise: 'european' } as const;
  const instrument = {
    ...(of.inverse ? inverse('OPT', 'ETH') : linear('OPT', 'ETH')),
    kind: 'option' as const,
    option: terms,
    priceUnit: of.inverse ? ('underlying' as const) : ('quote' as const),
  };
  return soldOption(held({ instrument, quantity, mark, spot, forward }), terms, rule, tiers([]));
}
