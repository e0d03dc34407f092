import { equity } from '../../../../src/engine/margin/equity.ts';
import { okxPortfolioMargin } from '../../../../src/engine/margin/portfolio/okx.ts';
import { steppedCharge } from '../../../../src/engine/margin/portfolio/stepped-charge.ts';
import { inForce, newest } from '../../../../src/engine/margin/editions.ts';
import { ofUnderlying } from '../../../../src/engine/margin/portfolio/of-underlying.ts';
import { failure } from '../../../../src/engine/values/outcome.ts';
import { asset, venue } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import { published } from '../../../engine/margin/account-input.ts';
import { labelled, value } from '../../../engine/margin/nodes.ts';
import { okxExample, okxVectors } from '../../../engine/margin/okx-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

const { source, tolerance, units, totals, leastCharge, dollarHedge } = okxVectors;
const input = okxExample();
const { requirement } = okxPortfolioMargin(input);
const initial = value(requirement.initial);
const maintenance = value(requirement.maintenance);

const exact = (vector: string, figure: number, ours: number): Figure => ({
  vector,
  published: figure,
  ours,
  tolerance: within(tolerance.relative, figure),
});

const unitFigures = units.flatMap((unit): readonly Figure[] => {
  const node = labelled(maintenance, `${unit.underlying} contracts`);
  const name = (figure: string): string => `V-OKX-1 ${unit.underlying} ${figure}`;
  const far = labelled(labelled(node, 'MR6 far moves'), 'Loss of the far moves');
  const scan = labelled(node, 'Worst loss of the scan');
  const alone = input.positions.filter(
    ({ instrument }) => instrument.underlying === asset(unit.underlying),
  );
  const initialAlone = okxPortfolioMargin({ ...input, positions: alone }).requirement.initial;
  return [
    ...unit.pnl.map(([move, pnl], i) =>
      exact(name(`P&L at ${move}`), pnl, 0 - (scan.parts[i]?.value ?? Number.NaN)),
    ),
    exact(name('MR1'), unit.mr1, labelled(node, 'MR1 spot shock').value),
    exact(name('MR4'), unit.mr4, labelled(node, 'MR4 basis').value),
    exact(name('MR6 loss'), unit.mr6Loss, far.value),
    exact(name('MR6'), unit.mr6, labelled(node, 'MR6 far moves').value),
    exact(name('MR7'), unit.mr7, labelled(node, 'MR7 cost of reducing the position').value),
    exact(name('maintenance'), unit.maintenance, node.value),
    exact(name('initial'), unit.initial, labelled(value(initialAlone), 'Derivatives').value),
  ];
});

const beyond = failure('not-published', 'beyond the steps of the example');
const before = inForce(published, venue('OKX'), 'okx-pm', instant(Date.parse('2025-01-02')));
const steps = newest(before, ({ reductionSteps }) => ofUnderlying(reductionSteps, 'BTC'));

/** OKX's own example of position-builder, and the two tiered charges that are published apart. */
export const rows: readonly ConformanceRow[] = rowsOf('okx-pm', source, [
  ...unitFigures,
  exact('V-OKX-1 equity', totals.equity, equity(input).value),
  exact('V-OKX-1 MR8', totals.borrowMaintenance, labelled(maintenance, 'MR8 borrowing').value),
  exact('V-OKX-1 initial of MR8', totals.borrowInitial, labelled(initial, 'MR8 borrowing').value),
  exact('V-OKX-1 derivatives', totals.derivatives, labelled(maintenance, 'Derivatives').value),
  exact('V-OKX-1 maintenance', totals.maintenance, maintenance.value),
  exact('V-OKX-1 initial', totals.initial, initial.value),
  {
    ...exact('V-OKX-1 margin ratio', totals.marginRatio, equity(input).value / maintenance.value),
    standing: 'unreproducible',
    source: `${source}; equity ÷ (maintenance + liquidation cost): the cost is not published, 0.102 % of the debt would give it`,
  },
  {
    ...exact(
      'MR7 by steps',
      leastCharge.expect,
      steppedCharge('MR7', 'USD', leastCharge.raw, steps?.value?.steps ?? [], '', beyond).value,
    ),
    source: leastCharge.source,
  },
  {
    ...exact(
      'MR9 by steps',
      dollarHedge.expect,
      steppedCharge('MR9', 'USD', dollarHedge.amount, dollarHedge.steps, '', beyond).value,
    ),
    source: dollarHedge.source,
  },
]);
