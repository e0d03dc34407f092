import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import {
  verdictOf,
  type ConformanceFigure,
  type ConformanceGroup,
} from '../../../engine/contract/conformance.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk } from '../../state/use-desk.ts';

const digits = (x: number): string => String(Number(x.toPrecision(12)));
const small = (x: number): string => (x === 0 ? '0' : x.toExponential(1));

const countOf = (figures: readonly ConformanceFigure[], verdict: string): number =>
  figures.filter((one) => verdictOf(one) === verdict).length;

function Summary({
  groups,
  onChoose,
}: {
  readonly groups: readonly ConformanceGroup[];
  readonly onChoose: (model: string) => void;
}): ReactElement {
  const models = Map.groupBy(groups, ({ model }) => model);
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" className="number">
            Figures
          </th>
          <th scope="col" className="number">
            Hold
          </th>
          <th scope="col" className="number">
            Broken
          </th>
          <th scope="col" className="number">
            Not reproducible
          </th>
        </tr>
      </thead>
      <tbody>
        {[...models].map(([model, own]) => {
          const figures = own.flatMap((one) => one.figures);
          return (
            <tr key={model}>
              <th scope="row">
                <button type="button" className="asked" onClick={() => onChoose(model)}>
                  {model}
                </button>
              </th>
              <td className="number">{figures.length}</td>
              <td className="number">{countOf(figures, 'holds')}</td>
              <td className="number">{countOf(figures, 'broken')}</td>
              <td className="number">{countOf(figures, 'not reproducible')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Figures({ source, figures }: ConformanceGroup): ReactElement {
  return (
    <table className="figures">
      <caption>{source}</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="number">
            Published
          </th>
          <th scope="col" className="number">
            Ours
          </th>
          <th scope="col" className="number">
            Difference
          </th>
          <th scope="col" className="number">
            Tolerance
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((one) => (
          <tr key={one.vector}>
            <th scope="row">{one.vector}</th>
            <td className="number">{digits(one.published)}</td>
            <td className="number">{digits(one.ours)}</td>
            <td className="number">{small(Math.abs(one.ours - one.published))}</td>
            <td className="number">{small(one.tolerance)}</td>
            <td>{verdictOf(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Table({ groups }: { readonly groups: readonly ConformanceGroup[] }): ReactElement {
  const [model, setModel] = useState('');
  const models = [...new Set(groups.map((one) => one.model))];
  return (
    <>
      <div className="tools">
        <label className="choices">
          <span className="quiet">Model</span>
          <select className="field" value={model} onChange={({ target }) => setModel(target.value)}>
            <option value="">all, as a summary</option>
            {models.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </div>
      <Scroller label="Published figures beside ours">
        {model === '' ? (
          <Summary groups={groups} onChoose={setModel} />
        ) : (
          groups
            .filter((one) => one.model === model)
            .map((one) => <Figures key={one.source} {...one} />)
        )}
      </Scroller>
      <p className="quiet">
        As this version’s tests computed them. Not reproducible: the publisher’s own numbers do not
        follow from its own formula.
      </p>
    </>
  );
}

/** Every published figure of the margin models beside ours. */
export function ConformanceDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const answered = useAnswer(() => desk.ask('conformance'), 'conformance');
  return (
    <dialog ref={dialog} className="dialog wide tall" aria-label="Conformance" onClose={onClose}>
      <h2>
        Conformance <span className="quiet">published figures beside ours</span>
      </h2>
      {answered.is === 'waiting' && <p className="quiet">Reading them…</p>}
      {answered.is === 'refused' && <p role="alert">{answered.fault}</p>}
      {answered.is === 'there' && <Table groups={answered.value} />}
      <div className="tools">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
