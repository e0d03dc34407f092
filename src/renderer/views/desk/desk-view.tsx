import type { DockviewApi } from 'dockview-react';
import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Layout, Layouts } from '../../../engine/contract/layouts.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { faultText } from '../../state/desk.ts';
import type { ViewName } from '../../state/route.ts';
import { useDesk, useDeskPart, useFrame } from '../../state/use-desk.ts';
import { deskCommands } from './desk-commands.ts';
import { DeskTools } from './desk-tools.tsx';
import { Dock } from './dock.tsx';
import { createLinks, LinksContext } from './links.ts';
import { addPanel, type PanelParams } from './panels.ts';
import {
  DrawContext,
  LayoutContext,
  useLayout,
  type Draw,
  type LayoutInUse,
} from './use-layout.ts';

/** Panels that were closed and can be opened again. */
const mostClosed = 20;

/** Views side by side, as the user arranged them. */
export function DeskView({ draw }: { readonly draw: Draw }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const layouts = useDeskPart((view) => view.layouts);
  const layout = layouts?.all.find(({ id }) => id === layouts.shown);
  const onArrange = useCallback(
    (wish: Layouts): void => {
      desk.arrange(wish).catch((fault: unknown) => say(`Not kept: ${faultText(fault)}`));
    },
    [desk, say],
  );
  const inUse = useMemo((): LayoutInUse | null => {
    if (layout === undefined) return null;
    const change = (of: (before: Layout) => Layout): void => {
      const now = desk.view().layouts;
      if (now === null) return;
      const all = now.all.map((one) => (one.id === layout.id ? of(one) : one));
      onArrange({ ...now, all });
    };
    return { layout, change };
  }, [desk, layout, onArrange]);
  if (layouts === null || inUse === null) {
    return <p className="nothing">Asking for the layouts…</p>;
  }
  return (
    <LayoutContext value={inUse}>
      <DrawContext value={draw}>
        <Shown key={inUse.layout.id} layouts={layouts} onArrange={onArrange} />
      </DrawContext>
    </LayoutContext>
  );
}

type ShownProps = {
  readonly layouts: Layouts;
  readonly onArrange: (layouts: Layouts) => void;
};

/** One layout: its tools, its panels, its commands. */
function Shown({ layouts, onArrange }: ShownProps): ReactElement {
  const { layout, change } = useLayout();
  const { say } = useFrame();
  const [dock, setDock] = useState<DockviewApi | null>(null);
  const [links] = useState(createLinks);
  const [closed, setClosed] = useState<readonly PanelParams[]>([]);
  const { locked } = layout;

  const add = useCallback(
    (params: PanelParams): void => {
      if (dock === null || locked) return;
      const beside = dock.activePanel;
      addPanel(dock, params, beside === undefined ? null : { beside, direction: 'within' });
    },
    [dock, locked],
  );
  const reopen = useCallback((): void => {
    const last = closed.at(-1);
    if (last === undefined || locked) return;
    add(last);
    setClosed(closed.slice(0, -1));
  }, [add, closed, locked]);
  const commands = useMemo(
    () => deskCommands({ dock: locked ? null : dock, change, reopen, say }),
    [dock, locked, change, reopen, say],
  );
  useCommands(commands);

  return (
    <LinksContext value={links}>
      <div className="view">
        <DeskTools
          layouts={layouts}
          onArrange={onArrange}
          onAdd={(view: ViewName) => add({ view, focus: '', link: null })}
          onReopen={closed.length === 0 ? null : reopen}
        />
        <div className="fill">
          <Dock
            onReady={setDock}
            onClosed={(params) => setClosed((before) => [...before, params].slice(-mostClosed))}
          />
        </div>
      </div>
    </LinksContext>
  );
}
