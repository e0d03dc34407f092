import { defineConfig } from 'vitest/config';

const results = process.env['CROSSGUARD_RESULTS'];

export default defineConfig({
  test: {
    reporters:
      results === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${results}/unit.json` }]],
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    testTimeout: 30_000,
    passWithNoTests: false,
  },
});
