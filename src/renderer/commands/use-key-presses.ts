import { useEffect, useRef } from 'react';
import { chordOf, isTyped } from './chord.ts';
import { useAllCommands, useKeys } from './use-commands.ts';

/** True where a key press is text or belongs to a widget that uses letters and digits itself. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null;

/** Runs the command whose keys are pressed, wherever the keyboard is. */
export function useKeyPresses(): void {
  const commands = useAllCommands();
  const keys = useKeys();
  const newest = useRef({ commands, keys });
  useEffect(() => {
    newest.current = { commands, keys };
  }, [commands, keys]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      if (event.defaultPrevented || chord === null) return;
      if (takesText(event.target) && isTyped(chord)) return;
      const command = newest.current.commands.find(
        ({ id }) => newest.current.keys.get(id) === chord,
      );
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
