import type { ReactElement } from 'react';
import { instantText } from '../../format/times.ts';
import { chordText } from '../../commands/chord.ts';
import { useKeys } from '../../commands/use-commands.ts';
import { drawnTheme } from '../../state/appearance.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useDeskView, useFrame } from '../../state/use-desk.ts';
import { LiveMark } from './live-mark.tsx';
import { ExportMenu } from './export-menu.tsx';

/** Which store, as of when, whether it is made up, and what concerns the window itself. */
export function TopBar(): ReactElement {
  const { desk, snapshot, preferences } = useDeskView();
  const { prefer } = useDesk();
  const { open, say } = useFrame();
  const keys = useKeys();
  const synthetic = snapshot?.synthetic ?? desk?.synthetic ?? false;
  const other = drawnTheme(preferences) === 'dark' ? 'light' : 'dark';
  return (
    <header className="bar">
      <span className="name">Crossguard</span>
      {desk !== null && <span className="quiet">{desk.store}</span>}
      {desk?.readOnly === true && <span className="quiet">read only</span>}
      {synthetic && <strong className="synthetic">synthetic sample data</strong>}
      <LiveMark />
      <span className="space" />
      {snapshot !== null && (
        <span className="quiet">
          {`as of ${instantText(snapshot.asOf)} · in ${snapshot.reporting}`}
        </span>
      )}
      {snapshot !== null && (
        <button type="button" className="button plain" onClick={() => open('past')}>
          Past
        </button>
      )}
      {snapshot !== null && (
        <button type="button" className="button plain" onClick={() => open('changes')}>
          What changed
        </button>
      )}
      <ExportMenu />
      <button
        type="button"
        className="button plain"
        onClick={() => {
          prefer({ theme: other }).catch((fault: unknown) => say(faultText(fault)));
        }}
      >
        {other === 'dark' ? 'Dark' : 'Light'}
      </button>
      <button type="button" className="button plain" onClick={() => open('help')}>
        Help
      </button>
      <button type="button" className="button plain" onClick={() => open('settings')}>
        Settings
      </button>
      <button type="button" className="button" onClick={() => open('palette')}>
        Find <kbd>{chordText(keys.get('palette') ?? '')}</kbd>
      </button>
    </header>
  );
}
