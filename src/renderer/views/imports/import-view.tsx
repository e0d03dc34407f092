import { useRef, useState } from 'react';
import type { DragEvent, ReactElement } from 'react';
import { useDeskView, useImportFlow, useImportView } from '../../state/use-desk.ts';
import { commitLabel } from './counts.ts';
import { committable } from '../../state/import-flow.ts';
import { Drafts } from './drafts.tsx';
import { ImportHistory } from './import-history.tsx';
import { KeptReports } from './kept-reports.tsx';

const dropped = ({ dataTransfer }: DragEvent): readonly File[] => [...dataTransfer.files];

/** Files in: dropped or chosen, judged row by row, then kept as one step that can be undone. */
export function ImportView(): ReactElement {
  const flow = useImportFlow();
  const view = useImportView();
  const { desk, progress, link } = useDeskView();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const ready = committable(view);
  const canChange = link === 'live' && desk?.readOnly === false;

  return (
    <div
      className={over ? 'view import over' : 'view import'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const { relatedTarget } = event;
        if (!(relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget))) {
          setOver(false);
        }
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (canChange) void flow.add(dropped(event));
      }}
    >
      <header>
        <h1>Import</h1>
        <button
          type="button"
          className="button"
          disabled={!canChange}
          onClick={() => picker.current?.click()}
        >
          Choose files
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          className="spoken"
          tabIndex={-1}
          aria-label="Files to import"
          onChange={(event) => {
            void flow.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <span className="quiet">
          {canChange
            ? 'or drop them anywhere here: position, account, ledger and price exports'
            : 'The store cannot be changed now.'}
        </span>
        <span className="space" />
        {progress !== null && progress.bytes < progress.of && (
          <output className="quiet">
            {`${progress.file}: ${Math.floor((100 * progress.bytes) / progress.of)} %`}
          </output>
        )}
        {view.drafts.length > 0 && (
          <>
            {view.busy ? (
              <button type="button" className="button" onClick={() => void flow.stop()}>
                Stop
              </button>
            ) : (
              <button
                type="button"
                className="button"
                onClick={() => void flow.discard(view.drafts.map(({ key }) => key))}
              >
                Discard all
              </button>
            )}
            <button
              type="button"
              className="button main"
              disabled={ready.length === 0 || view.busy || !canChange}
              onClick={() => void flow.commit()}
            >
              {view.busy ? 'Keeping …' : commitLabel(ready.map(({ preview }) => preview))}
            </button>
          </>
        )}
      </header>
      {view.fault !== '' && (
        <p role="alert" className="nothing level call">
          {view.fault}
        </p>
      )}
      {view.kept.length > 0 && <KeptReports reports={view.kept} />}
      {view.drafts.length > 0 ? (
        <Drafts drafts={view.drafts} busy={view.busy} />
      ) : (
        view.kept.length === 0 && (
          <p className="drop-here">
            Drop exports here. Each row gets a verdict before anything is kept: new, changed, same,
            or failed and why.
          </p>
        )
      )}
      <ImportHistory />
    </div>
  );
}
