import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { CorrelationWorth, MultiplierPoint } from '../../../engine/contract/correlation.ts';
import { drawLines, nearestPlace, type Lines } from '../../charts/lines.ts';
import { StepChart } from '../../charts/step-chart.tsx';
import type { ChartTheme, Size } from '../../charts/theme.ts';
import {
  confidenceText,
  correlationText,
  decimal,
  shortMoney,
  wholeMoney,
} from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { breakEvenText } from './pair-worth.tsx';
import { pairWords, sentence } from './words.ts';

const places: readonly { readonly at: number; readonly text: string }[] = [
  { at: 0, text: 'none' },
  { at: 0.5, text: '½' },
  { at: 1, text: 'as they are' },
  { at: 1.5, text: 'half way' },
  { at: 2, text: 'all one' },
];

const placeWords = ({ multiplier }: MultiplierPoint): string =>
  multiplier <= 1
    ? `correlations × ${decimal(multiplier, 0, 2)}`
    : `correlations ${decimal((multiplier - 1) * 100, 0)} % of the way to one`;

function CurveChart({ worth }: { readonly worth: CorrelationWorth }): ReactElement {
  const { curve, tail, houseTail } = worth;
  const [cursor, setCursor] = useState<number | null>(null);
  const lines = useMemo<Lines>(
    () => ({
      x: curve.map(({ multiplier }) => multiplier),
      series: [
        {
          name: `ES ${confidenceText(tail)}`,
          y: curve.map(({ expectedShortfall }) => expectedShortfall),
          dash: [],
        },
        {
          name: `ES ${confidenceText(houseTail)}`,
          y: curve.map(({ houseShortfall }) => houseShortfall),
          dash: [6, 3],
        },
        { name: 'House need', y: curve.map(({ need }) => need), dash: [2, 3] },
      ],
      band: null,
      range: null,
      ticks: places,
      yText: shortMoney,
    }),
    [curve, tail, houseTail],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme, at: number | null) =>
      drawLines(context, lines, size, theme, at),
    [lines],
  );
  const summary = 'Expected shortfall and house need from decorrelated to all one.';
  const point = cursor === null ? undefined : curve[cursor];
  return (
    <StepChart
      count={curve.length}
      draw={draw}
      nearest={(x, _, size) => nearestPlace(lines.x, x, size)}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      reading={
        point === undefined
          ? summary
          : `${placeWords(point)}: ES ${confidenceText(tail)} ${wholeMoney(point.expectedShortfall)}, ES ${confidenceText(houseTail)} ${wholeMoney(point.houseShortfall)}, house need ${wholeMoney(point.need)}`
      }
    />
  );
}

