import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossguard-serve-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The command as a user runs it; `onLink` is called with the process when it printed its link. */
function served(
  args: readonly string[],
  onLink: (child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  const child = spawn(process.execPath, ['src/main/cli/index.ts', 'serve', ...args], {
    cwd: root,
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const before = output.includes('/open?token=');
    output += chunk.toString();
    if (!before && output.includes('/open?token=')) onLink(child);
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve({ code, output, errors }));
  });
}

describe('serve', () => {
  const store = () => ['--store', join(folder, 'book.crossguard')];

  it.each(['abc', '-1', '65536', '1.5'])('refuses the port %s', async (port) => {
    const { code, output, errors } = await served([`--port=${port}`]);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors).toContain(`"${port}" is no port`);
  });

  it('ends with a reason where the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { code, errors } = await served(['--port', String(port), ...store()]);
    other.close();
    expect(code).toBe(1);
    expect(errors).toContain('EADDRINUSE');
  });

  it('prints the link, ends when told to, and leaves the store free', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { code, output } = await served(store(), (child) => child.kill(signal));
      expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43}\n$/);
      expect(code).toBe(0);
    }
  });
});
