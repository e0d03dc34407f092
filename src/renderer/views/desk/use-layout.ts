import { createContext, useContext } from 'react';
import type { Context, ReactElement } from 'react';
import type { Layout } from '../../../engine/contract/layouts.ts';
import type { Route } from '../../state/route.ts';

/** The layout that is shown, and how it is changed. */
export type LayoutInUse = {
  readonly layout: Layout;
  readonly change: (change: (layout: Layout) => Layout) => void;
};

export const LayoutContext: Context<LayoutInUse | null> = createContext<LayoutInUse | null>(null);

export function useLayout(): LayoutInUse {
  const layout = useContext(LayoutContext);
  if (layout === null) throw new Error('Invariant: a desk has a layout');
  return layout;
}

/** Draws a view: given to the desk, since a view may be the desk itself. */
export type Draw = (route: Route) => ReactElement;

export const DrawContext: Context<Draw | null> = createContext<Draw | null>(null);

export function useDraw(): Draw {
  const draw = useContext(DrawContext);
  if (draw === null) throw new Error('Invariant: a desk is told how to draw');
  return draw;
}
