import { BrowserWindow, dialog } from 'electron';
import type { Place } from './places.ts';
import { ORIGIN } from './scheme.ts';

export type WindowOptions = {
  /** File of the built preload. */
  readonly preload: string;
  readonly developerTools: boolean;
  /** Where it stood before; null for a new one, or where it cannot be reached. */
  readonly place: Place | null;
  /** What it shows: the fragment of its address. */
  readonly hash: string;
};

/** A window that died twice within this many milliseconds is not loaded a third time unasked. */
const SOON = 60_000;

/** The only way a window is made. */
export function openWindow({ preload, developerTools, place, hash }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Crossguard',
    width: place?.width ?? 1440,
    height: place?.height ?? 900,
    ...(place === null ? {} : { x: place.x, y: place.y }),
    minWidth: 960,
    minHeight: 600,
    // Shown when drawn; the ground colour of the dark theme until then, so that nothing flashes.
    show: false,
    backgroundColor: '#101317',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: developerTools,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (place?.maximized === true) window.maximize();
    window.show();
  });
  reloadOnCrash(window);
  void window.loadURL(`${ORIGIN}/${hash}`);
  return window;
}

/** The workstation lives on in its own process, so a page that died is loaded again. */
function reloadOnCrash(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const soon = performance.now() - lastCrash < SOON;
    lastCrash = performance.now();
    if (!soon) {
      window.webContents.reload();
      return;
    }
    const choice = dialog.showMessageBoxSync(window, {
      type: 'error',
      message: 'The window failed twice within a minute.',
      detail: `What is kept in the store is safe. (${reason})`,
      buttons: ['Load it again', 'Close it'],
      defaultId: 0,
      cancelId: 1,
    });
    if (choice === 0) window.webContents.reload();
    else window.destroy();
  });
}
