// Adds up the results of vitest and Playwright with the steps that failed, and says so in one line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder, failedSteps] = process.argv;

function report(name) {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    return null;
  }
}

/** What did not run has failed, and so has a file that failed before its first test. */
function unit(results) {
  if (results === null) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, success } = results;
  return { passed, failed: Math.max(numFailedTests, success ? 0 : 1) };
}

function e2e(results) {
  if (results === null) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = results.stats;
  // A test that passed on a second try is one that can fail.
  return { passed: expected, failed: unexpected + flaky + results.errors.length };
}

const parts = [unit(report('unit.json')), e2e(report('e2e.json'))];
const passed = parts.reduce((sum, part) => sum + part.passed, 0);
const inTests = parts.reduce((sum, part) => sum + part.failed, 0);
// The step that ran the tests failed because they did: those are counted one by one.
const steps = Number(failedSteps) - (Number(failedSteps) > 0 && inTests > 0 ? 1 : 0);
const failed = inTests + steps;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
