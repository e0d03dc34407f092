import { EventEmitter } from 'node:events';
import { onPage } from './wiring.ts';
import { strict } from './strict.ts';

/*
 * `app`, with the rule that caught a real start-up deadlock: Electron becomes ready only after the
 * entry module has been evaluated, so an entry that awaits `whenReady` at its top level hangs.
 * https://www.electronjs.org/docs/latest/tutorial/esm#es-modules-are-loaded-asynchronously
 */

let isReady = false;
let quitting = false;
const events = new EventEmitter();
const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();

/** Called by `run.ts` when the entry has been evaluated, and by nothing else. */
export function entryFinished(): void {
  isReady = true;
  events.emit('ready');
  becomeReady();
}

/** Electron throws from what needs the browser process before that is up. */
export function afterReady(name: string): void {
  if (!isReady) throw new Error(`${name} can only be used after app is ready`);
}

export function beforeReady(name: string): void {
  if (isReady) throw new Error(`${name} must be called before app is ready`);
}

const switches = process.argv.slice(2).filter((arg) => arg.startsWith('--'));

const switchOf = (name: string): string | undefined =>
  switches.find((text) => text === `--${name}` || text.startsWith(`--${name}=`));

const KNOWN_EVENTS = new Set([
  'web-contents-created',
  'window-all-closed',
  'before-quit',
  'open-url',
  'will-quit',
  'second-instance',
  'activate',
]);

export const app = strict('app', {
  isPackaged: false,
  enableSandbox: () => beforeReady('app.enableSandbox'),
  whenReady: () => ready,
  requestSingleInstanceLock: () => process.env['DOUBLE_IS_SECOND'] === undefined,
  getAppPath: () => process.env['DOUBLE_APP_PATH'] ?? process.cwd(),
  getPath: (name: string) => {
    if (name !== 'userData') throw new Error(`app.getPath('${name}') is not modelled`);
    return process.env['DOUBLE_USER_DATA'] ?? '';
  },
  commandLine: strict('app.commandLine', {
    hasSwitch: (name: string) => switchOf(name) !== undefined,
    getSwitchValue: (name: string) => switchOf(name)?.split('=')[1] ?? '',
  }),
  on: (event: string, listener: () => void) => {
    if (!KNOWN_EVENTS.has(event)) throw new Error(`app.on('${event}') is not modelled`);
    events.on(event, listener);
  },
  emit: (event: string, ...args: unknown[]) => events.emit(event, {}, ...args),
  quit: () => {
    if (quitting) return;
    quitting = true;
    events.emit('before-quit', {});
    events.emit('will-quit', {});
    // What was said goes out before the process ends.
    setTimeout(() => process.exit(0), 50);
  },
});

onPage('second-instance', ({ argv }) => void app.emit('second-instance', argv, ''));
