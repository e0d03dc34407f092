import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './command-line.ts';

export type Ran = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A command beside this process, so that servers of the test can answer it. */
export const running = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'src/main/cli/index.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, CROSSGUARD_DATA: folder },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString('utf8')));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString('utf8')));
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
