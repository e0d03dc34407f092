import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HouseDocument } from '../../src/engine/contract/house-document.ts';
import { policyFields, typedPolicy } from '../../src/renderer/views/margin/policy-fields.ts';

const own = JSON.parse(
  readFileSync(new URL('../../resources/house/policy.json', import.meta.url), 'utf8'),
) as HouseDocument;
const fields = policyFields.flatMap((group) => group.fields);
const field = (title: string) => {
  const found = fields.find((one) => one.title.startsWith(title));
  if (found === undefined) throw new Error(`no field "${title}"`);
  return found;
};

test('each field reads what it writes, and leaves the rest of the policy alone', () => {
  for (const one of fields) {
    const value = one.most / 4;
    const written = one.write(own, value);
    expect(one.read(written)).toBeCloseTo(value, 9);
    for (const other of fields) {
      if (other !== one) expect(other.read(written)).toBe(other.read(own));
    }
    expect(written.classes).toEqual(own.classes);
  }
});

test('a tool that was off is on once its number is written', () => {
  const off = { ...own, correlation: null, calm: null };
  expect(field('of the excess').write(off, 50).correlation).toEqual({ strength: 0, share: 0.5 });
  expect(field('Weight of').write(off, 10).calm).toMatchObject({ stressedWeight: 0.1 });
});

test('what is typed becomes the policy, with a comma too; nonsense is said by field', () => {
  const legal = field('Legal sets');
  expect(typedPolicy(own, new Map([[legal, '12,5']]))).toMatchObject({
    policy: { netting: { betweenLegalSets: 0.125 } },
  });
  for (const text of ['', 'half', '-1', '101']) {
    expect(typedPolicy(own, new Map([[legal, text]]))).toMatchObject({
      fault: expect.stringContaining('Legal sets of venues'),
    });
  }
  expect(typedPolicy(own, new Map())).toEqual({ policy: own });
});
