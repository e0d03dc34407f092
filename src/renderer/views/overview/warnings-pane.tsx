import type { ReactElement } from 'react';
import { LevelTag } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';

/** Open warnings with what to do, gravest first as the engine sends them. */
export function WarningsPane(): ReactElement {
  const { warnings } = useSnapshot();
  const { go } = useFrame();
  return (
    <section className="pane open-warnings" aria-labelledby="warnings-title">
      <header>
        <h2 id="warnings-title">Warnings</h2>
        <button type="button" className="button plain" onClick={() => go('warnings')}>
          All warnings
        </button>
      </header>
      {warnings.length === 0 ? (
        <p className="nothing">No account is near a call and no data is at fault.</p>
      ) : (
        <Scroller label="Open warnings">
          <ul>
            {warnings.map(({ id, level, title, remedy }) => (
              <li key={id}>
                <LevelTag level={level} />
                <p>
                  {title}
                  <span className="quiet">{remedy === '' ? '' : ` ${remedy}`}</span>
                </p>
              </li>
            ))}
          </ul>
        </Scroller>
      )}
    </section>
  );
}
