import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { viewNames, viewTitles } from '../../state/route.ts';

const keys: readonly (readonly [string, string])[] = [
  ...viewNames.map((name, index) => [String(index + 1), viewTitles[name]] as const),
  ['/', 'Filter the view'],
  ['Esc', 'Close the explanation'],
  ['Arrow keys', 'Move in a grid, a tree or a chart'],
  ['Enter', 'Open or explain what is under the cursor'],
  ['Ctrl C', 'Copy the grid as a table (in the grid)'],
  ['?', 'This list'],
];

/** Every key there is, in a modal list. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-label="Keyboard" onClose={onClose}>
      <h2>Keyboard</h2>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
