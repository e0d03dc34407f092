import { useState } from 'react';
import type { ReactElement } from 'react';
import { instantText } from '../../format/times.ts';
import { applyTheme, rememberedTheme } from '../../state/theme.ts';
import { useDeskView } from '../../state/use-desk.ts';
import { ChangesDialog } from '../changes/changes-dialog.tsx';
import { AsOfDialog } from '../review/as-of-dialog.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { LiveMark } from './live-mark.tsx';
import { ExportMenu } from './export-menu.tsx';

/** Which store, as of when, whether it is made up, and what concerns the window itself. */
export function TopBar({
  onKeys,
  onTour,
}: {
  readonly onKeys: () => void;
  readonly onTour: () => void;
}): ReactElement {
  const { desk, snapshot } = useDeskView();
  const [help, setHelp] = useState(false);
  const [past, setPast] = useState(false);
  const [changes, setChanges] = useState(false);
  const [theme, setTheme] = useState(rememberedTheme);
  const synthetic = snapshot?.synthetic ?? desk?.synthetic ?? false;
  const other = theme === 'dark' ? 'light' : 'dark';
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
          {`as of ${instantText(snapshot.asOf)} · amounts in ${snapshot.reporting}`}
        </span>
      )}
      {snapshot !== null && (
        <button type="button" className="button plain" onClick={() => setPast(true)}>
          Past
        </button>
      )}
      {past && <AsOfDialog onClose={() => setPast(false)} />}
      {snapshot !== null && (
        <button type="button" className="button plain" onClick={() => setChanges(true)}>
          What changed
        </button>
      )}
      {changes && <ChangesDialog onClose={() => setChanges(false)} />}
      <ExportMenu />
      <button
        type="button"
        className="button plain"
        onClick={() => {
          applyTheme(other);
          setTheme(other);
        }}
      >
        {other === 'dark' ? 'Dark' : 'Light'}
      </button>
      <button type="button" className="button plain" onClick={() => setHelp(true)}>
        Help
      </button>
      {help && <HelpDialog onTour={onTour} onClose={() => setHelp(false)} />}
      <button type="button" className="button plain" aria-keyshortcuts="?" onClick={onKeys}>
        Keys
      </button>
    </header>
  );
}
