import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Cell } from '../../charts/cell-chart.tsx';
import { correlationText } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { pairsOf, type Square, type SquarePair } from './square.ts';

/** Rows at each end of a long list: more says no more. */
const atEachEnd = 100;

function shown(pairs: readonly SquarePair[]): readonly SquarePair[] {
  return pairs.length <= 2 * atEachEnd
    ? pairs
    : [...pairs.slice(0, atEachEnd), ...pairs.slice(-atEachEnd)];
}

/** The pairs beside the heatmap; choosing one opens it. */
export function PairList({
  square,
  title,
  cursor,
  onChoose,
}: {
  readonly square: Square;
  readonly title: string;
  readonly cursor: Cell | null;
  readonly onChoose: (cell: Cell) => void;
}): ReactElement {
  const { assets, mark, markWords } = square;
  const sorted = useMemo(() => pairsOf(square), [square]);
  const rows = shown(sorted);
  return (
    <Scroller label="Pairs" className="pairs">
      <table className="figures">
        <caption className={rows.length < sorted.length ? 'quiet' : 'spoken'}>
          {rows.length < sorted.length
            ? `${atEachEnd} pairs at each end of ${sorted.length}`
            : 'Every pair'}
        </caption>
        <thead>
          <tr>
            <th scope="col">{`Pair, ${title}`}</th>
            <th scope="col" className="number">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, column, value, marked }) => (
            <tr
              key={`${row} ${column}`}
              className={cursor?.row === row && cursor.column === column ? 'chosen' : undefined}
            >
              <th scope="row">
                <button type="button" className="asked" onClick={() => onChoose({ row, column })}>
                  {`${assets[row] ?? ''} – ${assets[column] ?? ''}`}
                </button>
              </th>
              <td className="number">
                <span className={value < 0 ? 'figure loss' : 'figure gain'}>
                  {correlationText(value)}
                </span>
                {marked && <abbr title={markWords}>{` ${mark}`}</abbr>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
