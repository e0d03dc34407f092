import type { ReactElement } from 'react';
import type { Correlation } from '../../../engine/contract/snapshot.ts';
import { correlationText } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';

/** The table twin of the heatmap, in the same order. */
export function CorrelationTable({
  correlation,
}: {
  readonly correlation: Correlation;
}): ReactElement {
  const { assets, matrix } = correlation;
  return (
    <Scroller label="Correlation table">
      <table className="figures narrow">
        <thead>
          <tr>
            <th scope="col">Underlying</th>
            {assets.map((asset) => (
              <th key={asset} scope="col" className="number">
                {asset}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {assets.map((asset, row) => (
            <tr key={asset}>
              <th scope="row">{asset}</th>
              {assets.map((other, column) => (
                <td key={other} className="number">
                  {correlationText(matrix[row * assets.length + column] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
