import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToPage } from './messages.ts';

/*
 * The double is worth what its rules are worth: each makes a main fail here that would fail in
 * Electron. The rule's source stands beside it in the double.
 */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossguard-entry-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ran = {
  /** The entry was evaluated, so that Electron would become ready. */
  readonly finished: boolean;
  readonly errors: string;
  readonly messages: readonly ToPage[];
};

/** An entry run under the double until it says `done`, fails, or a second has gone by. */
async function ran(name: string, text: string): Promise<Ran> {
  const entry = join(folder, `${name}.mjs`);
  await writeFile(entry, text);
  const child = fork(join(import.meta.dirname, 'run.ts'), [entry], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const messages: ToPage[] = [];
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.on('message', (message: ToPage) => messages.push(message));
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const done = new Promise((resolve) => {
    child.stdout?.once('data', resolve);
  });
  const late = new Promise((resolve) => {
    setTimeout(resolve, 4000);
  });
  await Promise.race([ended, done, late]);
  child.kill('SIGKILL');
  await ended;
  return { finished: messages.some(({ kind }) => kind === 'finished'), errors, messages };
}

const safe = `{ contextIsolation: true, sandbox: true, nodeIntegration: false,
  webSecurity: true, webviewTag: false, preload: 'preload.cjs' }`;

describe('the double', () => {
  it('runs an entry that waits for ready beside its evaluation', async () => {
    const { finished, errors, messages } = await ran(
      'waits-beside',
      `import { app, BrowserWindow } from 'electron';
       void app.whenReady().then(() => {
         new BrowserWindow({ webPreferences: ${safe} });
         console.log('done');
       });`,
    );
    expect(errors).toBe('');
    expect(finished).toBe(true);
    expect(messages.map(({ kind }) => kind)).toContain('window');
  });

  it('hangs for ever, as Electron does, where the entry awaits ready at its top level', async () => {
    const { finished } = await ran(
      'awaits-ready',
      `import { app } from 'electron';
       await app.whenReady();
       console.log('done');`,
    );
    expect(finished).toBe(false);
  });

  const later = (text: string): string => `app.whenReady().then(() => { ${text} });`;

  it.each([
    [
      'a window before ready',
      `new BrowserWindow({ webPreferences: ${safe} });`,
      'after app is ready',
    ],
    ['a utility process before ready', "utilityProcess.fork('x.js');", 'after app is ready'],
    ['the session before ready', 'session.defaultSession;', 'after app is ready'],
    [
      'a protocol handler before ready',
      "protocol.handle('app', () => null);",
      'after app is ready',
    ],
    [
      'a scheme after ready',
      later('protocol.registerSchemesAsPrivileged([]);'),
      'before app is ready',
    ],
    ['the sandbox after ready', later('app.enableSandbox();'), 'before app is ready'],
    [
      'a handler for a scheme without privileges',
      later("protocol.handle('app', () => null);"),
      'has no privileges',
    ],
    [
      'a scheme that goes round the policy',
      "protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { bypassCSP: true } }]);",
      'bypassCSP',
    ],
    [
      'a second handler of one name',
      "ipcMain.handle('a', () => 1); ipcMain.handle('a', () => 2);",
      'second handler',
    ],
    ['a member that is not modelled', 'app.setBadgeCount(1);', 'app.setBadgeCount is not modelled'],
    ['an event that is not modelled', "app.on('certificate-error', () => 1);", 'not modelled'],
    [
      'a page without isolation',
      later(`new BrowserWindow({ webPreferences: { ...${safe}, contextIsolation: false } });`),
      'contextIsolation must be true',
    ],
    [
      'a page with Node',
      later(`new BrowserWindow({ webPreferences: { ...${safe}, nodeIntegration: true } });`),
      'nodeIntegration must be false',
    ],
    [
      'a page without a sandbox',
      later(`new BrowserWindow({ webPreferences: { ...${safe}, sandbox: false } });`),
      'sandbox must be true',
    ],
    [
      'a page with experiments',
      later(`new BrowserWindow({ webPreferences: { ...${safe}, experimentalFeatures: true } });`),
      'experimentalFeatures is not modelled',
    ],
    [
      'a message that cannot be cloned',
      'new MessageChannelMain().port1.postMessage(() => 1);',
      'could not be cloned',
    ],
    [
      'a port that was handed over twice',
      later(`
      const { port1 } = new MessageChannelMain();
      const window = new BrowserWindow({ webPreferences: ${safe} });
      window.webContents.mainFrame.postMessage('port', null, [port1]);
      window.webContents.mainFrame.postMessage('port', null, [port1]);`),
      'transferred once',
    ],
  ])('throws on %s', async (name, text, message) => {
    const { errors } = await ran(
      name.replaceAll(' ', '-'),
      `import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, session, utilityProcess }
         from 'electron';
       ${text}`,
    );
    expect(errors).toContain(message);
  });

  it('has no name that it does not model', async () => {
    const { errors, finished } = await ran('unknown-name', "import { Tray } from 'electron';");
    expect(errors).toContain('Tray');
    expect(finished).toBe(false);
  });
});
