import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(path.join(root, 'docs/margin-dydx.md'), 'utf8');
const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';

function asked(document: string): { code: number; out: string; err: string } {
  const found = spawnSync(
    path.join(root, 'node_modules/.bin/node'),
    ['src/main/cli/index.ts', 'margin', '--model', 'dydx', '--json'],
    { cwd: root, input: document, encoding: 'utf8' },
  );
  return { code: found.status ?? -1, out: found.stdout, err: found.stderr };
}

test('the example of the documentation gives the protocol’s own figures', () => {
  const { code, out } = asked(example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures).toEqual({
    netCollateral: 1441,
    initialMargin: 264.599559,
    maintenanceMargin: 44.1,
    liquidatable: false,
  });
});

test.each([
  ['a price of nothing', '"36750"', '"0"', 'positions.0.price'],
  ['a size that is no number', '"0.012"', '"1e5"', 'positions.0.size'],
  ['caps the wrong way round', '"20000000"', '"1"', 'positions.0.openInterestUpperCap'],
  ['more than the whole', '200000', '2000000', 'positions.0.initialMarginPpm'],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = asked(example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});
