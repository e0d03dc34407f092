import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Risk } from '../../../engine/contract/snapshot.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';

/** More rows than this are not read on a screen; the whole column is in the JSON export. */
const most = 400;

/** The table twin of the histogram: the worst days first. */
export function LossTable({
  risk,
  focus,
}: {
  readonly risk: Risk;
  readonly focus: string;
}): ReactElement {
  const worstFirst = useMemo(
    () =>
      risk.scenarios
        .map((day, index) => ({ day, pnl: risk.pnl[index] ?? 0 }))
        .toSorted((a, b) => a.pnl - b.pnl)
        .slice(0, most),
    [risk],
  );
  return (
    <Scroller label="Profit and loss by day">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col" className="number">
              Rank
            </th>
            <th scope="col">Day repeated</th>
            <th scope="col" className="number">
              P&amp;L
            </th>
          </tr>
        </thead>
        <tbody>
          {worstFirst.map(({ day, pnl }, index) => (
            <tr key={day} className={day === focus ? 'chosen' : undefined}>
              <td className="number">{index + 1}</td>
              <th scope="row">{day}</th>
              <td className="number">
                <Figure value={pnl} tone="signed" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {risk.scenarios.length > most && (
        <p className="nothing">{`${risk.scenarios.length - most} milder days are not listed here; the JSON export holds all.`}</p>
      )}
    </Scroller>
  );
}
