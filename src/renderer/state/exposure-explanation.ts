import type { MarginNode } from '../../engine/contract/margin-node.ts';
import { helpText, measureHelp } from '../../engine/contract/measures.ts';
import type { ExposureRow, RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { priceText, quantityText } from '../format/figures.ts';

/** A summed column of the exposure grid. */
export type Measure = 'gross' | 'delta' | 'gamma' | 'vega' | 'theta' | 'notional' | 'pnl';

/** How the exposures head a measure, and what it says. */
export const measureWords: Readonly<Record<Measure, { title: string; meaning: string }>> = {
  gross: { title: measureHelp.gross.title, meaning: helpText(measureHelp.gross) },
  delta: { title: measureHelp.delta.title, meaning: helpText(measureHelp.delta) },
  gamma: { title: measureHelp.gamma.title, meaning: helpText(measureHelp.gamma) },
  vega: { title: measureHelp.vega.title, meaning: helpText(measureHelp.vega) },
  theta: { title: measureHelp.theta.title, meaning: helpText(measureHelp.theta) },
  notional: { title: measureHelp.notional.title, meaning: helpText(measureHelp.notional) },
  pnl: { title: measureHelp.pnl.title, meaning: helpText(measureHelp.pnl) },
};

/** The row's figure as the engine sent it; null where it is not known. */
export function measured(row: ExposureRow, measure: Measure): number | null {
  switch (measure) {
    case 'gross':
      return row.gross;
    case 'notional':
      return row.notional;
    case 'pnl':
      return row.pnl.amount;
    default:
      return row.sensitivities[measure];
  }
}

/** The book's total as the engine sent it. */
function measuredTotal({ overview }: RiskSnapshot, measure: Measure): number | null {
  switch (measure) {
    case 'gross':
      return overview.gross;
    case 'notional':
      return overview.notional;
    case 'pnl':
      return overview.pnl.amount;
    default:
      return overview.sensitivities[measure];
  }
}

function held({ quantity, mark, markUnit, account, instrument }: ExposureRow): string {
  const parts = [
    quantity === null ? '' : `${quantityText(quantity)} contracts`,
    mark === null ? '' : `at ${priceText(mark)} ${markUnit ?? ''}`.trim(),
    instrument ?? '',
    account === null ? '' : `in ${account}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Null where the figure is not known: what is missing is named by the rows above. */
function rowNode(
  row: ExposureRow,
  measure: Measure,
  unit: string,
  children: ReadonlyMap<string | null, readonly ExposureRow[]>,
): MarginNode | null {
  const value = measured(row, measure);
  if (value === null) return null;
  const below = children.get(row.id) ?? [];
  return {
    label: row.label,
    value,
    unit,
    rule: below.length === 0 ? 'given' : 'sum',
    parts: below.flatMap((child) => rowNode(child, measure, unit, children) ?? []),
    ...(below.length === 0 ? { source: held(row) } : {}),
    ...(measure === 'pnl' && row.pnl.lacking.length > 0 ? { lacking: row.pnl.lacking } : {}),
  };
}

const unknown = ([first]: readonly Failure[]): Outcome<MarginNode> => ({
  ok: false,
  failure: first ?? { reason: 'not-applicable', message: 'nothing is held' },
});

const treeOf = (node: MarginNode | null, lacking: readonly Failure[]): Outcome<MarginNode> =>
  node === null ? unknown(lacking) : { ok: true, value: node };

/**
 * One measure of an exposure row as the sum of the rows under it; of the whole book for
 * `row: null`. Null where the row is not in the snapshot.
 */
export function exposureNode(
  snapshot: RiskSnapshot,
  row: string | null,
  measure: Measure,
): { readonly label: string; readonly tree: Outcome<MarginNode> } | null {
  const children = Map.groupBy(snapshot.exposures, ({ parent }) => parent);
  const unit = snapshot.reporting;
  if (row !== null) {
    const found = snapshot.exposures.find(({ id }) => id === row);
    if (found === undefined) return null;
    const tree = treeOf(rowNode(found, measure, unit, children), found.pnl.lacking);
    return { label: found.label, tree };
  }
  const label = 'All underlyings';
  const value = measuredTotal(snapshot, measure);
  const { lacking } = snapshot.overview.pnl;
  if (value === null) return { label, tree: unknown(lacking) };
  const node: MarginNode = {
    label,
    value,
    unit,
    rule: 'sum',
    parts: (children.get(null) ?? []).flatMap(
      (root) => rowNode(root, measure, unit, children) ?? [],
    ),
    ...(measure === 'pnl' && lacking.length > 0 ? { lacking } : {}),
  };
  return { label, tree: { ok: true, value: node } };
}
