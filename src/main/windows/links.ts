/** The scheme of links into the desktop, as the system knows it. */
export const LINKS = 'crossguard';

/**
 * The fragment that a link leads to: `crossguard://go/margin/DERIBIT%3Amain` leads to `#/margin/DERIBIT%3Amain`.
 * Null for anything else: a link may come from anywhere, and does no more than show a view.
 */
export function hashOfLink(link: string): string | null {
  const [, view, focus = ''] =
    /^crossguard:\/\/go\/([a-z-]{1,32})(?:\/([\w.~%:-]{0,512}))?\/?$/.exec(link) ?? [];
  if (view === undefined) return null;
  return focus === '' ? `#/${view}` : `#/${view}/${focus}`;
}

/** The first of the words of a command line that is such a link. */
export const linkIn = (words: readonly string[]): string | null =>
  words.map(hashOfLink).find((hash) => hash !== null) ?? null;
