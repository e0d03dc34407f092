import type { ReactElement } from 'react';
import type { UnwindReport } from '../../../engine/contract/market.ts';
import { quantityText } from '../../format/figures.ts';
import { reasonWords } from '../../format/words.ts';
import { Age } from '../../parts/age.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { usePolled } from '../../state/use-polled.ts';
import { useDesk } from '../../state/use-desk.ts';
import { CostCells } from './net-unwind.tsx';

/** Milliseconds between two askings: a book walks every position anew. */
const EVERY = 2_000;

type Props = { readonly report: UnwindReport; readonly told: Told };

const costs = ['Cost', 'Off mid, bp', 'Worst price', 'Filled', 'Beyond the book', 'Its value'];

function Positions({ report, told }: Props): ReactElement {
  return (
    <table className="figures">
      <caption className="spoken">Every position, closed in its own order book</caption>
      <thead>
        <tr>
          <th scope="col">Position</th>
          <th scope="col">Account</th>
          <th scope="col" className="number">
            Held
          </th>
          {costs.map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
          <th scope="col" className="number">
            Book’s age
          </th>
        </tr>
      </thead>
      <tbody>
        {report.positions.map(({ position, cost, bookAt }) => (
          <tr key={position.id}>
            <th scope="row">{position.instrument}</th>
            <td>{position.account}</td>
            <td className="number">
              <Figure value={position.quantity} tone="signed" text={quantityText} />
            </td>
            {cost.ok ? (
              <CostCells cost={cost.value} />
            ) : (
              <td className="wrap" colSpan={costs.length}>
                <span className="unknown">unknown</span>{' '}
                <span className="quiet">{`${reasonWords[cost.failure.reason]}: ${cost.failure.message}`}</span>
              </td>
            )}
            <td className="number">
              {bookAt === null ? (
                <span className="inapplicable">no book</span>
              ) : (
                <Age at={bookAt} told={told} staleAfter={null} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Venues({ report }: Pick<Props, 'report'>): ReactElement {
  return (
    <table className="figures">
      <caption>A venue’s positions in one underlying, all at once: they share its books</caption>
      <thead>
        <tr>
          <th scope="col">Venue</th>
          <th scope="col">Underlying</th>
          <th scope="col" className="number">
            Cost
          </th>
          <th scope="col" className="number">
            Beyond the books
          </th>
          <th scope="col">Positions that are in no figure here</th>
        </tr>
      </thead>
      <tbody>
        {report.venues.map(({ venue, underlying, cost, trades, unfilledNotional, lacking }) => (
          <tr key={`${venue} ${underlying}`}>
            <th scope="row">{venue}</th>
            <td>{underlying}</td>
            <td className="number">
              {trades.length === 0 ? (
                <span className="unknown">unknown</span>
              ) : (
                <Figure value={cost} />
              )}
            </td>
            <td className="number">
              {trades.length === 0 ? (
                <span className="unknown">unknown</span>
              ) : (
                <Figure value={unfilledNotional} />
              )}
            </td>
            <td className="wrap">
              {lacking.length === 0 ? (
                <span className="quiet">none</span>
              ) : (
                <>
                  <Mark name="incomplete" /> {lacking.map(({ message }) => message).join('; ')}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What closing every position now would cost in its own book. */
export function ClosingPane({ reporting }: { readonly reporting: string }): ReactElement {
  const desk = useDesk();
  const { last, fault } = usePolled(() => desk.ask('unwind'), 'unwind', EVERY);
  const report = last?.value ?? null;
  return (
    <Scroller label="Closing every position">
      <h2 className="in-pane">
        {'Closing every position now '}
        <span className="quiet">{`${reporting}, against the mid, without fees`}</span>
      </h2>
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      {last === null && fault === '' && <p className="nothing">Working it out…</p>}
      {last !== null && report === null && (
        <p className="nothing">No venue is followed: turn one on under Feeds.</p>
      )}
      {last !== null && report !== null && (
        <>
          <Positions report={report} told={{ at: report.asOf, heard: last.heard }} />
          <p className="notes quiet">
            Each position as if it had its book for itself; sizes in the venue’s contracts. What the
            visible book cannot take is not priced and is in no cost; its value is at the mid.
          </p>
          <Venues report={report} />
        </>
      )}
    </Scroller>
  );
}
