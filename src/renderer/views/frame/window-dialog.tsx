import type { ReactElement } from 'react';
import type { DialogName } from '../../state/use-desk.ts';
import { useDeskPart } from '../../state/use-desk.ts';
import { ChangesDialog } from '../changes/changes-dialog.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { Palette } from '../palette/palette.tsx';
import { AsOfDialog } from '../review/as-of-dialog.tsx';
import { KeyboardDialog } from '../settings/keyboard-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';

type Props = {
  readonly name: DialogName | null;
  readonly onTour: () => void;
  readonly onClose: () => void;
};

/** The dialog of the window that is open, if one is. */
export function WindowDialog({ name, onTour, onClose }: Props): ReactElement | null {
  const hasSnapshot = useDeskPart(({ snapshot }) => snapshot !== null);
  switch (name) {
    case 'palette':
      return <Palette onClose={onClose} />;
    case 'keys':
      return <KeyboardDialog onClose={onClose} />;
    case 'settings':
      return <SettingsDialog onClose={onClose} />;
    case 'changes':
      return hasSnapshot ? <ChangesDialog onClose={onClose} /> : null;
    case 'past':
      return hasSnapshot ? <AsOfDialog onClose={onClose} /> : null;
    case 'help':
      return <HelpDialog onTour={onTour} onClose={onClose} />;
    case null:
      return null;
  }
}
