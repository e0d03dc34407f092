import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page, Route } from '@playwright/test';
import type { FromPage, ToPage } from './messages.ts';
import { BINDING, bridgeScript, preloadScript, RECEIVE, WORLD } from './page-scripts.ts';

/** Chromium knows no `app:` scheme; the page runs under this origin and main sees its own. */
const SHOWN = 'https://workstation.crossguard.test';
const OWN = 'app://workstation';

const shown = (url: string): string => url.replace(OWN, SHOWN);
const own = (url: string): string => url.replace(SHOWN, OWN);

export type DoubleOptions = {
  /** Folder of package.json and `out`. */
  readonly root: string;
  /** Built entry; the app's own unless a test of the double gives another. */
  readonly entry?: string;
  readonly switches: readonly string[];
  /** Folder of the user's data. */
  readonly userData: string;
  readonly env?: NodeJS.ProcessEnv;
};

/** The built desktop under Node, with a page of Chromium for its window. */
export class ElectronDouble {
  readonly #main: ChildProcess;
  readonly #page: Page;
  readonly #dialogs: { readonly title: string; readonly text: string }[] = [];
  #menu: readonly string[] = [];
  #furtherWindows = 0;
  readonly #routes = new Map<number, Route>();
  readonly #answers = new Map<number, (message: ToPage) => void>();
  readonly #errors: string[] = [];
  #session: CDPSession | null = null;
  #world: number | null = null;
  #pagePorts = new Set<number>();
  #lastRequest = 0;
  #isFinished = false;
  /** The window's page, once its preload and its routes are in place. */
  #opened: Promise<void> = Promise.resolve();
  /** Messages for the page, in main's order. They wait while it navigates; answers to it do not. */
  #forPage: Promise<unknown> = Promise.resolve();

