import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const root: string = fileURLToPath(new URL('../../..', import.meta.url));

type CommandLine = {
  /** Where the commands run, and keep their data; removed after the tests. */
  readonly folder: string;
  readonly crossguard: (...args: readonly string[]) => SpawnSyncReturns<string>;
};

/** The command line as a user runs it, in a folder of its own. */
export function commandLine(name: string): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), `crossguard-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    crossguard: (...args) =>
      spawnSync(process.execPath, [join(root, 'src/main/cli/index.ts'), ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, CROSSGUARD_DATA: folder },
      }),
  };
}
