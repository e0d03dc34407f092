import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { housePolicy, houseSchema } from '../../../src/main/parameters/house.ts';

const own: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('../../../resources/house/policy.json', import.meta.url), 'utf8'),
);

test('a policy written before prices had bands charges nothing for them', () => {
  const { confidence, ...older } = own;
  expect(confidence).toBe(0);
  expect(housePolicy(older)).toEqual(housePolicy(own));
  expect(housePolicy(older)).toMatchObject({ ok: true, value: { policy: { confidence: 0 } } });
  expect(houseSchema()).not.toMatchObject({ required: expect.arrayContaining(['confidence']) });
});

test('a multiple below 0 is refused by its name', () => {
  expect(housePolicy({ ...own, confidence: -1 })).toMatchObject({
    failure: { message: expect.stringMatching(/^confidence: /) },
  });
});
