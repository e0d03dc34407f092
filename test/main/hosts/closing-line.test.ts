import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/* The one line that CI is read by: what did not run must not look green. */

const program = join(import.meta.dirname, '../../../.ci/closing-line.mjs');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossguard-results-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const unit = (numPassedTests: number, numFailedTests: number, success: boolean) => ({
  numPassedTests,
  numFailedTests,
  success,
});
const e2e = (expected: number, unexpected: number, flaky = 0, errors: readonly object[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 0 },
  errors,
});

describe('the closing line', () => {
  it.each([
    ['all passed', unit(10, 0, true), e2e(5, 0), 0, '15 passed, 0 failed', 0],
    ['a unit test failed', unit(9, 1, false), e2e(5, 0), 1, '14 passed, 1 failed', 1],
    ['a file failed before its tests', unit(9, 0, false), e2e(5, 0), 1, '14 passed, 1 failed', 1],
    ['two specs failed', unit(10, 0, true), e2e(3, 2), 1, '13 passed, 2 failed', 1],
    ['a spec passed on a second try', unit(10, 0, true), e2e(4, 0, 1), 0, '14 passed, 1 failed', 1],
    ['a project did not start', unit(10, 0, true), e2e(0, 0, 0, [{}]), 1, '10 passed, 1 failed', 1],
    ['only the linter failed', unit(10, 0, true), e2e(5, 0), 1, '15 passed, 1 failed', 1],
    ['the linter and a test failed', unit(9, 1, false), e2e(5, 0), 2, '14 passed, 2 failed', 1],
    ['the specs did not run', unit(10, 0, true), null, 1, '10 passed, 1 failed', 1],
    ['nothing ran', null, null, 1, '0 passed, 2 failed', 1],
  ])('where %s', async (_, unitResults, e2eResults, failedSteps, line, code) => {
    if (unitResults !== null) {
      await writeFile(join(folder, 'unit.json'), JSON.stringify(unitResults));
    }
    if (e2eResults !== null) {
      await writeFile(join(folder, 'e2e.json'), JSON.stringify(e2eResults));
    }
    const { status, stdout } = spawnSync(process.execPath, [program, folder, String(failedSteps)], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(`${line}\n`);
    expect(status).toBe(code);
  });
});
