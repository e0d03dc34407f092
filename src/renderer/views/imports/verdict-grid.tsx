import type { ColDef } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { RowVerdict } from '../../../engine/contract/imports.ts';
import { reasonWords } from '../../format/words.ts';

type Verdict = RowVerdict['verdict'];

const order: readonly Verdict[] = ['failed', 'new', 'changed', 'same'];

const columns: ColDef<RowVerdict>[] = [
  { headerName: 'Line', type: 'rightAligned', width: 80, valueGetter: ({ data }) => data?.line },
  {
    headerName: 'Verdict',
    width: 100,
    valueGetter: ({ data }) => data?.verdict,
    cellClass: ({ value }) => `verdict ${String(value)}`,
  },
  {
    headerName: 'What the row says',
    flex: 2,
    minWidth: 220,
    valueGetter: ({ data }) => data?.summary,
  },
  { headerName: 'Field', width: 130, valueGetter: ({ data }) => data?.failure?.field },
  {
    headerName: 'Why',
    flex: 2,
    minWidth: 200,
    valueGetter: ({ data }) =>
      data?.failure == null ? '' : `${reasonWords[data.failure.reason]}: ${data.failure.message}`,
  },
];

/** One line per row of the file; choosing a verdict shows only those. */
export function VerdictGrid({
  verdicts,
  notShown,
}: {
  readonly verdicts: readonly RowVerdict[];
  readonly notShown: number;
}): ReactElement {
  const [only, setOnly] = useState<Verdict | null>(null);
  const counts = useMemo(() => {
    const grouped = Map.groupBy(verdicts, ({ verdict }) => verdict);
    return order.map((verdict) => ({ verdict, count: grouped.get(verdict)?.length ?? 0 }));
  }, [verdicts]);
  const rows = useMemo(
    () => verdicts.filter(({ verdict }) => only === null || verdict === only),
    [verdicts, only],
  );
  return (
    <>
      <fieldset className="tools">
        <legend className="spoken">Verdicts shown</legend>
        <button
          type="button"
          className="button"
          aria-pressed={only === null}
          onClick={() => setOnly(null)}
        >
          {`all ${verdicts.length}`}
        </button>
        {counts.map(({ verdict, count }) => (
          <button
            key={verdict}
            type="button"
            className="button"
            aria-pressed={only === verdict}
            disabled={count === 0}
            onClick={() => setOnly(verdict)}
          >
            {`${verdict} ${count}`}
          </button>
        ))}
        {notShown > 0 && (
          <span className="quiet">{`${notShown} further rows are counted, not listed`}</span>
        )}
      </fieldset>
      <section className="fill grid" aria-label="Verdicts">
        <AgGridReact<RowVerdict>
          rowData={rows}
          columnDefs={columns}
          defaultColDef={{ resizable: true, sortable: true, suppressMovable: true }}
          tooltipShowDelay={400}
        />
      </section>
    </>
  );
}
