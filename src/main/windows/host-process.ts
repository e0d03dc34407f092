import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';

export type HostProcessOptions = {
  /** File of the built host. */
  readonly entry: string;
  /** Environment variables of the host beside the few that it inherits. */
  readonly settings: Readonly<Record<string, string>>;
  /** Told once when the host said that it cannot work at all; it is not started again. */
  readonly onFault: (message: string) => void;
};

/** The workstation's process. It is started again when it dies, later each time. */
export type HostProcess = {
  /** Gives the host one end of a channel. @throws while there is no host to give it to */
  readonly take: (port: MessagePortMain) => void;
  readonly stop: () => void;
};

const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** A host that lived this long is started again at once. */
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

export function startHostProcess({ entry, settings, onFault }: HostProcessOptions): HostProcess {
  let host: UtilityProcess | null = null;
  let delay = FIRST_DELAY;
  let stopped = false;

  const start = (): void => {
    const startedAt = performance.now();
    const started = utilityProcess.fork(entry, [], {
      serviceName: 'Crossguard workstation',
      env: { ...inherited(), ...settings },
    });
    started.once('spawn', () => {
      host = started;
    });
    started.on('message', (message: unknown) => {
      if (!isFault(message)) return;
      stopped = true;
      onFault(message.fault);
    });
    started.once('exit', () => {
      host = null;
      if (stopped) return;
      delay = performance.now() - startedAt > HEALTHY_AFTER ? FIRST_DELAY : delay;
      setTimeout(start, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  };
  start();

  return {
    take: (port) => {
      if (host === null) throw new Error('The workstation is starting again.');
      host.postMessage('port', [port]);
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
