import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { z } from 'zod';
import { answer } from './page-calls.ts';

const groups = ['File', 'Go', 'View', 'Help'] as const;

/** A command of the window, as it stands in the menu. */
const Item = z.strictObject({
  id: z.string().min(1).max(64),
  title: z.string().min(1).max(80),
  group: z.enum(groups),
  keys: z.string().max(32).nullable(),
});

type Item = z.infer<typeof Item>;

/** The menu of the desktop: what the system has everywhere, and the commands that the window told of. */
export function setMenu({ developerTools }: { readonly developerTools: boolean }): void {
  show([], developerTools);
  answer('menu', z.tuple([z.array(Item).max(200)]), (_frame, items) => show(items, developerTools));
}

function show(items: readonly Item[], developerTools: boolean): void {
  const of = (group: Item['group']): MenuItemConstructorOptions[] =>
    items.filter((item) => item.group === group).map(menuItem);
  const view: MenuItemConstructorOptions[] = [
    ...of('View'),
    { type: 'separator' },
    { role: 'reload' },
    ...(developerTools ? [{ role: 'toggleDevTools' } as const] : []),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      {
        label: 'File',
        submenu: [
          ...of('File'),
          { type: 'separator' },
          process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      ...(items.length === 0 ? [] : [{ label: 'Go', submenu: of('Go') }]),
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
      ...(items.length === 0 ? [] : [{ label: 'Help', submenu: of('Help') }]),
    ]),
  );
}

function menuItem({ id, title, keys }: Item): MenuItemConstructorOptions {
  return {
    label: title,
    // The window listens for keys itself: the menu only shows them. A lone character would be typed text.
    ...(keys !== null && /^(?:Mod|Alt)\+|^F\d+$/.test(keys)
      ? { accelerator: keys.replace('Mod', 'CommandOrControl'), registerAccelerator: false }
      : {}),
    click: (_item, window) => {
      const chosen = window instanceof BrowserWindow ? window : BrowserWindow.getAllWindows()[0];
      chosen?.webContents.send('command', id);
    },
  };
}
