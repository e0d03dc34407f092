import type { DockviewApi, IDockviewPanel } from 'dockview-react';

export const directions = ['left', 'right', 'above', 'below'] as const;

export type MoveDirection = (typeof directions)[number];

const positions = { left: 'left', right: 'right', above: 'top', below: 'bottom' } as const;

type Box = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** How far a box lies in a direction, pixels; null where it does not, or is not beside. */
export function distance(from: Box, to: Box, direction: MoveDirection): number | null {
  const isUpright = direction === 'above' || direction === 'below';
  const isBeside = isUpright
    ? to.left < from.right && to.right > from.left
    : to.top < from.bottom && to.bottom > from.top;
  const far = {
    left: from.left - to.right,
    right: to.left - from.right,
    above: from.top - to.bottom,
    below: to.top - from.bottom,
  }[direction];
  // Neighbours share an edge, which rounding may move by a pixel.
  return isBeside && far >= -2 ? far : null;
}

/**
 * Moves the panel in front as if it were dragged: among the panels of the next group in that direction; to a place
 * of its own on that side where there is no such group. @returns false where nothing could be moved
 */
export function movePanel(dock: DockviewApi, direction: MoveDirection): boolean {
  const panel = dock.activePanel;
  if (panel === undefined) return false;
  const from = panel.group.element.getBoundingClientRect();
  const near = dock.groups
    .flatMap((group) => {
      const far = distance(from, group.element.getBoundingClientRect(), direction);
      return far === null || group === panel.group ? [] : [{ group, far }];
    })
    .toSorted((a, b) => a.far - b.far)[0];
  if (near !== undefined) panel.api.moveTo({ group: near.group });
  else if (panel.group.panels.length > 1) {
    panel.api.moveTo({ group: panel.group, position: positions[direction] });
  } else return false;
  return true;
}

/** Brings the keyboard to the panel after the one in front, or before it. */
export function stepPanel(dock: DockviewApi, step: 1 | -1): IDockviewPanel | undefined {
  const panels = dock.groups.flatMap(({ panels: of }) => of);
  const at = panels.findIndex((panel) => panel === dock.activePanel);
  const next = panels.at((at + step) % panels.length);
  next?.api.setActive();
  next?.view.content.element.querySelector<HTMLElement>('section')?.focus();
  return next;
}
