import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Question } from '../../state/explanation.ts';
import { levelsText } from '../../state/levels.ts';
import { hashOf, routeOf, viewNames, viewTitles } from '../../state/route.ts';
import type { Route, ViewName } from '../../state/route.ts';
import { FrameContext, useDeskPart } from '../../state/use-desk.ts';
import type { Frame } from '../../state/use-desk.ts';
import { useRejoin } from '../../state/use-rejoin.ts';
import { ExplainDrawer } from '../explain/explain-drawer.tsx';
import { Banners } from './banners.tsx';
import { HeaderStrip } from './header-strip.tsx';
import { Nav } from './nav.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TopBar } from './top-bar.tsx';
import { View } from './view.tsx';

function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const take = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return route;
}

/** True where a key press is text or belongs to a widget that uses digits itself. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null;

/** The frame around every view: bar, banners, headline, navigation, explain drawer. */
export function Shell(): ReactElement {
  const greyed = useDeskPart(
    ({ snapshot, link, desk }) => snapshot !== null && (link !== 'live' || desk?.fault != null),
  );
  const replayed = useDeskPart(({ replay, review }) => replay !== null || review !== null);
  const called = useDeskPart(({ toldLevels }) => levelsText(toldLevels));
  useRejoin();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const asker = useRef<Element | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [keysShown, setKeysShown] = useState(false);
  const [tour, setTour] = useState(0);
  const [said, setSaid] = useState('');
  const explained = useDeskPart(({ snapshot }) => (question === null ? null : snapshot));

  const go = useCallback((view: ViewName, focus = ''): void => {
    location.hash = hashOf({ view, focus });
    main.current?.focus();
  }, []);
  const frame = useMemo<Frame>(
    () => ({
      go,
      move: (view, focus) => {
        location.hash = hashOf({ view, focus });
      },
      explain: (asked) => {
        asker.current = document.activeElement;
        setQuestion(asked);
      },
      say: setSaid,
    }),
    [go],
  );
  const close = useCallback((): void => {
    setQuestion(null);
    if (asker.current instanceof HTMLElement) asker.current.focus();
  }, []);

  useEffect(() => {
    document.title = `${viewTitles[route.view]} · Crossguard`;
  }, [route.view]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && question !== null) close();
      if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
      const view = viewNames[Number(event.key) - 1];
      if (view !== undefined) go(view);
      else if (event.key === '?') setKeysShown(true);
      else if (event.key === '/') {
        const filter = main.current?.querySelector<HTMLInputElement>('input[type="search"]');
        if (filter !== null && filter !== undefined) {
          event.preventDefault();
          filter.focus();
        }
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [close, go, question]);

  return (
    <FrameContext value={frame}>
      <div className={`frame${greyed ? ' greyed' : ''}${replayed ? ' replayed' : ''}`}>
        <TopBar onKeys={() => setKeysShown(true)} onTour={() => setTour((before) => before + 1)} />
        <Banners tour={tour} onTourEnd={() => setTour(0)} />
        <HeaderStrip />
        <Nav view={route.view} />
        <main className="main" ref={main} tabIndex={-1} aria-label={viewTitles[route.view]}>
          <View route={route} />
        </main>
        {question !== null && explained !== null && (
          <ExplainDrawer
            key={JSON.stringify(question)}
            question={question}
            snapshot={explained}
            onClose={close}
          />
        )}
      </div>
      <output className="spoken">{said}</output>
      <div className="spoken" role="alert" aria-label="Levels">
        {called}
      </div>
      {keysShown && <Shortcuts onClose={() => setKeysShown(false)} />}
    </FrameContext>
  );
}
