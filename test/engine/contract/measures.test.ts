import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { glossary } from '../../../src/engine/contract/glossary.ts';
import { measureHeaded, measureHelp } from '../../../src/engine/contract/measures.ts';

const root = join(import.meta.dirname, '../../..');

test.each(Object.entries(measureHelp))(
  '%s is explained in two sentences, with a formula and a source that is there',
  (_id, { sentences, formula, source }) => {
    expect(sentences).toHaveLength(2);
    // One full stop each, at its end: neither holds a second sentence.
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.!?]*\.$/);
    expect(formula).not.toBe('');
    const pages = source.match(/docs\/[\w-]+\.md/g) ?? [];
    for (const page of pages) expect(existsSync(join(root, page)), page).toBe(true);
    // A page of ours, or a publication with its year.
    expect(pages.length > 0 || /\(\d{4}\)/.test(source)).toBe(true);
  },
);

test('a heading names its measure, with its unit or confidence beside it, and no other', () => {
  expect(measureHeaded('VaR 99 %')?.title).toBe('Value at risk');
  expect(measureHeaded('Net delta (USD)')?.title).toBe('Net delta');
  expect(measureHeaded('House need (ES)')?.title).toBe('House need');
  expect(measureHeaded('Underlying')).toBeNull();
  const labels = Object.values(measureHelp).flatMap((one) => [
    ...new Set([one.title, ...one.labels]),
  ]);
  expect(new Set(labels).size).toBe(labels.length);
});

test('each word is explained once, in one sentence, in order', () => {
  const terms = glossary.map(({ term }) => term);
  expect(terms).toEqual([...new Set(terms)].toSorted((a, b) => a.localeCompare(b)));
  for (const { meaning } of glossary) expect(meaning).toMatch(/^[A-Z].*\.$/);
});
