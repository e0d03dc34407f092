import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { caseCounts } from './case-counts.ts';
import { checks } from './checks.ts';
import { directoryLines } from './directory.ts';

const directory = fileURLToPath(new URL('../vectors', import.meta.url));

const counts: Record<string, number> = {};
for await (const line of directoryLines(directory)) {
  test(`${line.file} holds its tolerances`, () => {
    if (!('result' in line)) expect.fail(JSON.stringify(line));
    expect(line.result.cases).toBeGreaterThan(0);
    expect(line.result.failures).toEqual([]);
  });
  if ('result' in line) counts[line.id] = line.result.cases;
}

test('every file and every case was read, and every check has a file', () => {
  expect(counts).toEqual(caseCounts);
  expect(Object.keys(checks).toSorted()).toEqual(Object.keys(caseCounts).toSorted());
});
