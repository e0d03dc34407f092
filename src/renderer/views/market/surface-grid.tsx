import { scaleLinear } from 'd3-scale';
import type { ReactElement } from 'react';
import type { VolatilityGrid } from '../../../engine/contract/surface.ts';
import { inkOn } from '../../charts/colour.ts';
import { useChartTheme } from '../../charts/theme.ts';
import { decimal, percent } from '../../format/figures.ts';
import { dayText } from '../../format/times.ts';
import { Inapplicable } from '../../parts/figure.tsx';
import { spread } from './spread.ts';

/** Columns that are shown at most. */
const SHOWN = 9;

/** The fitted surface as a table whose cells are the darker the higher the volatility. */
export function SurfaceGrid({ grid }: { readonly grid: VolatilityGrid }): ReactElement {
  const theme = useChartTheme();
  const all = grid.rows.flatMap(({ volatilities }) => volatilities.filter((one) => one !== null));
  const colour = scaleLinear<string>()
    .domain([Math.min(...all), Math.max(...all)])
    .range([theme.middle, theme.high]);
  const columns = spread(grid.k.length, SHOWN);
  if (all.length === 0) return <p className="nothing">No smile could be fitted.</p>;
  return (
    <table className="figures heat">
      <caption>
        Fitted volatility a year by expiry and ln(strike ÷ forward); n/a beyond the quotes
      </caption>
      <thead>
        <tr>
          <th scope="col">Expiry</th>
          {columns.map((at) => (
            <th key={at} scope="col" className="number">
              {decimal(grid.k[at] ?? 0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.rows.map(({ expiry, volatilities }) => (
          <tr key={expiry}>
            <th scope="row">{dayText(expiry)}</th>
            {columns.map((at) => {
              const value = volatilities[at] ?? null;
              if (value === null) {
                return (
                  <td key={at} className="number">
                    <Inapplicable />
                  </td>
                );
              }
              const ground = colour(value);
              return (
                <td
                  key={at}
                  className="number"
                  style={{ backgroundColor: ground, color: inkOn(ground, theme) }}
                >
                  {percent(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
