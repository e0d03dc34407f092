import type { DockviewApi, IDockviewPanel } from 'dockview-react';
import { viewNames, viewTitles, type ViewName } from '../../state/route.ts';
import { focusOf, placeOf } from '../market/place.ts';
import { linkNames, type LinkName } from './links.ts';

/** What a panel shows, and whom it follows. */
export type PanelParams = {
  readonly view: ViewName;
  readonly focus: string;
  readonly link: LinkName | null;
};

/** Views that can stand in a panel: all but the desk itself. */
export const panelViews: readonly ViewName[] = viewNames.filter((name) => name !== 'desk');

/** The parameters of a panel as they were kept; null where they are none. */
export function paramsOf(given: unknown): PanelParams | null {
  if (typeof given !== 'object' || given === null) return null;
  const of = (name: string): unknown => Reflect.get(given, name);
  const view = panelViews.find((name) => name === of('view'));
  if (view === undefined) return null;
  const focus = of('focus');
  return {
    view,
    focus: typeof focus === 'string' ? focus : '',
    link: linkNames.find((name) => name === of('link')) ?? null,
  };
}

/** The focus of a view that shows an underlying; null where the view has no such thing. */
export function focusOn(underlying: string, { view, focus }: PanelParams): string | null {
  if (view === 'exposures') return underlying;
  if (view === 'market') return focusOf({ ...placeOf(focus), underlying });
  return null;
}

let last = 0;

type Place = {
  readonly beside: IDockviewPanel;
  readonly direction: 'right' | 'below' | 'within';
} | null;

export function addPanel(dock: DockviewApi, params: PanelParams, place: Place): IDockviewPanel {
  const taken = new Set(dock.panels.map(({ id }) => id));
  while (taken.has(`panel-${last}`)) last++;
  return dock.addPanel({
    id: `panel-${last}`,
    component: 'view',
    title: viewTitles[params.view],
    params,
    ...(place === null
      ? {}
      : { position: { referencePanel: place.beside, direction: place.direction } }),
  });
}

/** A panel that shows a view, in front: one that is there already, those of the same link first. */
export function showIn(dock: DockviewApi, view: ViewName, focus: string, from: string): void {
  const asker = dock.getPanel(from);
  const link = paramsOf(asker?.params)?.link ?? null;
  const showing = dock.panels.filter(({ params }) => paramsOf(params)?.view === view);
  const found =
    showing.find(({ id }) => id === from) ??
    showing.find(({ params }) => paramsOf(params)?.link === link) ??
    showing[0];
  if (found === undefined) {
    const place = asker === undefined ? null : ({ beside: asker, direction: 'within' } as const);
    addPanel(dock, { view, focus, link }, place);
    return;
  }
  found.api.updateParameters({ focus });
  found.api.setActive();
}

const linked = (view: ViewName): PanelParams => ({ view, focus: '', link: 'A' });

/** The desk that a new layout begins with. */
export function usualPanels(dock: DockviewApi): void {
  const exposures = addPanel(dock, linked('exposures'), null);
  const margin = addPanel(dock, linked('margin'), { beside: exposures, direction: 'right' });
  addPanel(dock, linked('warnings'), { beside: margin, direction: 'within' });
  margin.api.setActive();
  addPanel(dock, linked('risk'), { beside: margin, direction: 'below' });
  addPanel(dock, linked('market'), { beside: exposures, direction: 'below' });
}
