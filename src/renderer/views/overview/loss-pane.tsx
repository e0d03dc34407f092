import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Risk } from '../../../engine/contract/snapshot.ts';
import { Chart } from '../../charts/chart.tsx';
import { Asked, Figure } from '../../parts/figure.tsx';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { lossDrawing, lossSummary } from '../risk/loss-drawing.ts';
import { Contributions } from '../risk/contributions.tsx';
import { reasonWords } from '../../format/words.ts';

/** What the netted book could lose: the distribution, the worst stress, and who contributes. */
export function LossPane(): ReactElement {
  const { risk, reporting, overview } = useSnapshot();
  const { go } = useFrame();
  return (
    <section className="pane could-be-lost" aria-labelledby="loss-title">
      <header>
        <h2 id="loss-title">
          What could be lost <span className="quiet">one day, netted book, {reporting}</span>
        </h2>
        <button type="button" className="button plain" onClick={() => go('risk')}>
          Risk
        </button>
      </header>
      {risk.ok ? (
        <Loss risk={risk.value} />
      ) : (
        <p className="nothing">{`${reasonWords[risk.failure.reason]}: ${risk.failure.message}`}</p>
      )}
      {overview.worstStress !== null && (
        <p className="stress-line">
          <span className="quiet">Worst stress</span>{' '}
          <Asked label="Worst stress" onAsk={() => go('stress')}>
            <Figure value={overview.worstStress.pnl} tone="signed" />
          </Asked>{' '}
          <span className="quiet">{overview.worstStress.label}</span>
        </p>
      )}
    </section>
  );
}

function Loss({ risk }: { readonly risk: Risk }): ReactElement {
  const { go } = useFrame();
  const draw = useMemo(() => lossDrawing(risk, null, null), [risk]);
  return (
    <>
      <Chart draw={draw} summary={lossSummary(risk)} />
      <Contributions
        title="Share of expected shortfall"
        rows={risk.byUnderlying.slice(0, 4)}
        onOpen={(label) => go('exposures', label)}
      />
    </>
  );
}
