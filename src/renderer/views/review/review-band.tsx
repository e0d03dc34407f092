import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Instant } from '../../../engine/values/units.ts';
import { instantText } from '../../format/times.ts';
import { Mark } from '../../parts/mark.tsx';
import { faultText } from '../../state/desk.ts';
import { around } from '../../state/past.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

/** Over the whole window while a past is shown: nobody is to take it for the present. */
export function ReviewBand(): ReactElement | null {
  const review = useDeskPart((view) => view.review);
  return review === null ? null : <Band at={review.at} />;
}

function Band({ at }: { readonly at: Instant }): ReactElement {
  const desk = useDesk();
  const times = useAnswer(() => desk.ask('statementTimes'), 'once');
  const [fault, setFault] = useState('');
  const { before, after } = around(times.is === 'there' ? times.value.toReversed() : [], at);
  const set = (to: Instant | null): void => {
    setFault('');
    desk.ask('setReview', to).catch((reason: unknown) => setFault(faultText(reason)));
  };
  return (
    <section className="banner replay" aria-label="Past">
      <span className="level call">
        <Mark name="stale" />
        past
      </span>
      <p>
        <strong>{`As of ${instantText(at)}, not now`}</strong>
        <span className="quiet">
          {fault === '' ? ' · nothing is changed while the past is shown' : ` · ${fault}`}
        </span>
      </p>
      <button
        type="button"
        className="button"
        disabled={before === null}
        onClick={() => set(before)}
      >
        Earlier statement
      </button>
      <button type="button" className="button" disabled={after === null} onClick={() => set(after)}>
        Later statement
      </button>
      <button type="button" className="button" onClick={() => set(null)}>
        Back to now
      </button>
    </section>
  );
}
