import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { CostsDocument } from '../../../engine/contract/costs-document.ts';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useFrame, useSnapshot } from '../../state/use-desk.ts';
import {
  draftOf,
  emptyRow,
  tradingColumns,
  transferColumns,
  typedCosts,
  type CostColumn,
  type CostRow,
} from './costs-draft.ts';

type TableProps = {
  readonly title: string;
  /** What one row is called: it names the fields of the row to a screen reader. */
  readonly one: string;
  readonly columns: readonly CostColumn[];
  readonly rows: readonly CostRow[];
  readonly onChange: (rows: readonly CostRow[]) => void;
};

function CostTable({ title, one, columns, rows, onChange }: TableProps): ReactElement {
  return (
    <fieldset className="costs">
      <legend>{title}</legend>
      {rows.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col">
                  {column.title}
                </th>
              ))}
              <th scope="col">Remove</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // A row is where it stands: its text may be that of another.
              // eslint-disable-next-line react/no-array-index-key
              <tr key={i}>
                {columns.map((column, k) => (
                  <td key={column.title}>
                    <input
                      className={`field ${column.kind === 'text' ? 'word' : 'amount'}`}
                      inputMode={column.kind === 'text' ? 'text' : 'decimal'}
                      aria-label={`${one} ${i + 1}: ${column.title}`}
                      placeholder={column.title === 'Symbol' ? 'all' : ''}
                      value={row[k] ?? ''}
                      onChange={({ target }) => onChange(rows.with(i, row.with(k, target.value)))}
                    />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="button plain"
                    aria-label={`Remove ${one.toLowerCase()} ${i + 1}`}
                    onClick={() => onChange(rows.toSpliced(i, 1))}
                  >
                    Remove
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button
        type="button"
        className="button"
        onClick={() => onChange([...rows, emptyRow(columns)])}
      >
        {`Add a ${one.toLowerCase()}`}
      </button>
    </fieldset>
  );
}

type FormProps = {
  readonly costs: CostsDocument;
  readonly onSaved: () => void;
  readonly onClose: () => void;
};

function CostsForm({ costs, onSaved, onClose }: FormProps): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const { reporting } = useSnapshot();
  const [draft, setDraft] = useState(() => draftOf(costs));
  const [fault, setFault] = useState('');

  const save = async (): Promise<void> => {
    const found = typedCosts(draft);
    if ('fault' in found) {
      setFault(found.fault);
      return;
    }
    try {
      await desk.ask('setMoveCosts', found.costs);
      say('The costs are saved');
      onSaved();
      onClose();
    } catch (reason) {
      setFault(faultText(reason));
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <CostTable
        title={`Moving collateral, ${reporting}`}
        one="Transfer"
        columns={transferColumns}
        rows={draft.transfers}
        onChange={(transfers) => setDraft({ ...draft, transfers })}
      />
      <CostTable
        title="Trading, of the price and of the notional"
        one="Trading cost"
        columns={tradingColumns}
        rows={draft.trading}
        onChange={(trading) => setDraft({ ...draft, trading })}
      />
      <p className="quiet">
        From and To are venues such as OKX, or accounts by their ids. The first entry that fits
        counts; what no entry states stays unknown.
      </p>
      {fault !== '' && <p role="alert">{fault}</p>}
      <div className="tools">
        <button type="submit" className="button">
          Save
        </button>
        <button type="button" className="button plain" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** What moving collateral and trading cost, as far as the user knows it. */
export function CostsDialog({
  onSaved,
  onClose,
}: Pick<FormProps, 'onSaved' | 'onClose'>): ReactElement {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const answered = useAnswer(() => desk.ask('moveCosts'), 'costs');
  return (
    <dialog ref={dialog} className="dialog wide" aria-label="Costs" onClose={onClose}>
      <h2>Costs of moving and trading</h2>
      {answered.is === 'waiting' && <p className="quiet">Reading them…</p>}
      {answered.is === 'refused' && <p role="alert">{answered.fault}</p>}
      {answered.is === 'there' && (
        <CostsForm
          costs={answered.value}
          onSaved={onSaved}
          onClose={() => dialog.current?.close()}
        />
      )}
    </dialog>
  );
}
