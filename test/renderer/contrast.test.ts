import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../src/renderer/charts/colour.ts';

const sheet = readFileSync(
  new URL('../../src/renderer/styles/tokens.css', import.meta.url),
  'utf8',
);

function tokens(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(sheet)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, a, b]) => [a ?? '', b ?? '']),
  );
}

const inks = ['text', 'quiet', 'faint', 'gain', 'loss', 'amber', 'red'];
const grounds = ['ground', 'raised', 'sunken', 'accent-ground'];

// WCAG 2.2, 1.4.3: text of this size needs 4.5 : 1. Warnings also stand on their own grounds.
describe.each(['dark', 'light'])('%s', (theme) => {
  const colours = tokens(theme);
  const pairs = [
    ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
    ['text', 'amber-ground'],
    ['amber', 'amber-ground'],
    ['quiet', 'amber-ground'],
    ['text', 'red-ground'],
    ['red', 'red-ground'],
    ['quiet', 'red-ground'],
  ] as const;
  it.each(pairs)('%s on %s reads', (ink, ground) => {
    const ratio = contrast(colours.get(ink) ?? '', colours.get(ground) ?? '');
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });
});
