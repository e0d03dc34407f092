import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { HostRequest, OpenHost } from '../fixtures.ts';

/** The command `serve` in a process of its own, and its link opened in the page. */
export async function openInBrowser({
  page,
  root,
  userData,
  store,
}: HostRequest): Promise<OpenHost> {
  const args = store === null ? [] : ['--store', store];
  const server = spawn(process.execPath, [join(root, 'src/main/cli/index.ts'), 'serve', ...args], {
    cwd: root,
    env: { ...process.env, CROSSGUARD_DATA: userData },
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  let errors = '';
  server.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const link = await new Promise<string>((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error(`serve ended: ${errors}`)));
  });
  await page.goto(link);
  return {
    page,
    errors: () => errors,
    crash: async () => {
      server.kill('SIGKILL');
      await ended;
    },
    close: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
