import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { PairAnswer, TailDependence } from '../../../engine/contract/correlation.ts';
import { drawLines, nearestPlace, type Lines } from '../../charts/lines.ts';
import { drawScatter, nearestPoint, type Scatter } from '../../charts/scatter.ts';
import { StepChart } from '../../charts/step-chart.tsx';
import type { ChartTheme, Size } from '../../charts/theme.ts';
import { correlationText, percent } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { PairWorthPart } from './pair-worth.tsx';
import { pairWords } from './words.ts';

function ScatterPart({ of }: { readonly of: PairAnswer }): ReactElement {
  const [cursor, setCursor] = useState<number | null>(null);
  const [xName, yName] = of.pair;
  const scatter = useMemo<Scatter>(
    () => ({ x: of.first, y: of.second, xName, yName }),
    [of, xName, yName],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme, at: number | null) =>
      drawScatter(context, scatter, size, theme, at),
    [scatter],
  );
  const summary = `Daily returns of ${xName} and ${yName}, ${of.days.length} joint days.`;
  const day = cursor === null ? undefined : of.days[cursor];
  return (
    <StepChart
      count={of.days.length}
      draw={draw}
      nearest={(x, y, size) => nearestPoint(scatter, x, y, size)}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      reading={
        cursor === null || day === undefined
          ? summary
          : `${day}: ${xName} ${percent(of.first[cursor] ?? 0)}, ${yName} ${percent(of.second[cursor] ?? 0)}`
      }
    />
  );
}

const half = (day: string): string => `${day.slice(0, 4)}${day.slice(5, 7) < '07' ? 'a' : 'b'}`;

/** First place of each half year in a row of days. */
function dayTicks(days: readonly string[]): Lines['ticks'] {
  return [...days.entries()]
    .filter(([at, day]) => at > 0 && half(day) !== half(days[at - 1] ?? ''))
    .map(([at, day]) => ({ at, text: day.slice(0, 7) }));
}

function RollingPart({ of }: { readonly of: PairAnswer }): ReactElement {
  const { days, values, low, high, window } = of.rolling;
  const [cursor, setCursor] = useState<number | null>(null);
  const lines = useMemo<Lines>(
    () => ({
      x: [...days.keys()],
      series: [{ name: 'rolling correlation', y: [...values], dash: [] }],
      band: { low: [...low], high: [...high] },
      range: [-1, 1],
      ticks: dayTicks(days),
      yText: correlationText,
    }),
    [days, values, low, high],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme, at: number | null) =>
      drawLines(context, lines, size, theme, at),
    [lines],
  );
  const summary = `Rolling correlation of ${window} returns, its 95 % interval behind it, ${days[0] ?? ''} to ${days.at(-1) ?? ''}.`;
  const day = cursor === null ? undefined : days[cursor];
  return (
    <StepChart
      count={days.length}
      draw={draw}
      nearest={(x, _, size) => nearestPlace(lines.x, x, size)}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      reading={
        cursor === null || day === undefined
          ? summary
          : `${day}: ${correlationText(values[cursor] ?? 0)}, 95 % ${correlationText(low[cursor] ?? 0)} to ${correlationText(high[cursor] ?? 0)}`
      }
    />
  );
}

function RollingTable({ of }: { readonly of: PairAnswer }): ReactElement {
  const { days, values, low, high, window } = of.rolling;
  const byDay = new Map(of.days.map((day, at) => [day, at]));
  return (
    <table className="figures">
      <caption className="quiet">{`Returns of each day, and correlation of the last ${window}`}</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="number">
            {of.pair[0]}
          </th>
          <th scope="col" className="number">
            {of.pair[1]}
          </th>
          <th scope="col" className="number">
            Correlation
          </th>
          <th scope="col">95 %</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day, at) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td className="number">{percent(of.first[byDay.get(day) ?? 0] ?? 0)}</td>
            <td className="number">{percent(of.second[byDay.get(day) ?? 0] ?? 0)}</td>
            <td className="number">{correlationText(values[at] ?? 0)}</td>
            <td className="quiet">
              {`${correlationText(low[at] ?? 0)} to ${correlationText(high[at] ?? 0)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tails({ tails }: { readonly tails: readonly TailDependence[] }): ReactElement {
  return (
    <table className="figures">
      <caption className="quiet">Of the days on which one is in its tail, the other is too</caption>
      <thead>
        <tr>
          <th scope="col">Tail</th>
          <th scope="col" className="number">
            Share
          </th>
          <th scope="col">95 %</th>
          <th scope="col" className="number">
            Normal copula
          </th>
        </tr>
      </thead>
      <tbody>
        {tails.map((one) => (
          <tr key={one.side}>
            <th scope="row">{`${one.side}, ${percent(one.tail, 0)}`}</th>
            <td className="number">{`${percent(one.share, 0)} (${one.both} of ${one.days})`}</td>
            <td className="quiet">{`${percent(one.low, 0)} to ${percent(one.high, 0)}`}</td>
            <td className="number">{percent(one.normal, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Known({
  of,
  asTable,
}: {
  readonly of: PairAnswer;
  readonly asTable: boolean;
}): ReactElement {
  return (
    <>
      <p className="note">
        {`Sample correlation ${correlationText(of.correlation)}, 95 % ${correlationText(of.low)} to ${correlationText(of.high)}, on ${of.days.length} joint returns, ${of.days[0] ?? ''} to ${of.days.at(-1) ?? ''}.`}
      </p>
      {asTable ? (
        <RollingTable of={of} />
      ) : (
        <>
          <div className="pair-chart square">
            <ScatterPart of={of} />
          </div>
          {of.rolling.days.length > 0 && (
            <div className="pair-chart">
              <RollingPart of={of} />
            </div>
          )}
        </>
      )}
      <Tails tails={of.tails} />
      {of.notes.map((note) => (
        <p key={note} className="note quiet">
          {note}
        </p>
      ))}
    </>
  );
}

/** How two assets moved together, and what relies on it. */
export function PairPane({
  pair,
  window,
  asTable,
  onClose,
  onEdit,
}: {
  readonly pair: readonly [string, string];
  readonly window: number | null;
  readonly asTable: boolean;
  readonly onClose: () => void;
  readonly onEdit: () => void;
}): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const answered = useAnswer(
    () => desk.ask('correlationPair', pair, window),
    `${pair.join()} ${window} ${asOf}`,
  );
  return (
    <Scroller label={`Pair ${pairWords(pair)}`} className="pair-side">
      <header className="tools">
        <h2>{pairWords(pair)}</h2>
        <span className="space" />
        <button type="button" className="button" onClick={onEdit}>
          What if…
        </button>
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </header>
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' &&
        (answered.value.ok ? (
          <Known of={answered.value.value} asTable={asTable} />
        ) : (
          <p className="nothing">{answered.value.failure.message}</p>
        ))}
      <PairWorthPart pair={pair} />
    </Scroller>
  );
}
