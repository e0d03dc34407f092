import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this user's stores, made if absent: `CROSSGUARD_DATA`, else the platform's own place
 * for application data.
 */
export function dataFolder(): string {
  const folder = process.env['CROSSGUARD_DATA'] ?? join(platformFolder(), 'Crossguard');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function platformFolder(): string {
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    case 'darwin':
      return join(home, 'Library', 'Application Support');
    default:
      return process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  }
}

/** The project's `resources` beside the source or the built code. */
export const resourcesFolder = (): string =>
  process.env['CROSSGUARD_RESOURCES'] ??
  fileURLToPath(new URL('../../../resources', import.meta.url));
