import { useState } from 'react';
import type { ReactElement } from 'react';
import type { MethodMeasure, MethodReport, RiskMethod } from '../../../engine/contract/methods.ts';
import { confidenceText, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { PartChoice, partOf, useParts, wholeBook } from './part-choice.tsx';

const methodWords: Readonly<Record<RiskMethod, string>> = {
  filtered: 'Filtered historical',
  plain: 'Historical',
  'age-weighted': 'Age-weighted',
  'cornish-fisher': 'Cornish–Fisher',
  parametric: 'Parametric',
  'delta-gamma': 'Delta-gamma',
  copula: 'Student-t copula',
};

function intervalWords({ low, high }: MethodMeasure): string {
  if (low === null && high === null) return '';
  if (low === null) return `up to ${wholeMoney(high ?? 0)}`;
  return high === null ? `from ${wholeMoney(low)}` : `${wholeMoney(low)} to ${wholeMoney(high)}`;
}

function Cells({ of }: { readonly of: MethodMeasure | undefined }): ReactElement {
  if (of === undefined)
    return (
      <td className="number quiet" colSpan={2}>
        no number
      </td>
    );
  return (
    <>
      <td className="number">
        {wholeMoney(of.valueAtRisk)}
        <div className="quiet">{intervalWords(of)}</div>
      </td>
      <td className="number">
        {of.expectedShortfall === null ? 'not shown' : wholeMoney(of.expectedShortfall)}
        <div className="quiet">
          {of.standardError === null ? '' : `± ${wholeMoney(of.standardError)}`}
        </div>
      </td>
    </>
  );
}

function Table({ measures, failed, notes }: MethodReport): ReactElement {
  const tails = [...new Set(measures.map(({ tail }) => tail))];
  const rows = [...measures, ...failed].map(({ method, horizon }) => `${horizon} ${method}`);
  return (
    <>
      <Scroller label="VaR and expected shortfall by method">
        <table className="figures methods">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col" className="number">
                Days
              </th>
              {tails.flatMap((tail) =>
                ['VaR', 'ES'].map((what) => (
                  <th key={`${what} ${tail}`} scope="col" className="number">
                    {`${what} ${confidenceText(tail)}`}
                  </th>
                )),
              )}
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {[...new Set(rows)].map((row) => {
              const own = measures.filter(({ method, horizon }) => `${horizon} ${method}` === row);
              const gone = failed.find(({ method, horizon }) => `${horizon} ${method}` === row);
              const about = own[0] ?? gone;
              return about === undefined ? null : (
                <tr key={row}>
                  <th scope="row">{methodWords[about.method]}</th>
                  <td className="number">{about.horizon}</td>
                  {tails.map((tail) => (
                    <Cells key={tail} of={own.find((one) => one.tail === tail)} />
                  ))}
                  <td className="quiet wrap">{gone?.failure.message ?? own[0]?.note}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
      <ul className="notes quiet">
        {['Positions do not age and volatilities stay over the horizon.', ...notes].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

/** What the book, or a part of it, could lose by every method. */
export function MethodsPane(): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const parts = useParts();
  const [title, setTitle] = useState(wholeBook.title);
  const { slice } = partOf(parts, title);
  const answered = useAnswer(() => desk.ask('riskByMethod', slice), `${title} ${asOf}`);
  return (
    <section
      className="pane by-method"
      aria-labelledby="methods-title"
      aria-busy={answered.is === 'waiting'}
    >
      <header className="tools">
        <h2 id="methods-title">
          By method <span className="quiet">full revaluation unless said otherwise</span>
        </h2>
        <PartChoice parts={parts} title={title} onChoose={setTitle} />
      </header>
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' &&
        (answered.value.ok ? (
          <Table {...answered.value.value} />
        ) : (
          <p className="nothing">{answered.value.failure.message}</p>
        ))}
    </section>
  );
}
