import { spawn } from 'node:child_process';
import { build, isBuilt } from '../../bootstrap/build.ts';
import { desktop, hasDisplay } from '../../bootstrap/desktop.ts';
import { parsed } from '../arguments.ts';
import { root, say, served, unnamed } from './serve.ts';

const usage = 'crossguard start [--store FILE [--read-only]]';

/** A desktop that fails within this many milliseconds could not start at all. */
const START_LIMIT = 15_000;

/** `start`: the workstation on the sample book, or on a store; the desktop where it can be had. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['read-only'], values: ['store'] }, usage);
  if (!found.ok) return 1;
  const store = found.values.get('store') ?? null;
  const readOnly = found.flags.has('read-only');
  if (readOnly && store === null) return unnamed();
  if (!isBuilt(root)) {
    say('building the window');
    if (!build(root)) return 1;
  }

  const here = await desktop(root, process.env, say);
  let because = here.here ? '' : here.because;
  if (here.here) {
    const { code, lived } = await desktopRun(here.program, store, readOnly);
    if (code === 0 || lived > START_LIMIT) return code === 0 ? 0 : 1;
    because = 'the desktop did not start';
  }
  say(`${because}: the workstation opens in a browser instead`);
  return served({
    port: 0,
    store,
    readOnly,
    onLink: (link) => {
      if (hasDisplay(process.env)) openBrowser(link);
    },
  });
}

/** The desktop's exit code, and how many milliseconds it lived. */
async function desktopRun(
  program: string,
  store: string | null,
  readOnly: boolean,
): Promise<{ readonly code: number; readonly lived: number }> {
  const startedAt = performance.now();
  const which = store === null ? '--sample' : `--store=${store}`;
  const settings = readOnly ? [which, '--read-only'] : [which];
  const child = spawn(program, [root, ...settings], { stdio: 'inherit' });
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  return { code, lived: performance.now() - startedAt };
}

/** Where there is no such program the printed link is enough. */
function openBrowser(link: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? ['explorer.exe', [link]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [link]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => say('open the link above in a browser'));
  child.unref();
}
