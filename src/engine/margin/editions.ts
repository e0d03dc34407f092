import type { EditionNumbers, EditionOf, MarginEdition } from '../model/parameters.ts';
import { dayOf, isoDay } from '../values/days.ts';
import type { Venue } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

type Kind = keyof EditionNumbers;

/**
 * Editions of one venue and model in force on the UTC day of `asOf`, newest first. A number is
 * looked up in the newest edition that has it, so an edition may restate only what changed.
 */
export function inForce<M extends Kind>(
  editions: readonly MarginEdition[],
  venue: Venue,
  model: M,
  asOf: Instant,
): readonly EditionOf<M>[] {
  const day = isoDay(dayOf(asOf));
  return editions
    .filter((one): one is Extract<MarginEdition, EditionOf<M>> => one.model === model)
    .filter((one) => one.venue === venue && one.from <= day)
    .toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
}

/** A number and the edition it stands in. */
export type Stated<M extends Kind, T> = {
  readonly value: T;
  readonly edition: EditionOf<M>;
};

/** The newest statement among editions that are sorted newest first; null where none has it. */
export function newest<M extends Kind, T>(
  editions: readonly EditionOf<M>[],
  find: (numbers: EditionNumbers[M]) => T | undefined,
): Stated<M, T> | null {
  for (const edition of editions) {
    const value = find(edition.numbers);
    if (value !== undefined) return { value, edition };
  }
  return null;
}

/** First day and source of an edition, for a leaf's `source`. */
export const citation = ({ from, source, standing }: MarginEdition): string =>
  `from ${from}, ${standing}: ${source}`;

/** The editions that a figure rests on, in one line; empty for none. */
export const editionText = (used: Iterable<MarginEdition>): string =>
  [...new Set(used)].map(citation).join(' · ');
