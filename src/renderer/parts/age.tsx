import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { instantText, liveAgeText } from '../format/times.ts';
import { useAge, type Told } from '../state/age.ts';
import { Mark } from './mark.tsx';

type Props = {
  /** Null: it never was. */
  readonly at: number | null;
  readonly told: Told;
  /** Milliseconds after which it is old; null: an age says nothing of that here. */
  readonly staleAfter: number | null;
};

/** How long ago something was so, counting on; an old one looks old, and says the word to listeners. */
export function Age({ at, told, staleAfter }: Props): ReactElement {
  const text = useCallback(
    (age: number) => `${staleAfter !== null && age > staleAfter ? '!' : ''}${liveAgeText(age)}`,
    [staleAfter],
  );
  const said = useAge(at, told, text);
  if (at === null || said === null) return <span className="unknown">none yet</span>;
  return said.startsWith('!') ? (
    <span className="stale" title={instantText(at)}>
      <Mark name="stale" />
      <span className="spoken">stale: </span>
      {` ${said.slice(1)}`}
    </span>
  ) : (
    <span className="quiet" title={instantText(at)}>
      {said}
    </span>
  );
}
