import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { chordOf, chordText, reservedFor } from '../../commands/chord.ts';
import type { Command } from '../../commands/registry.ts';
import { useAllCommands, useKeys } from '../../commands/use-commands.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

/** Keys that belong to what the keyboard is on, and cannot be given to a command. */
const fixed: readonly (readonly [string, string])[] = [
  ['Esc', 'Close what is open over the view'],
  ['Arrow keys', 'Move in a grid, a tree or a chart'],
  ['Enter', 'Open or explain what is under the cursor'],
  ['Ctrl C', 'Copy the grid as a table (in the grid)'],
];

/** Every key there is; those of commands can be changed. */
export function KeyboardDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const desk = useDesk();
  const commands = useAllCommands();
  const keys = useKeys();
  const chosen = useDeskPart(({ preferences }) => preferences.keys);
  const [asked, setAsked] = useState<Command | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => dialog.current?.showModal(), []);

  const keep = async (
    next: Readonly<Record<string, string | null>>,
    what: string,
  ): Promise<void> => {
    try {
      await desk.prefer({ keys: next });
      setSaid(what);
    } catch (fault) {
      setSaid(faultText(fault));
    }
  };
  const usual = ({ id }: Command): Readonly<Record<string, string | null>> =>
    Object.fromEntries(Object.entries(chosen).filter(([one]) => one !== id));

  const take = (command: Command, chord: string): void => {
    const why = reservedFor(chord);
    if (why !== null) {
      setSaid(`${chordText(chord)} cannot be used: it ${why}.`);
      return;
    }
    setAsked(null);
    const other = commands.find((one) => one.id !== command.id && keys.get(one.id) === chord);
    const next = {
      ...chosen,
      [command.id]: chord,
      ...(other === undefined ? {} : { [other.id]: null }),
    };
    const taken = other === undefined ? '' : `; ${other.title} has no keys now`;
    void keep(next, `${command.title}: ${chordText(chord)}${taken}.`);
  };
  const press = (event: KeyboardEvent): void => {
    if (asked === null) return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    if (chord === 'Escape') setAsked(null);
    else if (chord !== null) take(asked, chord);
  };

  return (
    <dialog
      ref={dialog}
      className="dialog tall"
      aria-label="Keyboard"
      onClose={onClose}
      onCancel={(event) => {
        // Escape ends the asking for keys first.
        if (asked !== null) event.preventDefault();
      }}
      onKeyDownCapture={press}
    >
      <h2>Keyboard</h2>
      <Scroller label="Keys">
        <table className="figures keyboard">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Keys</th>
              <th scope="col">
                <span className="spoken">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {commands.map((command) => (
              <tr key={command.id}>
                <th scope="row">{command.title}</th>
                <td>
                  {asked?.id === command.id ? (
                    <em>Press the new keys …</em>
                  ) : keys.has(command.id) ? (
                    <kbd>{chordText(keys.get(command.id) ?? '')}</kbd>
                  ) : (
                    <span className="quiet">none</span>
                  )}
                </td>
                <td>
                  <button
                    type="button"
                    className="button plain"
                    aria-label={`Change the keys of ${command.title}`}
                    onClick={() => {
                      setSaid('');
                      setAsked(command);
                    }}
                  >
                    Change
                  </button>
                  {chosen[command.id] !== undefined && (
                    <button
                      type="button"
                      className="button plain"
                      aria-label={`The usual keys of ${command.title}`}
                      onClick={() => void keep(usual(command), `${command.title}: the usual keys.`)}
                    >
                      Usual
                    </button>
                  )}
                </td>
              </tr>
            ))}
            {fixed.map(([key, what]) => (
              <tr key={key}>
                <th scope="row">{what}</th>
                <td>
                  <kbd>{key}</kbd>
                </td>
                <td>
                  <span className="quiet">fixed</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <output className="note">{said}</output>
      <div className="tools">
        <button
          type="button"
          className="button"
          disabled={Object.keys(chosen).length === 0}
          onClick={() => void keep({}, 'Every command has its usual keys.')}
        >
          All as usual
        </button>
        <span className="space" />
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
