import { spawn } from 'node:child_process';
import { build, isBuilt } from '../../bootstrap/build.ts';
import { desktop, hasDisplay } from '../../bootstrap/desktop.ts';
import { parsed } from '../arguments.ts';
import { root, say, served } from './serve.ts';

const usage = 'crossguard start [--store FILE]';

/** A desktop that fails within this many milliseconds could not start at all. */
const START_LIMIT = 15_000;

/** `start`: the workstation on the sample book, or on a store; the desktop where it can be had. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: [], values: ['store'] }, usage);
  if (!found.ok) return 1;
  const store = found.values.get('store') ?? null;
  if (!isBuilt(root)) {
    say('building the window');
    if (!build(root)) return 1;
  }

  const here = await desktop(root, process.env, say);
  let because = here.here ? '' : here.because;
  if (here.here) {
    const { code, lived } = await desktopRun(here.program, store);
    if (code === 0 || lived > START_LIMIT) return code === 0 ? 0 : 1;
    because = 'the desktop did not start';
  }
  say(`${because}: the workstation opens in a browser instead`);
  return served({
    port: 0,
    store,
    onLink: (link) => {
      if (hasDisplay(process.env)) openBrowser(link);
    },
  });
}

/** The desktop's exit code, and how many milliseconds it lived. */
async function desktopRun(
  program: string,
  store: string | null,
): Promise<{ readonly code: number; readonly lived: number }> {
  const startedAt = performance.now();
  const child = spawn(program, [root, store === null ? '--sample' : `--store=${store}`], {
    stdio: 'inherit',
  });
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
