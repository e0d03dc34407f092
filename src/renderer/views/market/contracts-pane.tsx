import type { CellFocusedEvent, CellMouseOverEvent, GridApi } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { LiveContract, MarketView } from '../../../engine/contract/market.ts';
import { Mark } from '../../parts/mark.tsx';
import { onTurn, type Told } from '../../state/age.ts';
import { contractColumns, newestBasis } from './contract-columns.tsx';
import { CellReading, type PointedCell } from './cell-reading.tsx';

type Props = { readonly market: MarketView; readonly told: Told };

const rowOf = ({ data }: { readonly data: LiveContract }): string => data.instrument;

/** The grid follows the newest values row by row: focus, scroll and order stay. */
function Grid({
  market,
  told,
  onPoint,
}: Props & { readonly onPoint: (cell: PointedCell) => void }): ReactElement {
  const [api, setApi] = useState<GridApi<LiveContract> | null>(null);
  const [basis] = useState(() => newestBasis({ told, staleAfter: market.staleAfter }));
  useEffect(() => basis.take({ told, staleAfter: market.staleAfter }), [basis, told, market]);
  const columns = useMemo(() => contractColumns(basis.now), [basis]);
  const rows = useMemo(() => [...market.contracts], [market.contracts]);
  // Ages and what is stale follow from the time alone: the rows that are seen are told anew.
  useEffect(
    () =>
      api === null
        ? undefined
        : onTurn(() => api.refreshCells({ force: true, suppressFlash: true })),
    [api],
  );
  const point = ({ rowIndex, column }: CellFocusedEvent<LiveContract>): void => {
    if (rowIndex === null || column === null || typeof column === 'string') return;
    const row = api?.getDisplayedRowAtIndex(rowIndex)?.data;
    if (row !== undefined) onPoint({ instrument: row.instrument, column: column.getColId() });
  };
  return (
    <section className="fill grid" aria-label="Contracts">
      <AgGridReact<LiveContract>
        rowData={rows}
        columnDefs={columns}
        defaultColDef={{ resizable: true, sortable: true, suppressMovable: true }}
        getRowId={rowOf}
        suppressColumnVirtualisation
        onGridReady={({ api: ready }) => setApi(ready)}
        onCellFocused={point}
        onCellMouseOver={({ data, column }: CellMouseOverEvent<LiveContract>) => {
          if (data !== undefined)
            onPoint({ instrument: data.instrument, column: column.getColId() });
        }}
      />
    </section>
  );
}

function Fenced({ contracts }: Pick<MarketView, 'contracts'>): ReactElement | null {
  const fenced = contracts.filter((one) => one.fenced !== null);
  if (fenced.length === 0) return null;
  return (
    <ul className="said fenced" aria-label="Marks that are not believed">
      {fenced.map(({ instrument, symbol, fenced: why }) => (
        <li key={instrument} className="level-text">
          <Mark name="watch" /> {`The mark of ${symbol} is not believed, and in no figure: ${why}`}
        </li>
      ))}
    </ul>
  );
}

/** Every contract of the underlying that is followed: prices, funding, how old they are. */
export function ContractsPane({ market, told }: Props): ReactElement {
  const [pointed, setPointed] = useState<PointedCell | null>(null);
  if (market.contracts.length === 0) {
    return <p className="nothing">{`No contract of ${market.underlying} was heard of yet.`}</p>;
  }
  return (
    <div className="contracts">
      <Fenced contracts={market.contracts} />
      <Grid market={market} told={told} onPoint={setPointed} />
      <CellReading market={market} told={told} pointed={pointed} />
      <p className="notes quiet">
        Prices in each contract’s own unit. Funding positive: longs pay; a year is 365 days, not
        compounded. Of options those that are held are listed.
      </p>
    </div>
  );
}
