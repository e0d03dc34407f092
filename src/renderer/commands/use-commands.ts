import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Context } from 'react';
import { useDeskPart } from '../state/use-desk.ts';
import { keysOf, type Command, type Commands } from './registry.ts';

export const CommandsContext: Context<Commands | null> = createContext<Commands | null>(null);

function useCommandRegistry(): Commands {
  const commands = useContext(CommandsContext);
  if (commands === null) throw new Error('Invariant: commands are given at the root of the window');
  return commands;
}

/** Commands that can be given while the caller is shown. @param commands the same list until it changes */
export function useCommands(commands: readonly Command[]): void {
  const registry = useCommandRegistry();
  useEffect(() => registry.add(commands), [registry, commands]);
}

/** Every command that can be given now. */
export function useAllCommands(): readonly Command[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.subscribe, registry.all);
}

/** The keys in force by the id of their command. */
export function useKeys(): ReadonlyMap<string, string> {
  const commands = useAllCommands();
  const chosen = useDeskPart(({ preferences }) => preferences.keys);
  return useMemo(() => keysOf(commands, chosen), [commands, chosen]);
}
