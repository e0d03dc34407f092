import type {
  CellClickedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  GridReadyEvent,
  PostSortRowsParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { inTreeOrder, shownRows, treeOf } from '../../grid/tree.ts';
import { measureWords } from '../../state/exposure-explanation.ts';
import type { Measure } from '../../state/exposure-explanation.ts';
import { useFrame } from '../../state/use-desk.ts';
import { columns, gridRows, totalRow } from './columns.tsx';
import type { GridRow, TreeContext } from './columns.tsx';

type Props = {
  readonly snapshot: RiskSnapshot;
  readonly open: ReadonlySet<string>;
  readonly onTurn: (id: string) => void;
  readonly matches: ((row: GridRow) => boolean) | null;
  readonly onCopy: () => void;
  readonly onReady: (api: GridApi<GridRow>) => void;
};

const isMeasure = (id: string): id is Measure => id in measureWords;

/** Children follow their parents whatever the sort; AG Grid wants the nodes reordered in place. */
function postSortRows({ nodes }: PostSortRowsParams<GridRow>): void {
  const byId = new Map(nodes.flatMap((node) => (node.data ? [[node.data.id, node] as const] : [])));
  const ordered = inTreeOrder(nodes.flatMap(({ data }) => data ?? []));
  for (const [index, { id }] of ordered.entries()) {
    const node = byId.get(id);
    if (node !== undefined) nodes[index] = node;
  }
}

/** What the grid shows until it is ready to be told more. */
const closed: TreeContext = { isBranch: () => false, isOpen: () => false };

/** The tree grid: a flat grid without what closed branches hide, whose order keeps families. */
export function ExposureGrid(props: Props): ReactElement {
  const { snapshot, open, onTurn, matches, onCopy, onReady } = props;
  const { choose, explain } = useFrame();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const rows = useMemo(() => [...gridRows(snapshot)], [snapshot]);
  const pinned = useMemo(() => [totalRow(snapshot)], [snapshot]);
  const definitions = useMemo(() => columns(snapshot.reporting), [snapshot.reporting]);
  const tree = useMemo(() => treeOf(rows), [rows]);
  // Rows that are hidden never reach the grid: a snapshot of a large book costs what is seen of it.
  const shown = useMemo(() => {
    const ids = shownRows(tree, open, matches);
    return rows.filter(({ id }) => ids.has(id));
  }, [rows, tree, open, matches]);

  const context = useMemo<TreeContext>(
    () => ({
      isBranch: (id) => tree.branches.has(id),
      isOpen: (id) => matches !== null || open.has(id),
    }),
    [tree, open, matches],
  );
  useEffect(() => {
    if (api === null) return;
    api.setGridOption('context', context);
    api.refreshCells({ columns: ['label'], force: true });
  }, [api, context]);

  const press = (event: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>): void => {
    const { data, event: key } = event;
    if (data === undefined || !(key instanceof KeyboardEvent)) return;
    const column = 'column' in event ? event.column.getColId() : 'label';
    const branch = context.isBranch(data.id);
    const isOpen = context.isOpen(data.id);
    if (key.key === 'c' && (key.ctrlKey || key.metaKey)) onCopy();
    else if (column === 'label' && branch && key.key === 'Enter') onTurn(data.id);
    else if (column === 'label' && branch && key.key === 'ArrowRight' && !isOpen) onTurn(data.id);
    else if (column === 'label' && branch && key.key === 'ArrowLeft' && isOpen) onTurn(data.id);
    else if (key.key === 'Enter') ask(data, column);
  };
  const ask = (data: GridRow, column: string): void => {
    if (!isMeasure(column)) return;
    explain({ about: 'exposure', row: data.row === null ? null : data.id, measure: column });
  };
  const click = ({ data, column }: CellClickedEvent<GridRow>): void => {
    if (data === undefined) return;
    if (data.row !== null) choose(data.row.underlying);
    if (column.getColId() !== 'label') ask(data, column.getColId());
    else if (context.isBranch(data.id)) onTurn(data.id);
  };

  return (
    <section className="fill grid" aria-label="Exposures">
      <AgGridReact<GridRow>
        rowData={shown}
        pinnedBottomRowData={pinned}
        columnDefs={definitions}
        defaultColDef={{ resizable: true, sortable: true, suppressMovable: true }}
        context={closed}
        getRowId={({ data }) => data.id}
        postSortRows={postSortRows}
        getRowClass={({ data }) =>
          `depth-${data?.depth ?? 0}${data?.row?.stale === true ? ' stale' : ''}`
        }
        tooltipShowDelay={400}
        suppressCellFocus={false}
        onGridReady={({ api: ready }: GridReadyEvent<GridRow>) => {
          setApi(ready);
          onReady(ready);
        }}
        onCellClicked={click}
        onCellKeyDown={press}
      />
    </section>
  );
}
