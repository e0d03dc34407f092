import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { chordText } from '../../commands/chord.ts';
import { found } from '../../commands/registry.ts';
import { useAllCommands, useKeys } from '../../commands/use-commands.ts';
import { useDeskPart, useFrame } from '../../state/use-desk.ts';

type Choice = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly run: () => void;
};

/** Commands first, then everything in the book that has a place of its own. */
function useChoices(): readonly Choice[] {
  const commands = useAllCommands();
  const { go } = useFrame();
  const accounts = useDeskPart(({ snapshot }) => snapshot?.accounts);
  const exposures = useDeskPart(({ snapshot }) => snapshot?.exposures);
  return useMemo(
    () => [
      ...commands.map(({ id, title, group, run }) => ({ id, title, kind: group, run })),
      ...(accounts ?? []).map(({ account, name }) => ({
        id: `account ${account}`,
        title: name,
        kind: 'Account',
        run: () => go('margin', account),
      })),
      ...(exposures ?? []).flatMap(({ depth, underlying }) =>
        depth === 0
          ? [
              {
                id: `underlying ${underlying}`,
                title: underlying,
                kind: 'Exposure',
                run: () => go('exposures', underlying),
              },
            ]
          : [],
      ),
    ],
    [commands, accounts, exposures, go],
  );
}

/** Moves the keyboard between the field and what was found. */
function moveIn(dialog: HTMLElement, step: number): void {
  const places = [...dialog.querySelectorAll<HTMLElement>('input, li button')];
  const at = places.findIndex((place) => place === document.activeElement);
  places[Math.max(0, Math.min(places.length - 1, at + step))]?.focus();
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
};

/** Everything that the window can do and show, found by typing. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const keys = useKeys();
  const choices = useChoices();
  const [text, setText] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const shown = useMemo(() => found(choices, text), [choices, text]);

  const choose = (choice: Choice): void => {
    // Closed first: what is chosen may put the keyboard elsewhere, or open a dialog itself.
    dialog.current?.close();
    choice.run();
  };
  useEffect(() => {
    const box = dialog.current;
    const press = (event: KeyboardEvent): void => {
      const step = steps[event.key];
      if (step !== undefined && box !== null) {
        event.preventDefault();
        moveIn(box, step);
      } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
        // What is typed is always part of the search.
        field.current?.focus();
      }
    };
    box?.addEventListener('keydown', press);
    return () => box?.removeEventListener('keydown', press);
  }, []);

  return (
    <dialog ref={dialog} className="dialog palette" aria-label="Find a command" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = shown;
          if (first !== undefined) choose(first);
        }}
      >
        <input
          ref={field}
          className="field"
          type="search"
          aria-label="Command, account or underlying"
          placeholder="Command, account or underlying"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </form>
      <ul aria-label="Found">
        {shown.map((choice) => (
          <li key={choice.id}>
            <button type="button" onClick={() => choose(choice)}>
              <span>{choice.title}</span>
              <span className="quiet">{choice.kind}</span>
              <kbd>{chordText(keys.get(choice.id) ?? '')}</kbd>
            </button>
          </li>
        ))}
      </ul>
      <output className={shown.length === 0 ? 'nothing' : 'spoken'}>
        {shown.length === 0 ? 'Nothing is called so.' : `${shown.length} found`}
      </output>
    </dialog>
  );
}
