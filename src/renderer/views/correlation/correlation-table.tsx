import type { ReactElement } from 'react';
import { correlationText } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import type { Square } from './square.ts';

/** The table twin of the heatmap, in the same order. */
export function CorrelationTable({ square }: { readonly square: Square }): ReactElement {
  const { assets, values, marks, mark, markWords } = square;
  return (
    <Scroller label="Correlation table">
      <table className="figures narrow">
        <thead>
          <tr>
            <th scope="col">Asset</th>
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
              {assets.map((other, column) => {
                const at = row * assets.length + column;
                return (
                  <td key={other} className="number">
                    {correlationText(values[at] ?? 0)}
                    {marks?.[at] === 1 && <abbr title={markWords}>{` ${mark}`}</abbr>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
