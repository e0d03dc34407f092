import type { IDockviewHeaderActionsProps, IDockviewPanelHeaderProps } from 'dockview-react';
import type { ReactElement } from 'react';
import { useLayout } from './use-layout.ts';
import { linkNames } from './links.ts';
import { paramsOf } from './panels.ts';

/** The name of a panel, with the letter and colour of its link. */
export function PanelTab({ api, params }: IDockviewPanelHeaderProps): ReactElement {
  const link = paramsOf(params)?.link ?? null;
  return (
    <span className="panel-tab">
      {link !== null && (
        // The letter is the style sheet's: the tab is named by the library, and its name is all that is read out.
        <span className="link" data-link={link} title={`Follows link ${link}`} />
      )}
      {api.title}
    </span>
  );
}

/** What can be done with the panel in front: link it, close it. */
export function PanelActions({ activePanel }: IDockviewHeaderActionsProps): ReactElement | null {
  const { layout } = useLayout();
  if (activePanel === undefined || layout.locked) return null;
  const params = paramsOf(activePanel.params);
  const title = activePanel.title ?? '';
  return (
    <span className="panel-actions">
      <select
        className="field"
        aria-label={`Link of ${title}`}
        title="Linked panels follow one underlying"
        value={params?.link ?? ''}
        onChange={({ target }) => {
          const link = linkNames.find((name) => name === target.value) ?? null;
          activePanel.api.updateParameters({ link });
        }}
      >
        <option value="">no link</option>
        {linkNames.map((name) => (
          <option key={name} value={name}>{`link ${name}`}</option>
        ))}
      </select>
      <button
        type="button"
        className="button plain"
        aria-label={`Close ${title}`}
        onClick={() => activePanel.api.close()}
      >
        ×
      </button>
    </span>
  );
}
