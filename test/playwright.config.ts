import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { build, isBuilt } from '../src/main/bootstrap/build.ts';
import { installedProgram } from '../src/main/bootstrap/desktop.ts';
import type { HostOptions } from './e2e/fixtures.ts';
import { chromiumPath } from './support/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = process.env['CROSSGUARD_RESULTS'];

// Every spec starts a host of its own: what Node made of the sources once is kept for the next.
process.env['NODE_COMPILE_CACHE'] ??= `${root}node_modules/.cache/node`;

// The specs run what is built, so that must be what is written.
if (!isBuilt(root) && !build(root)) throw new Error('the build failed');

/** The same specs in every host: the browser host, the Electron double, and Electron where it is. */
export default defineConfig<HostOptions>({
  testDir: 'e2e',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter:
    results === undefined ? 'list' : [['list'], ['json', { outputFile: `${results}/e2e.json` }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath() },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', use: { host: 'browser' }, testIgnore: '**/*.double.spec.ts' },
    { name: 'double', use: { host: 'double' }, testIgnore: '**/*.browser.spec.ts' },
    ...(installedProgram(root, process.env) === null
      ? []
      : [
          {
            name: 'electron',
            use: { host: 'electron' as const },
            testIgnore: ['**/*.double.spec.ts', '**/*.browser.spec.ts'],
          },
        ]),
  ],
});
