import { useState } from 'react';
import type { ReactElement } from 'react';
import type { SurfacesView, SurfaceView } from '../../../engine/contract/surface.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { percent, priceText } from '../../format/figures.ts';
import { dayText, instantText } from '../../format/times.ts';
import { OutcomeFigure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk } from '../../state/use-desk.ts';

function Slices({ surface }: { readonly surface: SurfaceView }): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Expiry</th>
          <th scope="col" className="number">
            Forward
          </th>
          <th scope="col" className="number">
            Quotes fitted
          </th>
          <th scope="col" className="number">
            At the money
          </th>
          <th scope="col" className="number">
            25Δ reversal
          </th>
          <th scope="col" className="number">
            25Δ butterfly
          </th>
          <th scope="col" className="number">
            Inside bid-ask
          </th>
          <th scope="col">Free of arbitrage</th>
        </tr>
      </thead>
      <tbody>
        {surface.slices.map((slice) => (
          <tr key={slice.expiry}>
            <th scope="row">{dayText(slice.expiry)}</th>
            <td className="number">
              <OutcomeFigure title="Forward" outcome={slice.forward}>
                {({ value }) => priceText(value)}
              </OutcomeFigure>
            </td>
            <td className="number">{slice.points.length}</td>
            {slice.fit.ok ? (
              <Fitted fit={slice.fit.value} />
            ) : (
              <td colSpan={5} className="quiet wrap">
                {slice.fit.failure.message}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Fit = Extract<SurfaceView['slices'][number]['fit'], { ok: true }>['value'];

function Fitted({ fit }: { readonly fit: Fit }): ReactElement {
  const { numbers, quality, butterfly } = fit;
  return (
    <>
      <td className="number">
        <OutcomeFigure title="Volatility at the money" outcome={numbers.atTheMoney}>
          {(value) => percent(value)}
        </OutcomeFigure>
      </td>
      <td className="number">
        <OutcomeFigure title="25 delta risk reversal" outcome={numbers.riskReversal25}>
          {(value) => percent(value)}
        </OutcomeFigure>
      </td>
      <td className="number">
        <OutcomeFigure title="25 delta butterfly" outcome={numbers.butterfly25}>
          {(value) => percent(value)}
        </OutcomeFigure>
      </td>
      <td className="number">{`${quality.inside} of ${quality.points}`}</td>
      <td>
        {butterfly.free ? (
          'yes'
        ) : (
          <span className="level watch">
            <Mark name="watch" />
            no: a repaired smile stands beside it
          </span>
        )}
      </td>
    </>
  );
}

function Marks({ surface }: { readonly surface: SurfaceView }): ReactElement {
  if (surface.marks.length === 0) {
    return (
      <p className="nothing">{`None of ${surface.marksCompared} marks stands out from the fit.`}</p>
    );
  }
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col" className="number">
            Mark
          </th>
          <th scope="col" className="number">
            Fit
          </th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {surface.marks.slice(0, 20).map(({ instrument, difference, why }) => (
          <tr key={instrument}>
            <th scope="row">{instrument}</th>
            <td className="number">{priceText(difference.mark)}</td>
            <td className="number">{priceText(difference.fitted)}</td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Surfaces({ view }: { readonly view: SurfacesView }): ReactElement {
  return (
    <>
      {view.surfaces.map((surface) => (
        <section
          key={`${surface.market}${surface.settlement}`}
          className="pane"
          aria-label={`Surface at ${surface.market}`}
        >
          <h2>
            {`${surface.underlying} at ${surface.market}, settled in ${surface.settlement}`}{' '}
            <span className="quiet">
              {`as of ${instantText(surface.asOf)}, 30 days `}
              <OutcomeFigure title="Volatility at 30 days" outcome={surface.thirtyDays}>
                {(value) => percent(value)}
              </OutcomeFigure>
            </span>
          </h2>
          <Slices surface={surface} />
          <h3>Marks against the fit</h3>
          <Marks surface={surface} />
        </section>
      ))}
    </>
  );
}

/** Volatilities that the quotes of options imply, fitted and checked. */
export function SurfacePane({ underlying }: { readonly underlying: Asset }): ReactElement {
  const desk = useDesk();
  const [asked, setAsked] = useState(0);
  const answered = useAnswer(() => desk.ask('surfaces', underlying), `${underlying}${asked}`);
  return (
    <Scroller label={`Volatility surface of ${underlying}`}>
      <div className="tools">
        <button type="button" className="button" onClick={() => setAsked(asked + 1)}>
          Fit again
        </button>
      </div>
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' &&
        (answered.value === null ? (
          <p className="nothing">{`No quote of an option on ${underlying} is known.`}</p>
        ) : (
          <Surfaces view={answered.value} />
        ))}
    </Scroller>
  );
}