function CurveTable({ worth }: { readonly worth: CorrelationWorth }): ReactElement {
  return (
    <table className="figures">
      <caption className="spoken">From decorrelated to all one</caption>
      <thead>
        <tr>
          <th scope="col">Correlations</th>
          <th scope="col" className="number">{`ES ${confidenceText(worth.tail)}`}</th>
          <th scope="col" className="number">{`ES ${confidenceText(worth.houseTail)}`}</th>
          <th scope="col" className="number">
            House need
          </th>
        </tr>
      </thead>
      <tbody>
        {worth.curve.map((point) => (
          <tr key={point.multiplier}>
            <th scope="row">{placeWords(point)}</th>
            <td className="number">{wholeMoney(point.expectedShortfall)}</td>
            <td className="number">{wholeMoney(point.houseShortfall)}</td>
            <td className="number">{wholeMoney(point.need)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const columns = [
  'Alone',
  'Alone',
  'Together',
  'Worth',
  'Off the larger',
  'Correlation',
  'Breaks even',
  'Book if decorrelated',
  'Lost together, then',
  'now',
  'Drawdown',
] as const;

function PairTable({
  worth,
  onPair,
}: {
  readonly worth: CorrelationWorth;
  readonly onPair: (pair: readonly [string, string]) => void;
}): ReactElement {
  return (
    <table className="figures">
      <caption className="spoken">What each offset is worth, the largest first</caption>
      <thead>
        <tr>
          <th scope="col">Offset</th>
          <th scope="col">What it is</th>
          {columns.map((title, at) => (
            <th key={`${title} ${at < 1 ? 'first' : ''}`} scope="col" className="number">
              {title}
            </th>
          ))}
          <th scope="col">Worst window</th>
        </tr>
      </thead>
      <tbody>
        {worth.pairs.map((of) => (
          <tr key={of.pair.join()}>
            <th scope="row">
              <button type="button" className="asked" onClick={() => onPair(of.pair)}>
                {pairWords(of.pair)}
              </button>
            </th>
            <td>{of.kind}</td>
            <td className="number">{wholeMoney(of.alone[0])}</td>
            <td className="number">{wholeMoney(of.alone[1])}</td>
            <td className="number">{wholeMoney(of.together)}</td>
            <td className="number">{wholeMoney(of.worth)}</td>
            <td className="number">{wholeMoney(of.hedgeWorth)}</td>
            <td className="number">{correlationText(of.correlation)}</td>
            <td className="number">
              <abbr title={of.note}>{breakEvenText(of)}</abbr>
            </td>
            <td className="number">{wholeMoney(of.relies.houseShortfall)}</td>
            {of.worstWindow === null ? (
              <td className="quiet" colSpan={4}>
                history too short
              </td>
            ) : (
              <>
                <td className="number">{decimal(of.worstWindow.shared.past, 2)}</td>
                <td className="number">
                  {of.worstWindow.shared.now === null
                    ? 'no loss'
                    : decimal(of.worstWindow.shared.now, 2)}
                </td>
                <td className="number">{wholeMoney(of.worstWindow.drawdown)}</td>
                <td className="quiet">{`${of.worstWindow.from} to ${of.worstWindow.to}`}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Known({
  worth,
  asTable,
  onPair,
}: {
  readonly worth: CorrelationWorth;
  readonly asTable: boolean;
  readonly onPair: (pair: readonly [string, string]) => void;
}): ReactElement {
  return (
    <>
      {asTable ? (
        <CurveTable worth={worth} />
      ) : (
        <div className="worth-curve">
          <CurveChart worth={worth} />
        </div>
      )}
      <h2 className="chart-title">
        Offsets{' '}
        <span className="quiet">
          {`each pair by itself, ES ${confidenceText(worth.houseTail)}${worth.furtherPairs > 0 ? `; ${worth.furtherPairs} more of less worth` : ''}`}
        </span>
      </h2>
      <Scroller label="Offsets">
        <PairTable worth={worth} onPair={onPair} />
        <ul className="notes quiet">
          <li>
            A hedge breaks even where its smaller leg takes nothing off the larger any more;
            diversification where the two lose together all that they lose apart.
          </li>
          <li>
            The worst window is the one in which the largest part of what the two lose apart was
            lost together: 1 is no offset at all.
          </li>
          {worth.notes.map((note) => (
            <li key={note}>{sentence(note)}</li>
          ))}
        </ul>
      </Scroller>
    </>
  );
}

/** What the correlations are worth on the book: asked when the pane is opened. */
export function WorthPane({
  asTable,
  onPair,
}: {
  readonly asTable: boolean;
  readonly onPair: (pair: readonly [string, string]) => void;
}): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const answered = useAnswer(() => desk.ask('correlationWorth'), String(asOf));
  return (
    <section
      className="correlation-worth"
      aria-label="What the correlations are worth"
      aria-busy={answered.is === 'waiting'}
    >
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' &&
        (answered.value.ok ? (
          <Known worth={answered.value.value} asTable={asTable} onPair={onPair} />
        ) : (
          <p className="nothing">{answered.value.failure.message}</p>
        ))}
    </section>
  );
}
