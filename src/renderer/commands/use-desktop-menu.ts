import { useEffect } from 'react';
import { onMenuChoice } from '../wire/desktop.ts';
import { useAllCommands, useKeys } from './use-commands.ts';

/** Keeps the desktop's menu to the commands that can be given, and runs what is chosen in it. */
export function useDesktopMenu(): void {
  const commands = useAllCommands();
  const keys = useKeys();
  useEffect(() => {
    const desktop = window.crossguard;
    if (desktop === undefined) return undefined;
    const items = commands.map(({ id, title, group }) => {
      return { id, title, group, keys: keys.get(id) ?? null };
    });
    // A menu that was not taken leaves the one before it; keys and the palette do not depend on it.
    desktop.menu(items).catch((fault: unknown) => console.error('the menu was not taken', fault));
    return onMenuChoice((chosen) => commands.find(({ id }) => id === chosen)?.run());
  }, [commands, keys]);
}
