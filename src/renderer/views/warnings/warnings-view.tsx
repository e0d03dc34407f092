import { useState } from 'react';
import type { ReactElement } from 'react';
import { PaneButtons } from '../../parts/pane-buttons.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useSnapshot } from '../../state/use-desk.ts';
import { HistoryPane } from './history-pane.tsx';
import { RulesPane } from './rules-pane.tsx';
import { WarningItem } from './warning-item.tsx';

const panes = [
  { is: 'open', title: 'Open' },
  { is: 'history', title: 'History' },
  { is: 'rules', title: 'Limits of your own' },
] as const;

/** Every open warning: what, why, what to do, how much is missing, and what was done; what was; and the user's limits. */
export function WarningsView(): ReactElement {
  const { warnings, reporting } = useSnapshot();
  const [pane, setPane] = useState<(typeof panes)[number]['is']>('open');
  return (
    <div className="view">
      <header>
        <h1>Warnings</h1>
        <PaneButtons panes={panes} shown={pane} onTurn={setPane} />
        {pane === 'open' && <span className="quiet">gravest first; amounts in {reporting}</span>}
      </header>
      {pane === 'open' && (
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
      )}
      {pane === 'history' && <HistoryPane />}
      {pane === 'rules' && <RulesPane />}
    </div>
  );
}
