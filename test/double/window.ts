import { EventEmitter } from 'node:events';
import { afterReady, app } from './app.ts';
import { portForPage, onPage, preventable, tellPage } from './wiring.ts';
import { MessagePortMain } from './ports.ts';
import { refuseUnknown } from './strict.ts';

/* Windows; the page of the first is in the test process, others have none. https://www.electronjs.org/docs/latest/tutorial/security */

type Preferences = Readonly<Record<string, unknown>>;

const SAFE: Readonly<Record<string, boolean>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
};

const WINDOW_OPTIONS = [
  'title',
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'backgroundColor',
  'webPreferences',
];

const windows: BrowserWindow[] = [];

class WebFrameMain {
  url = '';

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transfer.map((port) => {
      if (!(port instanceof MessagePortMain)) throw new Error('only ports can be transferred');
      return portForPage(port);
    });
    tellPage({ kind: 'message', channel, message: structuredClone(message), ports });
  }
}

class WebContents extends EventEmitter {
  mainFrame = new WebFrameMain();
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  send(channel: string, message?: unknown): void {
    this.mainFrame.postMessage(channel, message);
  }

  reload(): void {
    tellPage({ kind: 'load', url: this.mainFrame.url });
  }

  getURL(): string {
    return this.mainFrame.url;
  }
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents();

  constructor(options: Readonly<Record<string, unknown>> & { webPreferences: Preferences }) {
    super();
    afterReady('BrowserWindow');
    refuseUnknown('BrowserWindow', options, WINDOW_OPTIONS);
    const { preload, ...preferences } = options.webPreferences;
    refuseUnknown('webPreferences', preferences, [...Object.keys(SAFE), 'devTools', 'spellcheck']);
    for (const [name, safe] of Object.entries(SAFE)) {
      if (preferences[name] !== safe) throw new Error(`webPreferences.${name} must be ${safe}`);
    }
    windows.push(this);
    const { x = 0, y = 0, width, height } = options;
    this.#bounds = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
    app.emit('web-contents-created', this.webContents);
    tellPage(
      windows.length === 1
        ? { kind: 'window', preload: String(preload) }
        : { kind: 'further-window' },
    );
  }

  #bounds: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;
  #isMaximized = false;

  getNormalBounds(): Readonly<Record<'x' | 'y' | 'width' | 'height', number>> {
    return this.#bounds;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize');
  }

  static getFocusedWindow(): BrowserWindow | null {
    return windows[0] ?? null;
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    if (windows[0] === this) tellPage({ kind: 'load', url });
  }

  show(): void {
    this.emit('show');
  }

  focus(): void {
    tellPage({ kind: 'dialog', title: 'focus', text: '' });
  }

  isMinimized(): boolean {
    return false;
  }
}

const only = (): BrowserWindow => {
  const [window] = windows;
  if (window === undefined) throw new Error('there is no window');
  return window;
};

export const theWebContents = (): WebContents => only().webContents;

onPage('loaded', ({ url }) => {
  only().webContents.mainFrame.url = url;
  only().emit('ready-to-show');
});

// https://www.electronjs.org/docs/latest/api/web-contents#event-will-navigate: not for `loadURL`.
onPage('navigate', ({ request, url, isMainFrame }) => {
  const details = preventable({ url, isMainFrame });
  if (isMainFrame) only().webContents.emit('will-navigate', details);
  only().webContents.emit('will-frame-navigate', details);
  tellPage({ kind: 'stay', request, stay: details.defaultPrevented });
});

onPage('open-window', ({ request, url }) => {
  const { action } = only().webContents.openHandler({ url });
  tellPage({ kind: 'window-open', request, action });
});

onPage('navigated', ({ url }) => {
  only().webContents.mainFrame.url = url;
  only().webContents.emit('did-navigate-in-page', {}, url);
});

onPage('close-window', () => {
  for (const window of windows.toReversed()) {
    window.emit('close', {});
    windows.splice(windows.indexOf(window), 1);
    window.emit('closed');
  }
  app.emit('window-all-closed');
});
