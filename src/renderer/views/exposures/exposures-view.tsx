import type { GridApi } from 'ag-grid-community';
import { useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { tsvText } from '../../format/delimited.ts';
import { counted } from '../../format/words.ts';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { totalRow } from './columns.tsx';
import type { GridRow } from './columns.tsx';
import { ExposureGrid } from './exposure-grid.tsx';
import { tableHeader, tableRow } from './exposure-table.ts';
import { NotIncludedList } from './not-included.tsx';

const branchesOf = ({ exposures }: RiskSnapshot): ReadonlySet<string> =>
  new Set(exposures.flatMap(({ parent }) => (parent === null ? [] : [parent])));

/** True for rows that hold every word of the text in what they are called. */
function holdsWords(text: string): (row: GridRow) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ label, row }) => {
    const named = `${label} ${row?.underlying ?? ''} ${row?.venue ?? ''} ${row?.account ?? ''}`;
    const lower = named.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

/** Netted exposures as a tree: what is held where, and what is left of it after netting. */
export function ExposuresView({ focus }: { readonly focus: string }): ReactElement {
  const snapshot = useSnapshot();
  const { say } = useFrame();
  const api = useRef<GridApi<GridRow> | null>(null);
  const named = focus === 'stale' || focus === 'not-included' ? '' : focus;
  const [text, setText] = useState(named);
  const [staleOnly, setStaleOnly] = useState(focus === 'stale');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [copied, setCopied] = useState('');
  const matches = useMemo(() => {
    if (text.trim() === '' && !staleOnly) return null;
    const found = holdsWords(text);
    return (row: GridRow): boolean =>
      found(row) && (!staleOnly || (row.row?.kind === 'instrument' && row.row.stale));
  }, [text, staleOnly]);

  const turn = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const copy = async (): Promise<void> => {
    const lines: GridRow[] = [];
    api.current?.forEachNodeAfterFilterAndSort(({ data }) => {
      if (data !== undefined) lines.push(data);
    });
    const rows = [...lines, totalRow(snapshot)].map(tableRow);
    try {
      await navigator.clipboard.writeText(tsvText(tableHeader(snapshot.reporting), rows));
      setCopied(`Copied ${counted(rows.length, 'row')}`);
    } catch {
      setCopied('The clipboard refused the table');
    }
    say('The table was copied');
  };

  return (
    <div className="view">
      <header>
        <h1>Exposures</h1>
        <input
          className="field"
          type="search"
          placeholder="Filter  /"
          aria-label="Filter exposures"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="button" className="button" onClick={() => setOpen(branchesOf(snapshot))}>
          Expand all
        </button>
        <button type="button" className="button" onClick={() => setOpen(new Set())}>
          Collapse all
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={staleOnly}
          onClick={() => setStaleOnly(!staleOnly)}
        >
          Stale only
        </button>
        <span className="space" />
        <output className="quiet">{copied}</output>
        <button type="button" className="button" onClick={() => void copy()}>
          Copy as table
        </button>
      </header>
      <ExposureGrid
        snapshot={snapshot}
        open={open}
        onTurn={turn}
        matches={matches}
        onCopy={() => void copy()}
        onReady={(ready) => {
          api.current = ready;
        }}
      />
      <NotIncludedList rows={snapshot.notIncluded} shownFirst={focus === 'not-included'} />
    </div>
  );
}
