import { useState } from 'react';
import type { ReactElement } from 'react';
import type { UnwindReport } from '../../../engine/contract/market.ts';
import { decimal, priceText, quantityText } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Figure, Unknown } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk } from '../../state/use-desk.ts';

function Report({ report }: { readonly report: UnwindReport }): ReactElement {
  return (
    <table className="figures">
      <caption className="spoken">{`As of ${instantText(report.asOf)}`}</caption>
      <thead>
        <tr>
          <th scope="col">Position</th>
          <th scope="col" className="number">
            Held
          </th>
          <th scope="col" className="number">
            Cost
          </th>
          <th scope="col" className="number">
            Off mid, bp
          </th>
          <th scope="col" className="number">
            Worst price
          </th>
          <th scope="col" className="number">
            Beyond the book
          </th>
        </tr>
      </thead>
      <tbody>
        {report.positions.map(({ position, cost }) => (
          <tr key={position.id}>
            <th scope="row">
              {position.instrument} <span className="quiet">{position.account}</span>
            </th>
            <td className="number">{quantityText(position.quantity)}</td>
            {cost.ok ? (
              <>
                <td className="number">
                  <Figure value={cost.value.cost} />
                </td>
                <td className="number">
                  {cost.value.slippage === null ? '' : decimal(cost.value.slippage * 10_000, 1)}
                </td>
                <td className="number">
                  {cost.value.worstPrice === null ? '' : priceText(cost.value.worstPrice)}
                </td>
                <td className="number">
                  {quantityText(Number(cost.value.unfilled.quantity.toPrecision(6)))}
                </td>
              </>
            ) : (
              <td className="number" colSpan={4}>
                <Unknown title="Cost of closing" failures={[cost.failure]} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What closing every position now would cost in its own book. */
export function ClosingPane(): ReactElement {
  const desk = useDesk();
  const [asked, setAsked] = useState(0);
  const answered = useAnswer(() => desk.ask('unwind'), String(asked));
  return (
    <Scroller label="Closing every position">
      <div className="tools">
        <button type="button" className="button" onClick={() => setAsked(asked + 1)}>
          Work it out again
        </button>
      </div>
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' && answered.value !== null && <Report report={answered.value} />}
      <p className="notes quiet">
        Each position as if it had its own book for itself; fees left out. Size beyond the visible
        book is not priced.
      </p>
    </Scroller>
  );
}
