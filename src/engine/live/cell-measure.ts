import type { MeasuredBook } from '../assembly.ts';
import {
  historyBasis,
  historyNotes,
  wantedAssets,
  type HistoryBasis,
} from '../measures/history-basis.ts';
import { riskReport } from '../measures/risk-report.ts';
import { measuredSlices, unmeasurable, unmeasuredLines } from '../measures/risk-run.ts';
import type { PriceSeries } from '../model/market.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Asset } from '../values/ids.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { firstLines, type CutBook } from './cut-book.ts';
import { cellPnl, type PartPnl } from './part-pnl.ts';
import type { Cell } from './parts.ts';

/** Measures the cells of a book; scenarios are kept for as long as the same assets are held. */
export function cellMeasure(
  history: readonly PriceSeries[],
  parameters: Parameters,
  pnlOf: PartPnl,
): (cut: CutBook, cells: readonly Cell[], asOf: Instant) => MeasuredBook<Cell> {
  let basis: { readonly wanted: string; readonly found: Outcome<HistoryBasis> } | null = null;
  const basisOf = (assets: ReadonlySet<Asset>): Outcome<HistoryBasis> => {
    const wanted = [...assets].join('|');
    if (basis?.wanted !== wanted) {
      basis = { wanted, found: historyBasis(assets, history, parameters) };
    }
    return basis.found;
  };
  return (cut, cells, asOf) => {
    const first = firstLines(cut);
    const found = basisOf(wantedAssets(first));
    if (!found.ok) {
      return { held: [], slices: unmeasurable(found), risk: found, unmeasured: [] };
    }
    const moving = new Set<Asset>(found.value.returns.assets);
    const held = cells.filter(({ unit }) => moving.has(unit.underlying));
    const slices = measuredSlices(held, found.value, (set) => cellPnl(pnlOf, set), parameters);
    const notes = historyNotes(first, found.value, parameters, asOf);
    const risk = riskReport(held, found.value, slices.pnl, parameters.measures, notes);
    return { held, slices, risk: ok(risk), unmeasured: unmeasuredLines(cut.lines, found.value) };
  };
}
