import { useMemo } from 'react';
import { useCommands } from '../../commands/use-commands.ts';
import { useDesktopMenu } from '../../commands/use-desktop-menu.ts';
import { useKeyPresses } from '../../commands/use-key-presses.ts';
import { windowCommands } from '../../commands/window-commands.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';

/** Gives the window's commands and listens for keys, by itself: a command that comes or goes draws nothing else anew. */
export function WindowCommands(): null {
  const desk = useDesk();
  const frame = useFrame();
  useCommands(useMemo(() => windowCommands(desk, frame), [desk, frame]));
  useKeyPresses();
  useDesktopMenu();
  return null;
}
