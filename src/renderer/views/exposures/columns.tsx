import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { ReactElement } from 'react';
import type { ExposureRow, RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { Mark } from '../../parts/mark.tsx';
import { figureClass } from '../../parts/figure.tsx';
import { priceText, quantityText, wholeMoney } from '../../format/figures.ts';
import { ageText } from '../../format/times.ts';
import { measured, measureWords } from '../../state/exposure-explanation.ts';
import type { Measure } from '../../state/exposure-explanation.ts';

/** A line of the grid: an exposure row, or the pinned total of the book. */
export type GridRow = Pick<ExposureRow, 'id' | 'parent' | 'depth' | 'label'> & {
  readonly row: ExposureRow | null;
  readonly values: Readonly<Record<Measure, number | null>>;
  readonly lacking: number;
};

const measures = ['gross', 'delta', 'gamma', 'vega', 'theta', 'notional', 'pnl'] as const;
/** Pixels that the usual figures need; every column can be widened. */
const widths: Readonly<Record<Measure, number>> = {
  gross: 104,
  delta: 104,
  gamma: 88,
  vega: 80,
  theta: 80,
  notional: 104,
  pnl: 104,
};
const signed: ReadonlySet<Measure> = new Set(['delta', 'gamma', 'vega', 'theta', 'pnl']);

function valuesOf(of: (measure: Measure) => number | null): GridRow['values'] {
  return {
    gross: of('gross'),
    delta: of('delta'),
    gamma: of('gamma'),
    vega: of('vega'),
    theta: of('theta'),
    notional: of('notional'),
    pnl: of('pnl'),
  };
}

export function gridRows({ exposures }: RiskSnapshot): readonly GridRow[] {
  return exposures.map((row) => ({
    id: row.id,
    parent: row.parent,
    depth: row.depth,
    label: row.label,
    row,
    values: valuesOf((measure) => measured(row, measure)),
    lacking: row.pnl.lacking.length,
  }));
}

/** The pinned line: the engine's own totals. */
export function totalRow({ overview }: RiskSnapshot): GridRow {
  const { sensitivities, gross, notional, pnl } = overview;
  return {
    id: '',
    parent: null,
    depth: 0,
    label: 'Total',
    row: null,
    values: { ...sensitivities, gross, notional, pnl: pnl.amount },
    lacking: pnl.lacking.length,
  };
}

function PnlCell({ data }: ICellRendererParams<GridRow>): ReactElement | null {
  if (data === undefined) return null;
  const { pnl } = data.values;
  if (pnl === null) return <span className="unknown">unknown</span>;
  return (
    <>
      {data.lacking > 0 && (
        <span className="incomplete" title={`lacks ${data.lacking}`}>
          <Mark name="incomplete" />{' '}
        </span>
      )}
      <span className={figureClass(pnl, 'signed')}>{wholeMoney(pnl)}</span>
    </>
  );
}

function LabelCell({
  data,
  context,
}: ICellRendererParams<GridRow, string, TreeContext>): ReactElement | null {
  if (data === undefined) return null;
  const branch = context.isBranch(data.id);
  const open = context.isOpen(data.id);
  const venue = data.row?.kind === 'account' ? data.row.venue : null;
  return (
    <span className="tree-label" data-depth={data.depth}>
      {branch ? (
        <button
          type="button"
          tabIndex={-1}
          className="twisty"
          aria-expanded={open}
          aria-label={`${open ? 'Collapse' : 'Expand'} ${data.label}`}
        >
          {open ? '−' : '+'}
        </button>
      ) : (
        <span className="twisty" />
      )}
      <span className={data.row?.kind === 'instrument' ? 'mono' : undefined}>{data.label}</span>
      {venue !== null && <span className="quiet">{` ${venue}`}</span>}
    </span>
  );
}

function AgeCell({ data }: ICellRendererParams<GridRow>): ReactElement | null {
  const row = data?.row;
  if (row == null) return null;
  if (row.age === null) return <span className="inapplicable">n/a</span>;
  return row.stale ? (
    <span className="incomplete">
      <Mark name="stale" /> {`${ageText(row.age)} stale`}
    </span>
  ) : (
    <span>{ageText(row.age)}</span>
  );
}

/** What the cells ask about the tree. */
export type TreeContext = {
  readonly isBranch: (id: string) => boolean;
  readonly isOpen: (id: string) => boolean;
};

function measureColumn(measure: Measure, reporting: string): ColDef<GridRow, number> {
  return {
    colId: measure,
    headerName: `${measureWords[measure].title} (${reporting})`,
    headerTooltip: measureWords[measure].meaning,
    type: 'rightAligned',
    width: widths[measure],
    wrapHeaderText: true,
    valueGetter: ({ data }) => data?.values[measure],
    valueFormatter: ({ value }) => (value == null ? '' : wholeMoney(value)),
    cellClass: ({ value }) =>
      value == null
        ? 'ag-right-aligned-cell'
        : `ag-right-aligned-cell ${figureClass(value, signed.has(measure) ? 'signed' : 'plain')}`,
    ...(measure === 'pnl' ? { cellRenderer: PnlCell } : {}),
  };
}

export function columns(reporting: string): ColDef<GridRow>[] {
  return [
    {
      colId: 'label',
      headerName: 'Underlying, expiry, account, instrument',
      width: 296,
      pinned: 'left',
      valueGetter: ({ data }) => data?.label,
      cellRenderer: LabelCell,
      suppressKeyboardEvent: ({ event, data, context }) => {
        const tree: TreeContext = context;
        if (data === undefined || !tree.isBranch(data.id)) return false;
        const open = tree.isOpen(data.id);
        return (event.key === 'ArrowRight' && !open) || (event.key === 'ArrowLeft' && open);
      },
    },
    {
      colId: 'quantity',
      headerName: 'Contracts',
      type: 'rightAligned',
      width: 84,
      valueGetter: ({ data }) => data?.row?.quantity,
      valueFormatter: ({ value }) => (value == null ? '' : quantityText(value)),
    },
    {
      colId: 'mark',
      headerName: 'Mark',
      type: 'rightAligned',
      width: 94,
      valueGetter: ({ data }) => data?.row?.mark,
      valueFormatter: ({ value }) => (value == null ? '' : priceText(value)),
    },
    {
      colId: 'unit',
      headerName: 'in',
      width: 52,
      sortable: false,
      cellClass: 'quiet',
      valueGetter: ({ data }) => data?.row?.markUnit,
    },
    ...measures.map((measure) => measureColumn(measure, reporting)),
    {
      colId: 'age',
      headerName: 'Oldest price',
      type: 'rightAligned',
      width: 108,
      valueGetter: ({ data }) => data?.row?.age,
      cellRenderer: AgeCell,
    },
  ];
}
