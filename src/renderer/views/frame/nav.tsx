import type { ReactElement } from 'react';
import { viewNames, viewTitles } from '../../state/route.ts';
import type { ViewName } from '../../state/route.ts';
import { openWarnings } from '../../state/levels.ts';
import { useDeskPart, useFrame } from '../../state/use-desk.ts';

export function Nav({ view }: { readonly view: ViewName }): ReactElement {
  const { go } = useFrame();
  const warnings = useDeskPart(({ snapshot, levels }) => openWarnings(snapshot, levels));
  return (
    <nav className="nav" aria-label="Views">
      <ul>
        {viewNames.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === view ? 'page' : undefined}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => go(name)}
            >
              <kbd aria-hidden="true">{index + 1}</kbd>
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
