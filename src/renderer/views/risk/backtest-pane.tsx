import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type {
  BacktestBook,
  BacktestedMethod,
  BacktestMethod,
  BacktestReport,
} from '../../../engine/contract/backtest.ts';
import { TimeLine } from '../../charts/time-line.tsx';
import { confidenceText, decimal, percent, wholeMoney } from '../../format/figures.ts';
import { Figure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import {
  answerWords,
  backtestReading,
  backtestSeries,
  backtestSummary,
  methodWords,
  testWords,
} from './backtest-words.ts';
import { WhenAsked } from './when-asked.tsx';
import { PartChoice, partOf, useParts, wholeBook } from './part-choice.tsx';

/** Positions beyond which a back-test is worked out only when asked for: it holds the workstation up. */
const LARGE = 5_000;

const zoneLevel = { green: 'ok', yellow: 'watch', red: 'liquidation' } as const;

const mean = (values: Float64Array): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

function Zone({ zone }: Pick<BacktestedMethod, 'zone'>): ReactElement {
  return (
    <span className={`level ${zoneLevel[zone]}`}>
      <Mark name={zoneLevel[zone]} />
      <span className="word">{zone}</span>
    </span>
  );
}

/** Both methods side by side; the better scored is said. */
function Summary({ report }: { readonly report: BacktestReport }): ReactElement {
  const { methods, varTail, shortfallTail, duel } = report;
  return (
    <table className="figures">
      <caption className="spoken">Forecasts and exceptions by method</caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">Traffic light</th>
          <th scope="col" className="number">
            Exceptions
          </th>
          <th scope="col" className="number">
            Expected
          </th>
          <th scope="col" className="number">{`Mean VaR ${confidenceText(varTail)}`}</th>
          <th scope="col" className="number">{`Mean ES ${confidenceText(shortfallTail)}`}</th>
          <th scope="col" className="number">
            Score
          </th>
        </tr>
      </thead>
      <tbody>
        {methods.map((one) => (
          <tr key={one.method}>
            <th scope="row">{methodWords[one.method]}</th>
            <td>
              <Zone zone={one.zone} />
            </td>
            <td className="number">{one.exceptions.length}</td>
            <td className="number">{decimal(one.expected, 1)}</td>
            <td className="number">{wholeMoney(mean(one.valueAtRisk))}</td>
            <td className="number">{wholeMoney(mean(one.expectedShortfall))}</td>
            <td className="number">{one.score.ok ? decimal(one.score.value, 3) : 'none'}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={7} className="quiet wrap">
            {duel.ok
              ? `Score of VaR and ES together (Fissler–Ziegel), the smaller the better: ${methodWords[duel.value.better]} by ${decimal(Math.abs(duel.value.statistic), 1)} standard errors, p ${decimal(duel.value.pValue, 3)}.`
              : duel.failure.message}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Every test with its answer, and how often it would reject in worlds that are not as forecast. */
function Tests({
  tests,
  days,
}: Pick<BacktestedMethod, 'tests'> & { readonly days: number }): ReactElement {
  const worlds = tests.find(({ power }) => power.length > 0)?.power ?? [];
  return (
    <table className="figures powers">
      <caption>{`Each test, and at ${days} days its chance of rejecting if:`}</caption>
      <thead>
        <tr>
          <th scope="col">Test at 5 %</th>
          <th scope="col">Answer</th>
          <th scope="col" className="number">
            p
          </th>
          {worlds.map(({ against }) => (
            <th key={against} scope="col" className="number wrap">
              <span className="spoken">rejects if </span>
              {against}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tests.map((test) => (
          <tr key={test.name}>
            <th scope="row">{testWords[test.name]}</th>
            <td>{answerWords(test)}</td>
            <td className="number">{test.pValue === null ? 'none' : decimal(test.pValue, 3)}</td>
            {test.power.map(({ against, power }) => (
              <td key={against} className="number quiet">
                {percent(power, 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The table twin of the chart, newest first. */
function Days({
  report: { days, pnl },
  method: { valueAtRisk, exceptions },
}: {
  readonly report: BacktestReport;
  readonly method: BacktestedMethod;
}): ReactElement {
  const worse = new Set(exceptions);
  return (
    <table className="figures">
      <caption className="spoken">P&amp;L and forecast by day</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="number">
            P&amp;L
          </th>
          <th scope="col" className="number">
            VaR
          </th>
          <th scope="col">Exception</th>
        </tr>
      </thead>
      <tbody>
        {days
          .map((day, t) => (
            <tr key={day} className={worse.has(t) ? 'chosen' : undefined}>
              <th scope="row">{day}</th>
              <td className="number">
                <Figure value={pnl[t] ?? 0} tone="signed" />
              </td>
              <td className="number">{wholeMoney(valueAtRisk[t] ?? 0)}</td>
              <td>{worse.has(t) ? 'lost more' : ''}</td>
            </tr>
          ))
          .toReversed()}
      </tbody>
    </table>
  );
}

function DayLine({
  report,
  method,
}: {
  readonly report: BacktestReport;
  readonly method: BacktestedMethod;
}): ReactElement {
  const series = useMemo(() => backtestSeries(report, method), [report, method]);
  const summary = backtestSummary(report, method);
  const [cursor, setCursor] = useState<number | null>(null);
  return (
    <TimeLine
      series={series}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      reading={cursor === null ? summary : backtestReading(report, method, cursor)}
      onEnter={setCursor}
    />
  );
}

function Report({
  report,
  method,
  asTable,
}: {
  readonly report: BacktestReport;
  readonly method: BacktestedMethod;
  readonly asTable: boolean;
}): ReactElement {
  const notes = [
    'Positions do not age, volatilities of options stay; a forecast knows only the days before it.',
    `Powers from ${report.draws} simulated histories; p of Z1 and Z2 likewise.`,
    ...report.notes,
  ];
  return (
    <>
      <Summary report={report} />
      {!asTable && <DayLine key={method.method} report={report} method={method} />}
      <Scroller label="Tests of the forecasts">
        <Tests tests={method.tests} days={report.days.length} />
        {asTable && <Days report={report} method={method} />}
        <ul className="notes quiet">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Scroller>
    </>
  );
}

/** How VaR and expected shortfall of the book, or of a part of it, did on past days. */
export function BacktestPane({ asTable }: { readonly asTable: boolean }): ReactElement {
  const desk = useDesk();
  const { asOf, accounts } = useSnapshot();
  const parts = useParts();
  const [title, setTitle] = useState(wholeBook.title);
  const [book, setBook] = useState<BacktestBook>('today');
  const [chosen, setChosen] = useState<BacktestMethod>('filtered');
  const { slice } = partOf(parts, title);
  const [wanted, setWanted] = useState(false);
  const positions = accounts.reduce((sum, one) => sum + one.positions, 0);
  const reason =
    positions > LARGE && !wanted ? `${positions} positions are revalued on every past day.` : null;
  const answered = useAnswer(
    () => desk.ask('backtest', slice, book),
    reason === null ? `${title} ${book} ${asOf}` : null,
  );
  const report = answered.is === 'there' && answered.value.ok ? answered.value.value : null;
  const method = report?.methods.find((one) => one.method === chosen) ?? report?.methods[0];
  return (
    <section
      className="pane by-method"
      aria-labelledby="backtest-title"
      aria-busy={reason === null && answered.is === 'waiting'}
    >
      <header className="tools">
        <h2 id="backtest-title">Back-test</h2>
        <PartChoice parts={parts} title={title} onChoose={setTitle} />
        <label className="choices">
          <span className="quiet">Held</span>
          <select
            className="field"
            value={book}
            onChange={({ target }) => setBook(target.value === 'dated' ? 'dated' : 'today')}
          >
            <option value="today">Today’s book throughout</option>
            <option value="dated">The book of each day</option>
          </select>
        </label>
        <label className="choices">
          <span className="quiet">Forecast</span>
          <select
            className="field"
            value={chosen}
            onChange={({ target }) => setChosen(target.value === 'plain' ? 'plain' : 'filtered')}
          >
            <option value="filtered">{methodWords.filtered}</option>
            <option value="plain">{methodWords.plain}</option>
          </select>
        </label>
      </header>
      <WhenAsked answered={answered} reason={reason} onAsk={() => setWanted(true)} />
      {answered.is === 'there' && !answered.value.ok && (
        <p className="nothing">{answered.value.failure.message}</p>
      )}
      {report !== null && method !== undefined && (
        <Report report={report} method={method} asTable={asTable} />
      )}
    </section>
  );
}
