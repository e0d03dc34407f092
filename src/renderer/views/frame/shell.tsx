import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Question } from '../../state/explanation.ts';
import { badgeText } from '../../state/alerts.ts';
import { useCallOut } from '../../state/use-call-out.ts';
import { levelsText } from '../../state/levels.ts';
import { hashOf, routeOf, viewTitles } from '../../state/route.ts';
import type { Route, ViewName } from '../../state/route.ts';
import { FrameContext, useDeskPart } from '../../state/use-desk.ts';
import type { DialogName, Frame } from '../../state/use-desk.ts';
import { useRejoin } from '../../state/use-rejoin.ts';
import { onLink } from '../../wire/desktop.ts';
import { ExplainDrawer } from '../explain/explain-drawer.tsx';
import { Banners } from './banners.tsx';
import { HeaderStrip } from './header-strip.tsx';
import { Nav } from './nav.tsx';
import { TopBar } from './top-bar.tsx';
import { View } from './view.tsx';
import { WindowCommands } from './window-commands.tsx';
import { WindowDialog } from './window-dialog.tsx';

function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const take = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', take);
    // What leads nowhere leads to the overview, as any address does.
    const stop = onLink((hash) => {
      location.hash = hashOf(routeOf(hash));
    });
    return () => {
      removeEventListener('hashchange', take);
      stop();
    };
  }, []);
  return route;
}

/** The frame around every view: bar, banners, headline, navigation, explain drawer. */
export function Shell(): ReactElement {
  const greyed = useDeskPart(
    ({ snapshot, link, desk }) => snapshot !== null && (link !== 'live' || desk?.fault != null),
  );
  const replayed = useDeskPart(({ replay, review }) => replay !== null || review !== null);
  const called = useDeskPart(({ toldLevels }) => levelsText(toldLevels));
  // Another style of figures or times: everything that writes them is made anew.
  const style = useDeskPart(
    ({ preferences: { numbers, dates, zone } }) => `${numbers} ${dates} ${zone}`,
  );
  useRejoin();
  useCallOut();
  const badge = useDeskPart(({ alerts }) => badgeText(alerts));
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const asker = useRef<Element | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [tour, setTour] = useState(0);
  const [dialog, setDialog] = useState<DialogName | null>(null);
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
      // A view that is shown alone has nothing that follows it.
      choose: () => undefined,
      explain: (asked) => {
        asker.current = document.activeElement;
        setQuestion(asked);
      },
      open: setDialog,
      say: setSaid,
    }),
    [go],
  );
  const close = useCallback((): void => {
    setQuestion(null);
    if (asker.current instanceof HTMLElement) asker.current.focus();
  }, []);

  useEffect(() => {
    document.title = `${badge}${viewTitles[route.view]} · Crossguard`;
  }, [badge, route.view]);

  useEffect(() => {
    if (question === null) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [close, question]);

  return (
    <FrameContext value={frame}>
      <WindowCommands />
      <div className={`frame${greyed ? ' greyed' : ''}${replayed ? ' replayed' : ''}`}>
        <TopBar />
        <Banners tour={tour} onTourEnd={() => setTour(0)} />
        <HeaderStrip key={`strip ${style}`} />
        <Nav view={route.view} />
        <main className="main" ref={main} tabIndex={-1} aria-label={viewTitles[route.view]}>
          <View key={style} route={route} />
        </main>
        {question !== null && explained !== null && (
          <ExplainDrawer
            key={`${JSON.stringify(question)} ${style}`}
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
      <WindowDialog
        name={dialog}
        onTour={() => setTour((before) => before + 1)}
        onClose={() => setDialog((newest) => (newest === dialog ? null : newest))}
      />
    </FrameContext>
  );
}
