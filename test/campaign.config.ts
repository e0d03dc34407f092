import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

// The same tests of the feeds' faults as in every check, with more seeds and longer sessions.
process.env['CROSSGUARD_CAMPAIGN'] = 'nightly';

export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: ['test/main/feeds/campaign/*.test.ts', 'test/main/workstation/feed-faults.test.ts'],
    testTimeout: 3_600_000,
  },
});
