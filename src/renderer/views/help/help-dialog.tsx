import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Scroller } from '../../parts/scroller.tsx';
import { helpFound } from '../../state/help-search.ts';
import { MeasureText } from './measure-help.tsx';

/** Every measure with its source, and the words of the desk. */
export function HelpDialog({
  onTour,
  onClose,
}: {
  readonly onTour: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [words, setWords] = useState('');
  const { measures, terms } = helpFound(words);
  // Told only now, when the focus is back in the window: the tour takes it from there.
  const close = (): void => {
    if (dialog.current?.returnValue === 'tour') onTour();
    onClose();
  };
  return (
    <dialog ref={dialog} className="dialog wide tall" aria-label="Help" onClose={close}>
      <h2>Help</h2>
      <label className="choices">
        <span className="quiet">Search</span>
        <input
          className="field"
          type="search"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </label>
      <Scroller label="Measures and words">
        {measures.length === 0 && terms.length === 0 && (
          <p className="nothing">Nothing is called so, and nothing mentions it.</p>
        )}
        {measures.length > 0 && <h3>Measures</h3>}
        <dl className="help">
          {measures.map((help) => (
            <div key={help.title}>
              <dt>{help.title}</dt>
              <dd>
                <MeasureText help={help} />
              </dd>
            </div>
          ))}
        </dl>
        {terms.length > 0 && <h3>Glossary</h3>}
        <dl className="help">
          {terms.map(({ term, meaning }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Scroller>
      <form method="dialog">
        <button type="submit" className="button" value="tour">
          Take the tour
        </button>
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
