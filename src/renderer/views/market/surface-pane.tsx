import { useState } from 'react';
import type { ReactElement } from 'react';
import type { SurfacesView, SurfaceView } from '../../../engine/contract/surface.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { percent } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { OutcomeFigure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk } from '../../state/use-desk.ts';
import { SmilePart } from './smile-part.tsx';
import { MarksAgainstFit, Violations } from './surface-checks.tsx';
import { SurfaceGrid } from './surface-grid.tsx';
import { SurfaceSlices } from './surface-slices.tsx';

type PaneProps = { readonly underlying: Asset; readonly asTable: boolean };

const titleOf = ({ market, settlement }: SurfaceView): string =>
  `${market}, settled in ${settlement}`;

function Surface({
  surface,
  asTable,
}: {
  readonly surface: SurfaceView;
  readonly asTable: boolean;
}): ReactElement {
  const [expiry, setExpiry] = useState<number | null>(null);
  const chosen =
    surface.slices.find((slice) => slice.expiry === expiry) ??
    surface.slices.find(({ points }) => points.length > 0) ??
    surface.slices[0];
  return (
    <>
      <SurfaceSlices
        surface={surface}
        chosen={chosen}
        onChoose={(slice) => setExpiry(slice.expiry)}
      />
      <div className="surface-columns">
        {chosen !== undefined && (
          <SmilePart key={chosen.expiry} surface={surface} slice={chosen} asTable={asTable} />
        )}
        <div>
          <Violations surface={surface} />
          <SurfaceGrid grid={surface.grid} />
        </div>
      </div>
      <MarksAgainstFit surface={surface} />
    </>
  );
}

function Refused({ refused }: Pick<SurfacesView, 'refused'>): ReactElement | null {
  if (refused.length === 0) return null;
  return (
    <section aria-label="Contracts without a surface">
      <h3>Contracts without a surface</h3>
      <ul className="said">
        {refused.map(({ instrument, message }) => (
          <li key={instrument}>
            <Mark name="incomplete" /> {`${instrument}: ${message}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Volatilities that the quotes of options imply, fitted and checked. */
export function SurfacePane({ underlying, asTable }: PaneProps): ReactElement {
  const desk = useDesk();
  const [asked, setAsked] = useState(0);
  const [title, setTitle] = useState('');
  const answered = useAnswer(() => desk.ask('surfaces', underlying), `${underlying}${asked}`);
  const view = answered.is === 'there' ? answered.value : null;
  const surface = view?.surfaces.find((one) => titleOf(one) === title) ?? view?.surfaces[0];
  return (
    <Scroller label={`Volatility surface of ${underlying}`} className="surface">
      <div className="tools">
        <h2>{`Volatility surface of ${underlying}`}</h2>
        {view !== null && view.surfaces.length > 1 && surface !== undefined && (
          <label className="choices">
            <span className="quiet">of</span>
            <select
              className="field"
              value={titleOf(surface)}
              onChange={({ target }) => setTitle(target.value)}
            >
              {view.surfaces.map((one) => (
                <option key={titleOf(one)}>{titleOf(one)}</option>
              ))}
            </select>
          </label>
        )}
        {surface !== undefined && (
          <span className="quiet">
            {`${view !== null && view.surfaces.length === 1 ? `${titleOf(surface)}, ` : ''}quotes of ${instantText(surface.asOf)}; 30 days at the money `}
            <OutcomeFigure title="Volatility at 30 days" outcome={surface.thirtyDays}>
              {(value) => percent(value)}
            </OutcomeFigure>
          </span>
        )}
        <span className="space" />
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
      {answered.is === 'there' && surface === undefined && (
        <p className="nothing">{`No quote of an option on ${underlying} is known.`}</p>
      )}
      {surface !== undefined && (
        <Surface key={titleOf(surface)} surface={surface} asTable={asTable} />
      )}
      {view !== null && <Refused refused={view.refused} />}
    </Scroller>
  );
}
