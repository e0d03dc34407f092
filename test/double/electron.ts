import { afterReady, app, beforeReady } from './app.ts';
import { MessagePortMain } from './ports.ts';
import { refuseUnknown, strict } from './strict.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow, theWebContents } from './window.ts';
import { onPage, tellPage } from './wiring.ts';

/* The module `electron` as the built main sees it. What is not here is not modelled, and throws. */

export { app, BrowserWindow, utilityProcess };

export class MessageChannelMain {
  port1: MessagePortMain;
  port2: MessagePortMain;

  constructor() {
    [this.port1, this.port2] = MessagePortMain.pair();
  }
}

// https://www.electronjs.org/docs/latest/api/ipc-main
type Invoked = (event: object, ...args: readonly unknown[]) => unknown;
const handlers = new Map<string, Invoked>();

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Invoked) => {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, handler);
  },
});

onPage('invoke', ({ call, channel, args, url }) => {
  const contents = theWebContents();
  // The preload runs in the top frame only; the address is what the page has at this moment.
  contents.mainFrame.url = url;
  const event = { sender: contents, senderFrame: contents.mainFrame };
  const handler = handlers.get(channel);
  const answered = async (): Promise<unknown> => {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  };
  answered().then(
    (value) => tellPage({ kind: 'answer', call, value: structuredClone(value) }),
    (error: unknown) =>
      tellPage({
        kind: 'answer',
        call,
        error: `Error invoking remote method '${channel}': ${String(error)}`,
      }),
  );
});

// https://www.electronjs.org/docs/latest/api/screen
export const screen = strict('screen', {
  getAllDisplays: () => {
    afterReady('screen');
    return [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  },
});

// https://www.electronjs.org/docs/latest/api/protocol
const PRIVILEGES = ['standard', 'secure', 'supportFetchAPI', 'codeCache'];
const schemes = new Set<string>();
let answerRequest: ((request: Request) => Promise<Response>) | null = null;

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (
    registered: readonly { readonly scheme: string; readonly privileges: object }[],
  ) => {
    beforeReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme, privileges } of registered) {
      refuseUnknown('privileges', privileges, PRIVILEGES);
      schemes.add(scheme);
    }
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
    afterReady('protocol.handle');
    if (!schemes.has(scheme)) throw new Error(`the scheme ${scheme} has no privileges`);
    if (answerRequest !== null) throw new Error('a second protocol handler is not modelled');
    answerRequest = handler;
  },
});

onPage('request', async ({ request, url, method }) => {
  if (answerRequest === null) throw new Error('no protocol handler was registered');
  // Node's own `Request` knows the scheme as little as Electron's does not: only these two are used.
  const answer = await answerRequest({ url, method } as Request);
  tellPage({
    kind: 'response',
    request,
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  });
});

// https://www.electronjs.org/docs/latest/api/session
type RequestHandler = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
) => void;
type CheckHandler = (contents: object, permission: string) => boolean;
// Without handlers Electron grants everything.
let onPermissionRequest: RequestHandler = (_contents, _permission, answer) => answer(true);
let onPermissionCheck: CheckHandler = () => true;

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: (handler: RequestHandler) => {
    onPermissionRequest = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler) => {
    onPermissionCheck = handler;
  },
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
});

export const session = strict('session', {
  get defaultSession() {
    afterReady('session.defaultSession');
    return defaultSession;
  },
});

onPage('permission', ({ request, permission }) => {
  onPermissionRequest(theWebContents(), permission, (asked) => {
    const granted = asked && onPermissionCheck(theWebContents(), permission);
    tellPage({ kind: 'permission', request, granted });
  });
});

export const dialog = strict('dialog', {
  showErrorBox: (title: string, text: string) => tellPage({ kind: 'dialog', title, text }),
  showMessageBoxSync: () => {
    throw new Error('dialog.showMessageBoxSync is not modelled');
  },
});

const ROLES = [
  'appMenu',
  'close',
  'quit',
  'editMenu',
  'windowMenu',
  'reload',
  'toggleDevTools',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
];

type Item = {
  readonly role?: string;
  readonly label?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly Item[];
  readonly click?: (item: Item, window: BrowserWindow | undefined) => void;
};

// https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
const ACCELERATOR = /^(?:(?:CommandOrControl|Alt|Shift)\+)*(?:[A-Z0-9,.;/=-]|F\d{1,2}|Plus|Space)$/;

export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly Item[]): readonly Item[] => {
    for (const { role, submenu, accelerator } of template) {
      if (role !== undefined && !ROLES.includes(role)) throw new Error(`no menu role ${role}`);
      if (accelerator !== undefined && !ACCELERATOR.test(accelerator)) {
        throw new Error(`no accelerator ${accelerator}`);
      }
      if (submenu !== undefined) Menu.buildFromTemplate(submenu);
    }
    return template;
  },
  setApplicationMenu: (menu: readonly Item[]) => {
    const items = menu.flatMap(({ label, submenu }) =>
      (submenu ?? []).map((item) => [`${label ?? ''} > ${item.label ?? ''}`, item] as const),
    );
    chosen = new Map(items.filter(([, { click }]) => click !== undefined));
    tellPage({ kind: 'menu', labels: [...chosen.keys()] });
  },
});

let chosen: ReadonlyMap<string, Item> = new Map();

onPage('choose', ({ label }) => {
  const item = chosen.get(label);
  if (item?.click === undefined) throw new Error(`no menu item ${label}`);
  item.click(item, BrowserWindow.getAllWindows()[0]);
});
