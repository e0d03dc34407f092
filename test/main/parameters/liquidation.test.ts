import { expect, test } from 'vitest';
import { editionOf } from '../../../src/main/parameters/edition-document.ts';

const procedure = {
  models: ['tiered-isolated'],
  begins: 1,
  ends: 1,
  tiers: { down: 2, wholeUpTo: 2 },
  fees: [{ underlyings: ['BTC'], of: 'futures', rate: 0.0075 }],
  backstops: ['insurance fund'],
};

const read = (changed: object) =>
  editionOf(
    {
      venue: 'TEST',
      model: 'liquidation',
      from: '2026-01-01',
      standing: 'third-party',
      source: 'made up for a test',
      numbers: { procedures: [{ ...procedure, ...changed }] },
    },
    'test.json',
  );

test('a liquidation procedure is read', () => {
  expect(read({}).ok).toBe(true);
});

test.each([
  ['ends', { ends: 1.1 }],
  ['ends', { ends: 0 }],
  ['begins', { begins: -1 }],
  ['models', { models: ['span'] }],
  ['models', { models: [] }],
  ['unpublished', { tiers: undefined }],
  ['tiers.down', { tiers: { down: 3, wholeUpTo: 2 } }],
  ['tiers.down', { tiers: { down: 0.5, wholeUpTo: 2 } }],
  ['fees[0].rate', { fees: [{ underlyings: ['BTC'], of: 'futures', rate: -0.1 }] }],
  ['fees[0].rate', { fees: [{ underlyings: ['BTC'], of: 'futures', rate: Number.NaN }] }],
  ['fees[0].underlyings', { fees: [{ underlyings: [], of: 'futures', rate: 0.1 }] }],
  ['backstops[0]', { backstops: ['somebody'] }],
])('%s as in %j is refused by name', (field, changed) => {
  const found = read(changed);
  expect(found.ok ? '' : found.failure.message).toContain(`numbers.procedures[0].${field}`);
});
