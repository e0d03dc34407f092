import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Surface } from '../../../engine/contract/snapshot.ts';
import { surfaceData } from '../../charts/surface.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';

/** The table twin of the surface: rows are volatility shifts, columns price shifts. */
export function StressTable({ surface }: { readonly surface: Surface }): ReactElement {
  const { rowLabels, columnLabels, values } = useMemo(
    () => surfaceData(surface.priceShifts, surface.volatilityShifts, surface.pnl),
    [surface],
  );
  return (
    <Scroller label="Stress table">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Volatility \ price</th>
            {columnLabels.map((label) => (
              <th key={label} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowLabels.map((label, row) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {columnLabels.map((price, column) => (
                <td key={price} className="number">
                  <Figure value={values[row * columnLabels.length + column] ?? 0} tone="signed" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
