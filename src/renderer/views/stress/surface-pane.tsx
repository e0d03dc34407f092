import { useState } from 'react';
import type { ReactElement } from 'react';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { StressSurface } from './stress-surface.tsx';
import { StressTable } from './stress-table.tsx';

/** What a move of price and volatility would do to the netted book. `focus` names the scope. */
export function SurfacePane({ focus }: { readonly focus: string }): ReactElement {
  const { surfaces, reporting } = useSnapshot();
  const { go } = useFrame();
  const [asTable, setAsTable] = useState(false);
  const chosen = surfaces.find(({ scope }) => scope === focus) ?? surfaces[0];
  if (chosen === undefined) {
    return <p className="nothing">No priced position moves with a price or a volatility.</p>;
  }
  return (
    <>
      <div className="tools">
        <label className="choices">
          <span className="quiet">What moves</span>
          <select
            className="field"
            value={chosen.scope}
            onChange={(event) => go('stress', event.target.value)}
          >
            {surfaces.map(({ scope }) => (
              <option key={scope} value={scope}>
                {scope === 'all' ? 'All underlyings alike' : `${scope} alone`}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">{`P&L of the netted book, ${reporting}; dashed line: no gain, no loss`}</span>
        <span className="space" />
        <button
          type="button"
          className="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </button>
      </div>
      {asTable ? (
        <StressTable surface={chosen} />
      ) : (
        <StressSurface key={chosen.scope} surface={chosen} />
      )}
    </>
  );
}
