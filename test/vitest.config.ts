import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests that run a command start Node anew: what it made of the sources once is kept for the next.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('../node_modules/.cache/node', import.meta.url),
);

const results = process.env['CROSSGUARD_RESULTS'];

export default defineConfig({
  test: {
    reporters:
      results === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${results}/unit.json` }]],
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/peers/**'],
    setupFiles: ['test/support/property-seed.ts'],
    // A computer that does other things as well takes its time: no test says how fast anything is.
    testTimeout: 60_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
  },
});
