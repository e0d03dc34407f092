import type { ReactElement } from 'react';
import { ageText, instantText } from '../format/times.ts';
import { Mark } from './mark.tsx';

/** Milliseconds after which a live value is not live any more. */
const STALE = 10_000;

/** How long ago something was so; an old one looks old, and says the word to listeners. */
export function Age({
  at,
  now,
  staleAfter = STALE,
}: {
  readonly at: number | null;
  readonly now: number;
  /** Milliseconds; infinite where somebody else judges. */
  readonly staleAfter?: number;
}): ReactElement {
  if (at === null) return <span className="inapplicable">n/a</span>;
  const age = Math.max(0, now - at);
  return age > staleAfter ? (
    <span className="stale" title={instantText(at)}>
      <Mark name="stale" />
      <span className="spoken">stale: </span>
      {ageText(age)}
    </span>
  ) : (
    <span className="quiet" title={instantText(at)}>
      {ageText(age)}
    </span>
  );
}
