import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Correlation } from '../../../engine/contract/snapshot.ts';
import type { Cell } from '../../charts/cell-chart.tsx';
import { correlationText } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';

type Pair = Cell & { readonly value: number };

/** Every pair once, the closest first, the most opposed last. */
function pairs({ assets, matrix }: Correlation): readonly Pair[] {
  const count = assets.length;
  const found: Pair[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) {
      found.push({ row, column, value: matrix[row * count + column] ?? 0 });
    }
  }
  return found.toSorted((a, b) => b.value - a.value);
}

/** The pairs beside the heatmap; choosing one moves its cursor there. */
export function PairList({
  correlation,
  cursor,
  onChoose,
}: {
  readonly correlation: Correlation;
  readonly cursor: Cell | null;
  readonly onChoose: (cell: Cell) => void;
}): ReactElement {
  const { assets } = correlation;
  const sorted = useMemo(() => pairs(correlation), [correlation]);
  return (
    <Scroller label="Pairs" className="pairs">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Pair, closest first</th>
            <th scope="col" className="number">
              Correlation
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ row, column, value }) => (
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
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
