import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../src/renderer/charts/colour.ts';

const sheet = readFileSync(
  new URL('../../src/renderer/styles/tokens.css', import.meta.url),
  'utf8',
);

/** The colours of a theme with what the user chose on top, as the style sheet lays them over each other. */
function tokens(theme: string, chosen: readonly string[]): ReadonlyMap<string, string> {
  const of = (attributes: string): readonly (readonly [string, string])[] => {
    const start = sheet.indexOf(`[data-theme='${theme}']${attributes} {`);
    expect(start, `${theme}${attributes} is in the style sheet`).toBeGreaterThan(-1);
    const block = sheet.slice(start, sheet.indexOf('}', start));
    return [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => {
      return [name ?? '', colour ?? ''] as const;
    });
  };
  return new Map(['', ...chosen].flatMap(of));
}

const choices = ['dark', 'light'].flatMap((theme) =>
  [[], ["[data-contrast='more']"]].flatMap((contrasts) =>
    [[], ["[data-gains='green']"], ["[data-gains='red']"]].map(
      (gains) => [theme, [...contrasts, ...gains]] as const,
    ),
  ),
);

const inks = ['text', 'quiet', 'faint', 'gain', 'loss', 'amber', 'red'];
const grounds = ['ground', 'raised', 'sunken', 'accent-ground'];

// WCAG 2.2, 1.4.3: text of this size needs 4.5 : 1. Warnings also stand on their own grounds.
describe.each(choices)('%s %o', (theme, chosen) => {
  const colours = tokens(theme, chosen);
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
  it.each(['chart-low', 'chart-high'])('ink on %s reads', (end) => {
    const ratio = contrast(colours.get('chart-ink-on-strong') ?? '', colours.get(end) ?? '');
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });
});
