import type { ReactElement } from 'react';
import { useKeys } from '../../commands/use-commands.ts';
import { viewNames, viewTitles } from '../../state/route.ts';
import type { ViewName } from '../../state/route.ts';
import { openWarnings } from '../../state/levels.ts';
import { useDeskPart, useFrame } from '../../state/use-desk.ts';

export function Nav({ view }: { readonly view: ViewName }): ReactElement {
  const { go } = useFrame();
  const keys = useKeys();
  const warnings = useDeskPart(({ snapshot, levels }) => openWarnings(snapshot, levels));
  return (
    <nav className="nav" aria-label="Views">
      <ul>
        {viewNames.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === view ? 'page' : undefined}
              aria-keyshortcuts={keys.get(`go.${name}`)}
              onClick={() => go(name)}
            >
              <kbd aria-hidden="true">{keys.get(`go.${name}`)}</kbd>
              {viewTitles[name]}
              {name === 'warnings' && warnings > 0 && (
                <span className="count" aria-label={`${warnings} open`}>
                  {warnings}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
