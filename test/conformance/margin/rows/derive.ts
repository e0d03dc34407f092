import { derivePortfolioMargin } from '../../../../src/engine/margin/derive/portfolio.ts';
import {
  deriveNumbersOf,
  deriveStateOf,
  deriveVectors,
} from '../../../engine/margin/derive-vectors.ts';
import {
  marketOf,
  optionHealth,
  standardVectors,
} from '../../../engine/margin/derive-standard-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

const portfolio: readonly Figure[] = deriveVectors.cases.flatMap((one) => {
  const found = derivePortfolioMargin(deriveStateOf(one), deriveNumbersOf(one));
  const figure = (name: string, published: number, need: number): Figure => ({
    vector: `test_${one.id} ${name}`,
    published,
    ours: found.equity.value - need,
    tolerance: within(deriveVectors.tolerance.relative, published),
  });
  return [
    figure('initial', one.IM, found.initial.value),
    figure('maintenance', one.MM, found.maintenance.value),
  ];
});

const standard: readonly Figure[] = standardVectors.cases.flatMap((one) =>
  (['ETH', 'BTC'] as const).flatMap((underlying) => {
    const ours = optionHealth(marketOf(one, underlying));
    return (['maintenance', 'initial'] as const).map((name, i): Figure => {
      const published = one[underlying][i] ?? Number.NaN;
      return {
        vector: `${one.id} ${underlying} ${name}`,
        published,
        ours: ours[i] ?? Number.NaN,
        tolerance: within(standardVectors.tolerance.relative, published),
      };
    });
  }),
);

/** Signed health of Derive's own test portfolios, under portfolio and under standard margin. */
export const rows: readonly ConformanceRow[] = [
  ...rowsOf('derive-pmrm2', deriveVectors.source, portfolio),
  ...rowsOf('derive-srm', standardVectors.source, standard),
];
