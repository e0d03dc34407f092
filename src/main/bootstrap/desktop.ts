import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's program, or one line on why the desktop cannot be had here. */
export type Desktop =
  | { readonly here: true; readonly program: string }
  | { readonly here: false; readonly because: string };

/** Milliseconds that the download of about 120 MB may take. */
const DOWNLOAD_LIMIT = 120_000;
/** Milliseconds within which the place of the download must answer at all. */
const ANSWER_LIMIT = 2500;

/** Electron as it is installed, or as it can be had now: tried once for each version, not in CI. */
export async function desktop(
  root: string,
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Desktop> {
  const hindrance = hindranceHere(environment);
  if (hindrance !== null) return { here: false, because: hindrance };
  const installed = installedProgram(root, environment);
  if (installed !== null) return { here: true, program: installed };
  if (environment['CI']) return { here: false, because: 'Electron is not installed' };

  const tried = join(root, 'node_modules/electron/.crossguard-tried');
  if (existsSync(tried)) return { here: false, because: 'Electron could not be downloaded' };
  if (!(await answers(downloadAddress(environment)))) {
    return { here: false, because: 'Electron is not installed and cannot be downloaded now' };
  }
  say('downloading Electron, once (about 120 MB)');
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_LIMIT,
  });
  const program = status === 0 ? installedProgram(root, environment) : null;
  if (program !== null) return { here: true, program };
  writeFileSync(tried, 'Delete this file to have the download tried again.\n');
  return { here: false, because: 'Electron could not be downloaded' };
}

function hindranceHere(environment: NodeJS.ProcessEnv): string | null {
  if (process.platform !== 'linux') return null;
  if (!hasDisplay(environment)) return 'there is no display here';
  // Chromium's sandbox refuses the superuser, and the window does not open without its sandbox.
  return process.getuid?.() === 0 ? 'the desktop does not run as root' : null;
}

/** Whether a window, or a browser, can be shown to somebody. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return !environment['SSH_CONNECTION'];
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** As the package `electron` finds it, without the download that asking it would start. */
export function installedProgram(root: string, environment: NodeJS.ProcessEnv): string | null {
  const folder = join(root, 'node_modules/electron');
  const note = join(folder, 'path.txt');
  const name = existsSync(note) ? readFileSync(note, 'utf8') : 'electron';
  const program = join(environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

const downloadAddress = (environment: NodeJS.ProcessEnv): string =>
  environment['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';

async function answers(address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_LIMIT);
    const answer = await fetch(address, { method: 'HEAD', redirect: 'manual', signal });
    return answer.status < 500;
  } catch {
    return false;
  }
}
