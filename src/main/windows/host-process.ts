import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';

export type HostProcessOptions = {
  /** File of the built host. */
  readonly entry: string;
  /** Environment variables of the host beside the few that it inherits. */
  readonly settings: Readonly<Record<string, string>>;
  /** Told whenever the host has died. */
  readonly onLost: () => void;
  /** Told once when the host said that it cannot work at all; it is not started again. */
  readonly onFault: (message: string) => void;
};

/** The workstation's process. It is started again when it dies, later each time. */
export type HostProcess = {
  /** Gives the host one end of a channel. Waits for one that is being started. */
  readonly take: (port: MessagePortMain) => Promise<void>;
  readonly stop: () => void;
};

/** Milliseconds that a window waits for a host that is being started. */
const LONGEST_WAIT = 15_000;
const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** A host that lived this long is started again without the delays of those before. */
const HEALTHY_AFTER = 60_000;

/** Only what Node and the store need: no tokens or keys that happen to be in the shell. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'APPDATA',
  'SystemRoot',
  'XDG_DATA_HOME',
  'CROSSGUARD_DATA',
];

export function startHostProcess({
  entry,
  settings,
  onLost,
  onFault,
}: HostProcessOptions): HostProcess {
  let host: UtilityProcess | null = null;
  let up = Promise.withResolvers<UtilityProcess>();
  let delay = FIRST_DELAY;
  let stopped = false;

  const start = (): void => {
    const startedAt = performance.now();
    const started = utilityProcess.fork(entry, [], {
      serviceName: 'Crossguard workstation',
      env: { ...inherited(), ...settings },
    });
    host = started;
    started.once('spawn', () => up.resolve(started));
    started.on('message', (message: unknown) => {
      if (!isFault(message)) return;
      stopped = true;
      onFault(message.fault);
    });
    started.once('exit', () => {
      host = null;
      if (stopped) return;
      up = Promise.withResolvers();
      onLost();
      if (performance.now() - startedAt > HEALTHY_AFTER) delay = FIRST_DELAY;
      setTimeout(start, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  };
  start();

  return {
    take: async (port) => {
      const ready = await Promise.race([up.promise, setTimeoutPromise(LONGEST_WAIT, null)]);
      if (ready === null) throw new Error('The workstation does not start.');
      ready.postMessage('port', [port]);
    },
    stop: () => {
      stopped = true;
      host?.kill();
    },
  };
}

function inherited(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** What the host says before it ends for good: the store cannot be opened. */
const isFault = (message: unknown): message is { readonly fault: string } =>
  typeof message === 'object' &&
  message !== null &&
  'fault' in message &&
  typeof message.fault === 'string';
