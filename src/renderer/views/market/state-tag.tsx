import type { ReactElement } from 'react';
import type { ConnectionState } from '../../../engine/contract/feeds.ts';
import { Mark, type MarkName } from '../../parts/mark.tsx';
import { stateWords } from './words.ts';

const marks: Readonly<Record<ConnectionState, MarkName>> = {
  connecting: 'incomplete',
  syncing: 'incomplete',
  live: 'ok',
  stale: 'stale',
  resync: 'watch',
  stopped: 'incomplete',
};

/** The state of a feed with its mark and its word; null is off. */
export function StateTag({ state }: { readonly state: ConnectionState | null }): ReactElement {
  if (state === null) return <span className="quiet">off</span>;
  const [word] = stateWords[state].split(':');
  return (
    <span className={state === 'live' ? 'level ok' : 'level watch'} title={stateWords[state]}>
      <Mark name={marks[state]} />
      <span className="word">{word}</span>
    </span>
  );
}
