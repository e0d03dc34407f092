import type { ReactElement } from 'react';

/** The panes of a view as buttons, the one that is shown pressed. */
export function PaneButtons<P extends string>({
  panes,
  shown,
  onTurn,
}: {
  readonly panes: readonly { readonly is: P; readonly title: string }[];
  readonly shown: P;
  readonly onTurn: (to: P) => void;
}): ReactElement {
  return (
    <fieldset className="choices">
      <legend className="spoken">Pane</legend>
      {panes.map(({ is, title }) => (
        <button
          key={is}
          type="button"
          className="button"
          aria-pressed={is === shown}
          onClick={() => onTurn(is)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
