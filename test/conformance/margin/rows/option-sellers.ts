import { soldOption } from '../../../../src/engine/margin/option-seller.ts';
import type { OptionSellerRule } from '../../../../src/engine/model/margin-numbers.ts';
import { held, inverse, linear, tiers } from '../../../engine/margin/account-input.ts';
import { vectorFile } from '../../../engine/margin/vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within } from './figures.ts';

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly source: string;
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

const { cases } = vectorFile('margin/option-sellers.json') as Vectors;

/** Cases by hand are tests of ours; Bybit's example stands in `bybit.ts`, by the venue's edition. */
const published = cases.filter(({ id }) => !id.startsWith('hand-') && id !== 'V-BYB-OPT');

/** Sold options by the seller rules that venues publish. */
export const rows: readonly ConformanceRow[] = published.flatMap(
  ({ id, source, given, expect }) => {
    const terms = { right: given.right, strike: given.strike, exercise: 'european' } as const;
    const instrument = {
      ...(given.inverse ? inverse('OPT', 'ETH') : linear('OPT', 'ETH')),
      kind: 'option' as const,
      option: terms,
      priceUnit: given.inverse ? ('underlying' as const) : ('quote' as const),
    };
    const { quantity, mark, spot, forward, rule } = given;
    const position = held({ instrument, quantity, mark, spot, forward });
    const sold = soldOption(position, terms, rule, tiers([]));
    return rowsOf(
      'tiered-cross',
      source,
      (['initial', 'maintenance'] as const).map((figure) => ({
        vector: `${id} ${figure}`,
        published: expect[figure],
        ours: sold[figure].value,
        tolerance: within(1e-12, expect[figure]),
      })),
    );
  },
);
