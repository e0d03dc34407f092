import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type {
  CorrelationAnswer,
  CorrelationComparison,
  CorrelationDifference,
} from '../../../engine/contract/correlation.ts';
import type { Cell } from '../../charts/cell-chart.tsx';
import { correlationText } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { CorrelationTable } from './correlation-table.tsx';
import { PairList } from './pair-list.tsx';
import { PairPane } from './pair-pane.tsx';
import { SquareChart } from './square-chart.tsx';
import { pairsOf, type Square } from './square.ts';
import { basisWords, choiceWords, pairWords } from './words.ts';

const notTold = 'not told from 0';

const squareOfAnswer = (of: CorrelationAnswer): Square => ({
  assets: of.assets,
  values: of.matrix,
  marks: of.significant.map((one) => (one === 1 ? 0 : 1)),
  mark: '?',
  markWords: notTold,
  limit: 1,
  merges: of.merges,
});

const squareOfDifference = (of: CorrelationDifference): Square => ({
  assets: of.assets,
  values: of.matrix,
  marks: of.apart,
  mark: '!',
  markWords: 'the intervals do not meet',
  limit: Math.abs(of.largest) || 1,
  merges: null,
});

function summaryOf(square: Square, what: string): string {
  const sorted = pairsOf(square);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (most === undefined || least === undefined) return `${what} of ${square.assets.length} asset.`;
  const said = ({ row, column, value }: typeof most): string =>
    `${square.assets[row] ?? ''} and ${square.assets[column] ?? ''} at ${correlationText(value)}`;
  return `${what} of ${square.assets.length} assets. Highest ${said(most)}, lowest ${said(least)}.`;
}

/** What the cell under the cursor says: value, interval, days, and whether it is told from 0. */
function readingOf(of: CorrelationAnswer, { row, column }: Cell): string {
  const at = row * of.assets.length + column;
  const said = `${of.assets[row] ?? ''} with ${of.assets[column] ?? ''}: ${correlationText(of.matrix[at] ?? 0)}`;
  return row === column
    ? said
    : `${said}, 95 % ${correlationText(of.low[at] ?? 0)} to ${correlationText(of.high[at] ?? 0)} over ${Math.round(of.days[at] ?? 0)} days, ${
        of.significant[at] === 1 ? 'told from 0' : notTold
      }. Enter opens the pair.`;
}

/** The matrix of one model, or its difference from another, and the pair that was chosen. */
export function MatrixPane({
  comparison,
  pair,
  asTable,
  hideMarked,
  onPair,
  onEdit,
}: {
  readonly comparison: CorrelationComparison;
  readonly pair: readonly [string, string] | null;
  readonly asTable: boolean;
  /** Whether cells that are not told from 0 are left empty. */
  readonly hideMarked: boolean;
  readonly onPair: (pair: readonly [string, string] | null) => void;
  readonly onEdit: (pair: readonly [string, string]) => void;
}): ReactElement {
  const { first, second, difference } = comparison;
  const [cursor, setCursor] = useState<Cell | null>(null);
  const square = useMemo(
    () => (difference === null ? squareOfAnswer(first) : squareOfDifference(difference)),
    [first, difference],
  );
  const summary = useMemo(
    () => summaryOf(square, difference === null ? 'Correlation' : 'Difference of correlations'),
    [square, difference],
  );
  const { assets } = square;
  const inside =
    cursor !== null && cursor.row < assets.length && cursor.column < assets.length ? cursor : null;
  const reading =
    inside === null
      ? summary
      : difference === null
        ? readingOf(first, inside)
        : `${assets[inside.row] ?? ''} with ${assets[inside.column] ?? ''}: ${correlationText(
            difference.matrix[inside.row * assets.length + inside.column] ?? 0,
          )}`;
  const choose = ({ row, column }: Cell): void => {
    setCursor({ row, column });
    const [a, b] = [assets[row], assets[column]];
    if (a !== undefined && b !== undefined && a !== b) onPair([a, b]);
  };
  return (
    <div className={pair === null ? 'correlation' : 'correlation with-pair'}>
      <div className="chart-side">
        {asTable ? (
          <CorrelationTable square={square} />
        ) : (
          <SquareChart
            square={square}
            hideMarked={hideMarked && difference === null}
            summary={summary}
            cursor={inside}
            onCursor={setCursor}
            onEnter={choose}
            reading={reading}
          />
        )}
        <Scroller label="What this rests on" className="basis">
          <ul className="notes quiet">
            {difference !== null && second !== null && (
              <li>
                {`${choiceWords(first.choice)}, less ${choiceWords(second.choice)}. “!” marks ${difference.apartPairs} pairs whose 95 % intervals do not meet.${
                  difference.pair === null
                    ? ''
                    : ` Largest: ${pairWords(difference.pair)}, ${correlationText(difference.largest)}, which has the strongest colour.`
                }`}
              </li>
            )}
            {basisWords(first).map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Scroller>
      </div>
      {pair === null ? (
        <PairList
          square={square}
          title={difference === null ? 'closest first' : 'highest first'}
          cursor={inside}
          onChoose={choose}
        />
      ) : (
        <PairPane
          key={pair.join()}
          pair={pair}
          window={first.choice.window}
          asTable={asTable}
          onClose={() => onPair(null)}
          onEdit={() => onEdit(pair)}
        />
      )}
    </div>
  );
}
