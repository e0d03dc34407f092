import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [example = ''] = examplesOf('span');

test('the example of the documentation gives the price scan range of two contracts', () => {
  const { code, out } = askedMargin('span', example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures).toEqual({
    initialMargin: { USD: expect.closeTo(13_200, 6) },
    maintenanceMargin: { USD: expect.closeTo(12_000, 6) },
  });
});

/** With a clearing house's own file. */
function withFile(file: string, positions: object) {
  return spawnSync(
    `${root}node_modules/.bin/node`,
    ['src/main/cli/index.ts', 'margin', '--model', 'span', '--parameters', file, '--json'],
    { cwd: root, input: JSON.stringify(positions), encoding: 'utf8' },
  );
}

test('a parameter file: one index future, and the spread to the next month', () => {
  const file = 'test/vectors/margin/nifty.spn';
  const near = { contract: 'NIFTY FUT 20260630', quantity: 75 };
  const alone = withFile(file, { positions: [near] });
  expect(alone.stderr).toBe('');
  expect(JSON.parse(alone.stdout).figures.maintenanceMargin.INR).toBeCloseTo(168_327, 6);
  const spread = { positions: [near, { contract: 'NIFTY FUT 20260728', quantity: -75 }] };
  const found = JSON.parse(withFile(file, spread).stdout);
  expect(found.figures.maintenanceMargin.INR).toBeCloseTo(31_875, 6);
});

test('an unknown contract is answered with those that there are', () => {
  const file = 'test/vectors/margin/nifty.spn';
  const { status, stderr } = withFile(file, {
    positions: [{ contract: 'NIFTY FUT 20260629', quantity: 1 }],
  });
  expect(status).toBe(1);
  expect(stderr).toContain('positions.0.contract');
  expect(stderr).toContain('"NIFTY FUT 20260630"');
});

test.each([
  ['a negative scan range', '"price": 6000', '"price": -6000', 'contracts.0.scan.price'],
  ['a share above the whole', '0.33', '1.33', 'contracts.0.scan.extremeCovered'],
  ['a month that is none', '"month": "201903"', '"month": "March"', 'contracts.0.month'],
  ['no parameters', '"parameters"', '"parametres"', 'parametres'],
])('%s is refused by field', (_, from, to, field) => {
  const { code, err } = askedMargin('span', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});

test('a file that is not there, and a model that reads none, are said', () => {
  expect(withFile('none.pa2', { positions: [] }).stderr).toContain('none.pa2');
  const other = spawnSync(
    `${root}node_modules/.bin/node`,
    ['src/main/cli/index.ts', 'margin', '--model', 'dydx', '--parameters', 'x.pa2'],
    { cwd: root, input: '{}', encoding: 'utf8' },
  );
  expect(other.stderr).toContain('reads no parameter file');
});
