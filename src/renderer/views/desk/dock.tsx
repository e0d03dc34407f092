import { DockviewReact } from 'dockview-react';
import type { DockviewApi, DockviewTheme } from 'dockview-react';
import { useCallback, useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { longestDock } from '../../../engine/contract/layouts.ts';
import { useFrame } from '../../state/use-desk.ts';
import { arranged, arrangementOf } from './history.ts';
import { PanelActions, PanelTab } from './panel-tab.tsx';
import { paramsOf, usualPanels, type PanelParams } from './panels.ts';
import { useLayout } from './use-layout.ts';
import { ViewPanel } from './view-panel.tsx';

/** Milliseconds of rest before sizes are kept. */
const REST = 250;

const theme: DockviewTheme = { name: 'crossguard', className: 'dock' };
const components = { view: ViewPanel };
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

const textOf = (dock: DockviewApi): string => JSON.stringify(dock.toJSON());

/** Puts an arrangement into the dock; the usual one where there is none. @returns why it could not be, or null */
function put(dock: DockviewApi, text: string): string | null {
  try {
    if (text !== '') {
      dock.fromJSON(JSON.parse(text));
      return null;
    }
  } catch (fault) {
    dock.clear();
    usualPanels(dock);
    return fault instanceof Error ? fault.message : String(fault);
  }
  dock.clear();
  usualPanels(dock);
  return null;
}

type Props = {
  readonly onReady: (dock: DockviewApi) => void;
  /** What a panel that was closed showed. */
  readonly onClosed: (params: PanelParams) => void;
};

/** The panels of the layout that is shown; what the user moves is kept when it rests. */
export function Dock({ onReady, onClosed }: Props): ReactElement {
  const { layout, change } = useLayout();
  const { say } = useFrame();
  const dock = useRef<DockviewApi | null>(null);
  /** The arrangement that the dock has: what comes back as kept is not put in again. */
  const held = useRef<string | null>(null);
  const putting = useRef(false);
  const newest = useRef({ change, onClosed, say });
  useEffect(() => {
    newest.current = { change, onClosed, say };
  });

  const take = useCallback((text: string): void => {
    const api = dock.current;
    if (api === null || text === held.current) return;
    putting.current = true;
    const fault = put(api, text);
    putting.current = false;
    held.current = text;
    if (fault !== null) newest.current.say(`The arrangement could not be read: ${fault}`);
  }, []);
  useEffect(() => take(layout.dock), [take, layout.dock]);

  const ready = (api: DockviewApi): void => {
    dock.current = api;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const text = textOf(api);
      if (text === held.current || text.length > longestDock) return;
      held.current = text;
      newest.current.change((before) => arranged(before, text));
    };
    api.onDidLayoutChange(() => {
      clearTimeout(timer);
      // What can be undone is kept at once, sizes when they rest.
      if (arrangementOf(textOf(api)) !== arrangementOf(held.current ?? '')) keep();
      else timer = setTimeout(keep, REST);
    });
    // A window that closes keeps what was moved last.
    addEventListener('pagehide', () => timer !== undefined && keep());
    api.onDidRemovePanel(({ params }) => {
      const closed = paramsOf(params);
      if (!putting.current && closed !== null) newest.current.onClosed(closed);
    });
    take(layout.dock);
    onReady(api);
  };

  return (
    <DockviewReact
      components={components}
      defaultTabComponent={PanelTab}
      rightHeaderActionsComponent={PanelActions}
      theme={theme}
      nonce={nonce()}
      locked={layout.locked}
      disableDnd={layout.locked}
      disableFloatingGroups
      announcements
      onReady={({ api }) => ready(api)}
    />
  );
}
