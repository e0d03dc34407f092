import { expect, test } from 'vitest';
import { violations } from '../../../src/engine/margin/tree.ts';
import { cases, soldCase } from './option-seller-vectors.ts';

test.each(cases)('$id', ({ given, expect: expected }) => {
  const { initial, maintenance } = soldCase(given);
  expect(initial.value).toBeCloseTo(expected.initial, 9);
  expect(maintenance.value).toBeCloseTo(expected.maintenance, 9);
  expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
});
