import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import {
  causeWords,
  type ChangeReport,
  type ChangeStep,
  type KnownFigures,
} from '../../../engine/contract/changes.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { accountWords } from '../../format/words.ts';
import { instantText } from '../../format/times.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';

function Cells({
  of,
  tone = 'plain',
}: {
  readonly of: KnownFigures;
  readonly tone?: 'plain' | 'signed';
}): ReactElement {
  return (
    <>
      <td className="number">
        <Figure value={of.equity} tone={tone} />
      </td>
      <td className="number">
        <Figure value={of.initial} />
      </td>
      <td className="number">
        <Figure value={of.maintenance} />
      </td>
    </>
  );
}

function Step({ cause, asset, change }: ChangeStep): ReactElement {
  return (
    <tr>
      <th scope="row">{asset === null ? causeWords[cause] : `${causeWords[cause]} of ${asset}`}</th>
      <Cells of={change} tone="signed" />
    </tr>
  );
}

function Rows({ steps }: { readonly steps: readonly ChangeStep[] }): ReactElement {
  return (
    <>
      {steps.map((one) => (
        <Step key={`${one.cause} ${one.asset}`} {...one} />
      ))}
    </>
  );
}

function Account({ of }: { readonly of: ChangeReport['accounts'][number] }): ReactElement {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {accountWords(of)}
        </th>
      </tr>
      {of.before.ok && (
        <tr>
          <th scope="row" className="quiet">
            Before
          </th>
          <Cells of={of.before.value} />
        </tr>
      )}
      {of.steps.ok ? (
        <Rows steps={of.steps.value} />
      ) : (
        <tr>
          <td colSpan={4} className="quiet wrap">{`Not split: ${of.steps.failure.message}`}</td>
        </tr>
      )}
      {of.after.ok && (
        <tr>
          <th scope="row" className="quiet">
            After
          </th>
          <Cells of={of.after.value} />
        </tr>
      )}
    </tbody>
  );
}

function Table({ accounts, total, notes }: ChangeReport): ReactElement {
  return (
    <>
      <Scroller label="What changed">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Cause</th>
              <th scope="col" className="number">
                Equity
              </th>
              <th scope="col" className="number">
                Initial margin
              </th>
              <th scope="col" className="number">
                Maintenance
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                All accounts
              </th>
            </tr>
            {total.length === 0 ? (
              <tr>
                <td colSpan={4} className="quiet">
                  Nothing changed.
                </td>
              </tr>
            ) : (
              <Rows steps={total} />
            )}
          </tbody>
          {accounts.map((one) => (
            <Account key={one.account} of={one} />
          ))}
        </table>
      </Scroller>
      <ul className="notes quiet">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

const HOUR = 3_600_000;

/** What changed equity and margin since an earlier statement, cause by cause. */
export function ChangesDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const times = useAnswer(() => desk.ask('statementTimes'), String(asOf));
  const earlier = times.is === 'there' ? times.value.filter((time) => time < asOf) : [];
  const [chosen, setChosen] = useState<string | null>(null);
  const since =
    earlier.find((time) => String(time) === chosen) ??
    earlier.find((time) => asOf - time >= HOUR) ??
    earlier[0];
  const [until, setUntil] = useState('');
  const later = times.is === 'there' ? times.value.filter((time) => time > (since ?? 0)) : [];
  const end = later.find((time) => String(time) === until) ?? null;
  const key = since === undefined ? null : `${since} ${end} ${asOf}`;
  const answered = useAnswer(
    async () => (since === undefined ? null : desk.ask('changes', since, end)),
    key,
  );
  const compared = useAnswer(
    async () => (since === undefined ? null : desk.ask('compare', since, end)),
    key,
  );
  return (
    <dialog ref={dialog} className="dialog wide tall" aria-label="What changed" onClose={onClose}>
      <h2>
        What changed <span className="quiet">{`until ${instantText(end ?? asOf)}`}</span>
      </h2>
      {times.is === 'there' && since === undefined && (
        <p className="quiet">The store holds no earlier statement to compare with.</p>
      )}
      {since !== undefined && (
        <div className="tools">
          <label className="choices">
            <span className="quiet">Since</span>
            <select
              className="field"
              value={String(since)}
              onChange={({ target }) => setChosen(target.value)}
            >
              {earlier.map((time) => (
                <option key={time} value={String(time)}>
                  {instantText(time)}
                </option>
              ))}
            </select>
          </label>
          <label className="choices">
            <span className="quiet">Until</span>
            <select
              className="field"
              value={end === null ? '' : String(end)}
              onChange={({ target }) => setUntil(target.value)}
            >
              <option value="">{`what is shown, ${instantText(asOf)}`}</option>
              {later.map((time) => (
                <option key={time} value={String(time)}>
                  {instantText(time)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {(times.is === 'waiting' || (since !== undefined && answered.is === 'waiting')) && (
        <p className="quiet">Working it out…</p>
      )}
      {[times, answered, compared].map(
        (one) =>
          one.is === 'refused' && (
            <p key={one.fault} role="alert">
              {one.fault}
            </p>
          ),
      )}
      {compared.is === 'there' && compared.value !== null && compared.value.ok && (
        <ComparisonTable of={compared.value.value} />
      )}
      {answered.is === 'there' &&
        answered.value !== null &&
        (answered.value.ok ? (
          <Table {...answered.value.value} />
        ) : (
          <p className="quiet">{answered.value.failure.message}</p>
        ))}
      <form method="dialog">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
