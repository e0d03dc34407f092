import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const entry = fileURLToPath(new URL('../../../../src/main/cli/index.ts', import.meta.url));

/** The command as a user runs it: its own process, the request on standard input. */
export function measured(input: unknown, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'measure', ...args], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The answers of requests that are all expected to be answered. */
export function answers(...requests: readonly object[]): readonly Record<string, unknown>[] {
  const { status, stdout, stderr } = measured({ requests }, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { answers: found, failures } = JSON.parse(stdout) as {
    readonly answers: readonly Record<string, unknown>[];
    readonly failures: readonly unknown[];
  };
  expect(failures).toEqual([]);
  return found;
}

/** −1 to −100: the loss of rank k from the worst is 101 − k. */
export const hundred = Array.from({ length: 100 }, (_, i) => -(i + 1));
