import { crossMargin } from '../../../../src/engine/margin/pools.ts';
import { initialByFactor } from '../../../../src/engine/margin/portfolio/initial-factor.ts';
import { inForce, newest } from '../../../../src/engine/margin/editions.ts';
import { scanLoss } from '../../../../src/engine/margin/portfolio/scan-loss.ts';
import { tieredRule } from '../../../../src/engine/margin/tiered.ts';
import { given, sum } from '../../../../src/engine/margin/tree.ts';
import { venue } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import { anInput, held, linear, published } from '../../../engine/margin/account-input.ts';
import { bybitExample, bybitVectors } from '../../../engine/margin/bybit-vectors.ts';
import { value } from '../../../engine/margin/nodes.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

const { source, tolerance, moves, all, expect, contingency, optionSeller } = bybitVectors;
const scan = bybitExample();
const loss = scanLoss({ unit: 'USD', positions: ['PERP', 'OPTION', 'SPOT'] }, scan);

const worstAt = (row: number): number => Math.min(...scan.aggregated.slice(3 * row, 3 * row + 3));
const near = (vector: string, figure: number, ours: number): Figure => ({
  vector,
  published: figure,
  ours,
  tolerance: tolerance.absolute,
});

const ours = sum('Maintenance', 'USD', [
  loss,
  given('Future delta contingency', contingency.futureDelta, 'USD'),
  given('Future contingency', contingency.future, 'USD'),
]);
const factor = newest(
  inForce(published, venue('BYBIT'), 'bybit-pm', instant(Date.parse('2026-03-24'))),
  ({ initialFactor }) => initialFactor,
);
const stated = sum('Derivatives', 'USD', [given('As stated', bybitVectors.maintenance, 'USD')]);
const initial = value(initialByFactor(stated, factor, venue('BYBIT')));

const put = {
  ...linear('BTC-22JUL22-18500-P', 'BTC', 'BYBIT-OPTION'),
  kind: 'option' as const,
  option: { right: 'put', strike: optionSeller.strike, exercise: 'european' } as const,
};
const seller = anInput('BYBIT', 'tiered-cross', {
  asOf: instant(Date.parse(optionSeller.asOf)),
  positions: [
    held({
      instrument: put,
      quantity: -1,
      mark: optionSeller.mark,
      entry: optionSeller.entry,
      spot: optionSeller.index,
    }),
  ],
});
const sold = crossMargin(seller, tieredRule(seller)).requirement;

/** Bybit's profit and loss table of portfolio margin, and its option seller by the edition of 2022. */
export const rows: readonly ConformanceRow[] = [
  ...rowsOf('bybit-pm', source, [
    ...moves.map((move, row) =>
      near(`V-BYB-PM ALL at ${move}`, all[row] ?? Number.NaN, worstAt(row)),
    ),
    near('V-BYB-PM maximum loss', expect.worst, loss.value),
    near('V-BYB-PM contingency', contingency.total, contingency.futureDelta + contingency.future),
    {
      ...near('V-BYB-PM maintenance', bybitVectors.maintenance, ours.value),
      standing: 'unreproducible',
    },
    {
      ...near('V-BYB-PM initial of maintenance', bybitVectors.initial, initial.value),
      tolerance: within(1e-12, bybitVectors.initial),
    },
  ]),
  ...rowsOf('tiered-cross', optionSeller.source, [
    near('V-BYB-OPT maintenance', optionSeller.maintenance, value(sold.maintenance).value),
    near('V-BYB-OPT initial', optionSeller.initial, value(sold.initial).value),
  ]),
];
