import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ImportRecord } from '../../../engine/contract/imports.ts';
import { instantText } from '../../format/times.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useDeskView } from '../../state/use-desk.ts';
import { rowEquation } from './counts.ts';
import { Scroller } from '../../parts/scroller.tsx';

/** Every import the store remembers; each can be undone and done again as one step. */
export function ImportHistory(): ReactElement {
  const desk = useDesk();
  const { desk: state, link } = useDeskView();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const imports = (state?.imports ?? []).toSorted(
    (a, b) => b.importedAt - a.importedAt || b.id - a.id,
  );
  const turn = async ({ id, undoneAt }: ImportRecord): Promise<void> => {
    setBusy(true);
    setFault('');
    try {
      await desk.ask(undoneAt === null ? 'undoImport' : 'redoImport', id);
    } catch (reason) {
      setFault(faultText(reason));
    }
    setBusy(false);
  };
  return (
    <section className="history" aria-labelledby="history-title">
      <h2 id="history-title">Imports so far</h2>
      {fault !== '' && (
        <p role="alert" className="nothing level call">
          {fault}
        </p>
      )}
      {imports.length === 0 ? (
        <p className="nothing">Nothing has been imported into this store.</p>
      ) : (
        <Scroller label="List of imports">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Imported</th>
                <th scope="col">File</th>
                <th scope="col">Read as</th>
                <th scope="col">Account</th>
                <th scope="col">Rows</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="spoken">Undo or redo</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {imports.map((record) => (
                <tr key={record.id} className={record.undoneAt === null ? undefined : 'undone'}>
                  <td>{instantText(record.importedAt)}</td>
                  <th scope="row">{record.report.file}</th>
                  <td>{record.report.formatTitle ?? record.report.format ?? ''}</td>
                  <td>{record.report.account ?? ''}</td>
                  <td>{rowEquation(record.report)}</td>
                  <td>{record.undoneAt === null ? 'in the book' : 'undone'}</td>
                  <td>
                    <button
                      type="button"
                      className="asked"
                      disabled={busy || link !== 'live' || state?.readOnly !== false}
                      aria-label={`${record.undoneAt === null ? 'Undo' : 'Redo'} ${record.report.file}`}
                      onClick={() => void turn(record)}
                    >
                      {record.undoneAt === null ? 'Undo' : 'Redo'}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  );
}
