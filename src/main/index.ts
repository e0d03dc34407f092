import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { z } from 'zod';
import { builtPages } from './pages/built-pages.ts';
import { developmentPages } from './pages/development-pages.ts';
import { guardContents, guardSession } from './windows/guards.ts';
import { handOverPorts, tellLost } from './windows/hand-over.ts';
import { startHostProcess } from './windows/host-process.ts';
import { setMenu } from './windows/menu.ts';
import { answerScheme, registerScheme } from './windows/scheme.ts';
import { DesktopWindows } from './windows/desktop-windows.ts';
import { LINKS, linkIn } from './windows/links.ts';
import { answer } from './windows/page-calls.ts';
import { placesDocument } from './windows/places.ts';
import { UserDocument } from './user/document.ts';

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

  const places = join(app.getPath('userData'), 'windows.json');
  const windows = new DesktopWindows(
    { preload: built('preload/index.cjs'), developerTools },
    new UserDocument(places, placesDocument, []),
  );
  const lead = (words: readonly string[]): void => {
    const hash = linkIn(words);
    const window = windows.front();
    if (hash !== null) window.webContents.send('go', hash);
  };
  windows.openAll();
  answer('window', z.tuple([]), () => void windows.open());
  if (linkIn(process.argv) !== null) lead(process.argv);
  app.on('before-quit', () => windows.end());
  app.on('second-instance', (_event, argv) => lead(argv));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    lead([url]);
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) windows.open();
  });
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINKS);
}

/** `--sample` or `--store=FILE [--read-only]` as given; without either, the user's own store. */
function storeSetting(): Readonly<Record<string, string>> {
  if (app.commandLine.hasSwitch('sample')) return {};
  const given = app.commandLine.getSwitchValue('store');
  const store = given || join(app.getPath('userData'), 'book.crossguard');
  const readOnly = app.commandLine.hasSwitch('read-only');
  return { CROSSGUARD_STORE: store, ...(readOnly ? { CROSSGUARD_READ_ONLY: '1' } : {}) };
}
