import { useState } from 'react';
import type { ReactElement } from 'react';
import { Mark } from '../../parts/mark.tsx';
import { download } from '../../parts/download.ts';
import { reasonWords } from '../../format/words.ts';
import type { Draft } from '../../state/import-flow.ts';
import { failuresCsv, rowEquation } from './counts.ts';
import { DraftOptions } from './draft-options.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { VerdictGrid } from './verdict-grid.tsx';

/** What became of each row of one file, and what can be done where the file was not understood. */
export function DraftDetail({ draft }: { readonly draft: Draft }): ReactElement {
  const [mapping, setMapping] = useState(false);
  const { preview, fault } = draft;
  if (fault !== '') {
    return (
      <p role="alert" className="nothing">
        <span className="level call">
          <Mark name="call" />
          not read
        </span>{' '}
        {fault}
      </p>
    );
  }
  if (preview === null) {
    return <output className="nothing">Reading {draft.name} …</output>;
  }
  const { report, verdicts, notShown } = preview;
  const { refused, notes, failures } = report;
  const mappable = draft.columns.length > 1;
  return (
    <div className="draft-detail">
      <div className="tools">
        <span>{rowEquation(report)}</span>
        <span className="space" />
        <DraftOptions draft={draft} />
        {mappable && (
          <button
            type="button"
            className="button"
            aria-pressed={mapping}
            onClick={() => setMapping(!mapping)}
          >
            Map columns
          </button>
        )}
        {(failures.length > 0 || refused !== null) && (
          <button
            type="button"
            className="button"
            onClick={() => download(`${report.file}.failures.csv`, failuresCsv(report), 'text/csv')}
          >
            Save failures as CSV
          </button>
        )}
      </div>
      {refused !== null && (
        <p role="alert" className="refused">
          <span className="level call">
            <Mark name="call" />
            refused
          </span>{' '}
          {`${reasonWords[refused.reason]}: ${refused.message}`}
          {refused.line > 0 && ` (line ${refused.line})`}
        </p>
      )}
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {mapping || (refused !== null && report.format === null && mappable) ? (
        <MappingEditor draft={draft} onDone={() => setMapping(false)} />
      ) : (
        refused === null && <VerdictGrid verdicts={verdicts} notShown={notShown} />
      )}
    </div>
  );
}
