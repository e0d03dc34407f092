import { expect, test } from 'vitest';
import {
  atMost,
  fileResult,
  near,
  nearEach,
  same,
  vectorCheck,
  vectorNumber,
  type VectorFile,
} from './frame.ts';

test('near holds within the allowed difference and reports both errors', () => {
  expect(near('x', 1.5, 1, 0.5)).toMatchObject({ holds: true, abs: 0.5, rel: 0.5, share: 1 });
  expect(near('x', 1.5, 1, 0.4)).toMatchObject({ holds: false, share: 1.25 });
  expect(near('x', 3, 2, 0)).toMatchObject({ holds: false, share: Infinity });
  expect(near('x', 2, 2, 0)).toMatchObject({ holds: true, abs: 0, rel: 0, share: 0 });
});

test('a NaN never holds, whatever is allowed; infinity only against itself', () => {
  expect(near('x', Number.NaN, 1, Infinity).holds).toBe(false);
  expect(near('x', 1, Number.NaN, Infinity).holds).toBe(false);
  expect(near('x', Infinity, Infinity, 0).holds).toBe(true);
  expect(near('x', -Infinity, Infinity, 1).holds).toBe(false);
  expect(atMost('x', Number.NaN, 1).holds).toBe(false);
});

test('same compares structures', () => {
  expect(same('x', { a: [1, null] }, { a: [1, null] }).holds).toBe(true);
  expect(same('x', 'zero', 'invalid').holds).toBe(false);
});

test('lists of different lengths do not hold', () => {
  expect(nearEach('x', [1, 2], [1, 2, 3], () => 1)).toMatchObject([
    { field: 'x.length', holds: false },
  ]);
  expect(nearEach('x', [1, 2.5], [1, 2], (_, i) => i)).toMatchObject([
    { holds: true },
    { field: 'x[1]', holds: true, share: 0.5 },
  ]);
});

test('text spells infinity, null is missing', () => {
  expect(vectorNumber('Infinity')).toBe(Infinity);
  expect(vectorNumber(null)).toBeNaN();
});

const file: VectorFile = {
  id: 'halves',
  title: 'halves',
  cases: [
    { id: 'a', of: 4, expected: 2 },
    { id: 'b', of: 4, expected: 2.25 },
    { id: 'c', of: 'text', expected: 1 },
  ],
};

test('a case fails by a broken tolerance or a throw, and the worst is named', () => {
  const check = vectorCheck<{ of: number | string; expected: number }>(({ of, expected }) => {
    if (typeof of === 'string') throw new TypeError('no number');
    return [near('half', of / 2, expected, 0.125)];
  });
  const { cases, failures, worst } = fileResult(file, check, {});
  expect(cases).toBe(3);
  expect(failures.map(({ vector }) => vector.id)).toEqual(['b', 'c']);
  expect(failures[1]?.fault).toContain('no number');
  expect(worst).toMatchObject({ case: 'b', field: 'half', abs: 0.25, share: 2 });
});

test('a check that compares nothing has failed', () => {
  const { failures } = fileResult(
    file,
    vectorCheck<object>(() => []),
    {},
  );
  expect(failures).toHaveLength(3);
  expect(failures[0]?.fault).toBe('the check compared nothing');
});
