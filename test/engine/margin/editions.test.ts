import { expect, test } from 'vitest';
import { inForce, newest } from '../../../src/engine/margin/editions.ts';
import type { MarginEdition } from '../../../src/engine/model/parameters.ts';
import { venue } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';

const edition = (from: string, haircuts: Record<string, number>): MarginEdition => ({
  venue: venue('TEST'),
  model: 'collateral',
  from,
  source: `edition of ${from}`,
  standing: 'published',
  numbers: {
    haircuts: Object.entries(haircuts).map(([asset, haircut]) => ({ asset, haircut })),
  },
});
const editions = [
  edition('2025-01-01', { BTC: 0.1, ETH: 0.2 }),
  edition('2026-06-01', { BTC: 0.05 }),
  { ...edition('2026-06-01', { BTC: 0.9 }), venue: venue('OTHER') },
];
const haircutOn = (day: string, asset: string): number | null => {
  const current = inForce(editions, venue('TEST'), 'collateral', instant(Date.parse(day)));
  const found = newest(current, ({ haircuts }) => haircuts.find((one) => one.asset === asset));
  return found !== null && 'haircut' in found.value ? found.value.haircut : null;
};

test('an edition holds from the first instant of its day, UTC', () => {
  expect(haircutOn('2026-05-31T23:59:59.999Z', 'BTC')).toBe(0.1);
  expect(haircutOn('2026-06-01T00:00:00.000Z', 'BTC')).toBe(0.05);
});

test('a newer edition restates only what it has', () => {
  expect(haircutOn('2026-07-01T00:00:00Z', 'ETH')).toBe(0.2);
});

test('before the first there is none', () => {
  expect(haircutOn('2024-12-31T00:00:00Z', 'BTC')).toBeNull();
});
