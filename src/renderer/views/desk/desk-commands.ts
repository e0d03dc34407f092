import type { DockviewApi } from 'dockview-react';
import type { Layout } from '../../../engine/contract/layouts.ts';
import type { Command } from '../../commands/registry.ts';
import { redone, undone } from './history.ts';
import { directions, movePanel, stepPanel } from './moves.ts';

type Parts = {
  /** Null while nothing may be moved. */
  readonly dock: DockviewApi | null;
  readonly change: (change: (layout: Layout) => Layout) => void;
  readonly reopen: () => void;
  readonly say: (text: string) => void;
};

const command = (id: string, title: string, keys: string | null, run: () => void): Command => {
  return { id: `desk.${id}`, title: `Desk: ${title}`, group: 'View', keys, run };
};

/** A change that a locked layout does not take. */
const unlocked =
  (of: (before: Layout) => Layout) =>
  (before: Layout): Layout =>
    before.locked ? before : of(before);

/** What can be done with the panels of a desk without a mouse. */
export function deskCommands({ dock, change, reopen, say }: Parts): readonly Command[] {
  const step = (by: 1 | -1) => (): void => {
    const panel = dock === null ? undefined : stepPanel(dock, by);
    if (panel !== undefined) say(panel.title ?? '');
  };
  return [
    command('next', 'next panel', 'F6', step(1)),
    command('previous', 'previous panel', 'Shift+F6', step(-1)),
    ...directions.map((direction) =>
      command(`move.${direction}`, `move the panel ${direction}`, null, () => {
        const isMoved = dock !== null && movePanel(dock, direction);
        say(isMoved ? `Moved ${direction}` : `There is nothing ${direction} to move it to`);
      }),
    ),
    command('close', 'close the panel', null, () => dock?.activePanel?.api.close()),
    command('reopen', 'reopen the panel closed last', null, reopen),
    command('undo', 'undo the last arrangement', null, () => change(unlocked(undone))),
    command('redo', 'redo the arrangement undone', null, () => change(unlocked(redone))),
    command('lock', 'lock or unlock', null, () =>
      change((before) => ({ ...before, locked: !before.locked })),
    ),
  ];
}
