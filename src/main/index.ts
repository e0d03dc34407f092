import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { builtPages } from './pages/built-pages.ts';
import { developmentPages } from './pages/development-pages.ts';
import { guardContents, guardSession } from './windows/guards.ts';
import { handOverPorts, tellLost } from './windows/hand-over.ts';
import { startHostProcess } from './windows/host-process.ts';
import { setMenu } from './windows/menu.ts';
import { answerScheme, registerScheme } from './windows/scheme.ts';
import { openWindow } from './windows/window.ts';

const built = (file: string): string => join(import.meta.dirname, '..', file);

/** Set by `electron-vite dev` only; a packaged app does not look at it. */
const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

// Before `ready`, and in static code: awaiting `whenReady` at the top level of an ES module would
// hang for ever, since Electron becomes ready only after this module has been evaluated.
app.enableSandbox();
registerScheme();
app.on('web-contents-created', (_event, contents) => guardContents(contents));
app.on('window-all-closed', () => app.quit());

// One process opens the store. A second start shows the first one's window.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const developerTools = !app.isPackaged;
  guardSession(session.defaultSession);
  answerScheme(server === undefined ? builtPages(built('renderer')) : developmentPages(server));
  setMenu({ developerTools });

  const host = startHostProcess({
    entry: built('main/host.js'),
    settings: { CROSSGUARD_RESOURCES: join(app.getAppPath(), 'resources'), ...storeSetting() },
    onLost: tellLost,
    onFault: (message) => {
      dialog.showErrorBox('Crossguard cannot open its store', message);
      app.quit();
    },
  });
  app.on('will-quit', host.stop);
  handOverPorts(host);

  const open = (): BrowserWindow =>
    openWindow({ preload: built('preload/index.cjs'), developerTools });
  open();
  app.on('second-instance', () => {
    const [window = open()] = BrowserWindow.getAllWindows();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
}

/** `--sample` or `--store=FILE [--read-only]` as given; without either, the user's own store. */
function storeSetting(): Readonly<Record<string, string>> {
  if (app.commandLine.hasSwitch('sample')) return {};
  const given = app.commandLine.getSwitchValue('store');
  const store = given || join(app.getPath('userData'), 'book.crossguard');
  const readOnly = app.commandLine.hasSwitch('read-only');
  return { CROSSGUARD_STORE: store, ...(readOnly ? { CROSSGUARD_READ_ONLY: '1' } : {}) };
}
