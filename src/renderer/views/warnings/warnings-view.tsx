import type { ReactElement } from 'react';
import type { Warning } from '../../../engine/contract/snapshot.ts';
import { Inapplicable, Figure } from '../../parts/figure.tsx';
import { LevelTag } from '../../parts/mark.tsx';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { Scroller } from '../../parts/scroller.tsx';

/** Every open warning: what, why, what to do, how much is missing. */
export function WarningsView(): ReactElement {
  const { warnings, reporting } = useSnapshot();
  return (
    <div className="view">
      <header>
        <h1>Warnings</h1>
        <span className="quiet">gravest first; amounts in {reporting}</span>
      </header>
      <Scroller label="Warnings">
        {warnings.length === 0 ? (
          <p className="nothing">No account is near a call and no data is at fault.</p>
        ) : (
          <ul className="warnings">
            {warnings.map((warning) => (
              <WarningItem key={warning.id} warning={warning} />
            ))}
          </ul>
        )}
      </Scroller>
    </div>
  );
}

function WarningItem({ warning }: { readonly warning: Warning }): ReactElement {
  const { go, explain } = useFrame();
  const { level, title, cause, remedy, shortfall, account } = warning;
  return (
    <li>
      <LevelTag level={level} />
      <div>
        <h2>{title}</h2>
        <dl>
          <dt>Why</dt>
          <dd>{cause}</dd>
          <dt>What to do</dt>
          <dd>{remedy}</dd>
        </dl>
      </div>
      <div className="missing">
        <span className="quiet">Missing</span>
        {shortfall !== null ? (
          <Figure value={shortfall} />
        ) : level === 'watch' ? (
          <Inapplicable />
        ) : (
          <span className="unknown">unknown</span>
        )}
      </div>
      <div className="acts">
        {account !== null && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => explain({ about: 'marginRatio', account })}
            >
              Explain the ratio
            </button>
            <button type="button" className="button" onClick={() => go('margin', account)}>
              Open the account
            </button>
          </>
        )}
      </div>
    </li>
  );
}
