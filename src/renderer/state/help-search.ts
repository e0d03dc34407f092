import { glossary } from '../../engine/contract/glossary.ts';
import { measureHelp, type MeasureHelp } from '../../engine/contract/measures.ts';

const within = (wanted: string, texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(wanted));

/** Measures and terms in which the words are found, by name; all of them without words. */
export function helpFound(words: string): {
  readonly measures: readonly MeasureHelp[];
  readonly terms: typeof glossary;
} {
  const wanted = words.trim().toLowerCase();
  return {
    measures: Object.values(measureHelp)
      .filter(({ title, labels, sentences }) => within(wanted, [title, ...labels, ...sentences]))
      .toSorted((a, b) => a.title.localeCompare(b.title)),
    terms: glossary.filter(({ term, meaning }) => within(wanted, [term, meaning])),
  };
}