  constructor(page: Page, { root, entry, switches, userData, env }: DoubleOptions) {
    this.#page = page;
    const run = join(import.meta.dirname, 'run.ts');
    const file = entry ?? join(root, 'out/main/index.js');
    this.#main = fork(run, [file, ...switches], {
      cwd: root,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ELECTRON_RENDERER_URL: undefined,
        DOUBLE_APP_PATH: root,
        DOUBLE_USER_DATA: userData,
        CROSSGUARD_DATA: userData,
        ...env,
      },
    });
    this.#main.stderr?.on('data', (chunk: Buffer) => this.#errors.push(chunk.toString()));
    this.#main.on('message', (message: ToPage) => {
      this.#take(message).catch((error: unknown) => this.#errors.push(String(error)));
    });
  }

  /** What main and the host wrote to standard error, and what the double itself could not do. */
  get errors(): string {
    return this.#errors.join('');
  }

  /** True when main's entry was evaluated, and Electron would become ready. */
  get isEntryFinished(): boolean {
    return this.#isFinished;
  }

  get dialogs(): readonly { readonly title: string; readonly text: string }[] {
    return this.#dialogs;
  }

  /** Labels of the application menu as it is now, `Menu > Item`. */
  get menu(): readonly string[] {
    return this.#menu;
  }

  /** Clicks an item of the application menu, named as `menu` names it. */
  choose(label: string): void {
    this.#tell({ kind: 'choose', label });
  }

  /** Kills the utility process, as a crash would. */
  killHost(): void {
    this.#tell({ kind: 'kill-host' });
  }

  secondInstance(argv: readonly string[] = []): void {
    this.#tell({ kind: 'second-instance', argv });
  }

  /** Windows that main opened beside the first, whose pages are not modelled. */
  get furtherWindows(): number {
    return this.#furtherWindows;
  }

  /** What main answers when the page asks for a permission. */
  async permission(permission: string): Promise<boolean> {
    const answer = await this.#ask((request) => ({ kind: 'permission', request, permission }));
    return answer.kind === 'permission' && answer.granted;
  }

  /** What main answers when the page opens a window: `deny` or `allow`. */
  async openWindow(url: string): Promise<string> {
    const answer = await this.#ask((request) => ({ kind: 'open-window', request, url }));
    return answer.kind === 'window-open' ? answer.action : '';
  }

  /** What main answers to a message from a frame of that address, as if a page had got there. */
  async invoke(channel: string, args: readonly unknown[], url: string): Promise<ToPage> {
    return this.#ask((call) => ({ kind: 'invoke', call: -call, channel, args, url }));
  }

  /** Closes the window; resolves with main's exit code when it has ended. */
  async closeWindow(): Promise<number | null> {
    const ended = this.ended();
    this.#tell({ kind: 'close-window' });
    return ended;
  }

  ended(): Promise<number | null> {
    const { exitCode } = this.#main;
    if (exitCode !== null) return Promise.resolve(exitCode);
    return new Promise((resolve) => {
      this.#main.once('exit', resolve);
    });
  }

  async stop(): Promise<void> {
    const ended = this.ended();
    this.#main.kill('SIGKILL');
    await ended;
  }

  #tell(message: FromPage): void {
    if (!this.#main.connected) return;
    // Main may end between the question and the write; its exit is what `ended` tells.
    this.#main.send(message, (error) => {
      if (error !== null && !this.#main.killed) this.#errors.push(String(error));
    });
  }

  #ask(question: (request: number) => FromPage): Promise<ToPage> {
    const request = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#answers.set(request, resolve);
      this.#tell(question(request));
    });
  }

  async #take(message: ToPage): Promise<void> {
    switch (message.kind) {
      case 'window':
        this.#opened = this.#open(message.preload);
        return this.#opened;
      case 'load':
        await this.#opened;
        await this.#page.goto(shown(message.url));
        this.#tell({ kind: 'loaded', url: own(this.#page.url()) });
        return undefined;
      case 'response':
        await this.#routes.get(message.request)?.fulfill({
          status: message.status,
          headers: { ...message.headers },
          body: Buffer.from(message.body),
        });
        this.#routes.delete(message.request);
        return undefined;
      case 'stay':
      case 'permission':
      case 'window-open':
        this.#answers.get(message.request)?.(message);
        this.#answers.delete(message.request);
        return undefined;
      case 'further-window':
        this.#furtherWindows++;
        return undefined;
      case 'menu':
        this.#menu = message.labels;
        return undefined;
      case 'dialog':
        this.#dialogs.push(message);
        return undefined;
      case 'message':
        for (const port of message.ports) this.#pagePorts.add(port);
        return this.#receive(message);
      case 'answer':
        if (message.call > 0) return this.#receive(message);
        // Calls below zero are the test's own.
        this.#answers.get(-message.call)?.(message);
        return undefined;
      case 'port':
      case 'port-closed':
        return this.#receive(message);
      case 'finished':
        this.#isFinished = true;
        return undefined;
    }
  }

  async #open(preload: string): Promise<void> {
    this.#page.on('framenavigated', (frame) => {
      // Chromium tells of a new fragment as of any other address.
      const url = own(frame.url());
      if (frame === this.#page.mainFrame() && url.includes('#')) {
        this.#tell({ kind: 'navigated', url });
      }
    });
    const session = await this.#page.context().newCDPSession(this.#page);
    this.#session = session;
    const { frameTree } = await session.send('Page.getFrameTree');
    session.on('Runtime.executionContextCreated', ({ context }) => {
      // A frame inside the page has such a world too; the script does nothing there.
      const isTop = context.auxData?.['frameId'] === frameTree.frame.id;
      if (context.name === WORLD && isTop) this.#enterWorld(context.id);
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === this.#world) this.#fromPage(payload);
    });
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: bridgeScript });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadScript(await readFile(preload, 'utf8')),
      worldName: WORLD,
    });
    await this.#page.route('**/*', (route) => this.#answer(route));
  }

  /** A new document: the ports of the one before are gone with it. */
  #enterWorld(context: number): void {
    this.#world = context;
    for (const port of this.#pagePorts) this.#tell({ kind: 'port-closed', port });
    this.#pagePorts.clear();
  }

  #fromPage(payload: string): void {
    const message = JSON.parse(payload) as FromPage;
    this.#tell(message.kind === 'invoke' ? { ...message, url: own(message.url) } : message);
  }

  async #receive(message: ToPage): Promise<void> {
    const world = this.#world;
    if (world === null) return;
    const before = this.#forPage;
    this.#forPage = before.then(() =>
      this.#session
        ?.send('Runtime.evaluate', {
          expression: `globalThis.${RECEIVE}(${JSON.stringify(message)})`,
          contextId: world,
        })
        // The document that it was meant for is gone.
        .catch(() => undefined),
    );
    await this.#forPage;
  }

  /** Main answers its own scheme and says where the page may go; nothing reaches a network. */
  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = own(request.url());
    const first = this.#page.url() === 'about:blank';
    if (request.isNavigationRequest() && !first) {
      const isMainFrame = request.frame() === this.#page.mainFrame();
      const answer = await this.#ask((id) => ({ kind: 'navigate', request: id, url, isMainFrame }));
      if (answer.kind === 'stay' && answer.stay) return route.abort('aborted');
    }
    if (!url.startsWith(`${OWN}/`)) return route.abort('addressunreachable');
    const id = ++this.#lastRequest;
    this.#routes.set(id, route);
    this.#tell({ kind: 'request', request: id, url, method: request.method() });
    return undefined;
  }
}
