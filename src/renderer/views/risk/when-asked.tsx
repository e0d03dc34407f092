import type { ReactElement } from 'react';
import type { Answered } from '../../state/use-answer.ts';

/** What stands where an answer is not there yet: a button where it must be asked for, a word, or why not. */
export function WhenAsked({
  answered,
  reason,
  onAsk,
}: {
  readonly answered: Answered<unknown>;
  /** Why it is worked out only when asked for; null where it is on its way. */
  readonly reason: string | null;
  readonly onAsk: () => void;
}): ReactElement | null {
  if (reason !== null) {
    return (
      <p className="nothing">
        {`${reason} `}
        <button type="button" className="button" onClick={onAsk}>
          Work it out
        </button>
      </p>
    );
  }
  if (answered.is === 'waiting') return <p className="nothing">Working it out…</p>;
  if (answered.is === 'refused') {
    return (
      <p className="note" role="alert">
        {answered.fault}
      </p>
    );
  }
  return null;
}
