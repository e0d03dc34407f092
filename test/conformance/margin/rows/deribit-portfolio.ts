import type { MarginNode } from '../../../../src/engine/contract/margin-node.ts';
import { deribitPortfolioMargin } from '../../../../src/engine/margin/portfolio/deribit.ts';
import { given } from '../../../../src/engine/margin/tree.ts';
import { deribitInput, deribitVectors } from '../../../engine/margin/deribit-vectors.ts';
import { labelled, value } from '../../../engine/margin/nodes.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, type Figure } from './figures.ts';

/** Whole answers of Deribit's private/pme/simulate; the venue rounds to 9 decimals. */
export const rows: readonly ConformanceRow[] = deribitVectors.cases.flatMap((one) => {
  const { id, source, underlying, additions, expect } = one;
  const more = new Map<string, readonly MarginNode[]>(
    additions === 0 ? [] : [[underlying, [given('Open orders', additions, underlying)]]],
  );
  const { requirement } = deribitPortfolioMargin(deribitInput(one), more);
  const initial = value(requirement.initial);
  const near = (figure: string, published: number, ours: number): Figure => ({
    vector: `${id} ${figure}`,
    published,
    ours,
    tolerance: 1e-9,
  });
  const loss = labelled(initial, 'Worst loss of the scan');
  return rowsOf('deribit-pm', source, [
    ...expect.aggregated.map((pnl, i) =>
      near(`P&L at price point ${i + 1}`, -pnl, loss.parts[3 * i + 1]?.value ?? Number.NaN),
    ),
    near('worst loss', expect.worst, loss.value),
    near('roll shock', expect.rollShock, labelled(initial, 'Roll shock').value),
    near('delta shock', expect.deltaShock, labelled(initial, 'Delta shock').value),
    near('initial', expect.initial, initial.value),
    near('maintenance', expect.maintenance, value(requirement.maintenance).value),
  ]);
});
