import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { reviewAt } from '../../../engine/contract/review.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { instantText } from '../../format/times.ts';
import { faultText } from '../../state/desk.ts';
import { nearestBefore, typedInstant, typedText } from '../../state/past.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

function Chooser({
  times,
  from,
  onShow,
}: {
  /** Oldest first; at least one. */
  readonly times: readonly Instant[];
  readonly from: Instant;
  readonly onShow: (at: Instant) => void;
}): ReactElement {
  const [at, setAt] = useState(from);
  const place = nearestBefore(times, at);
  const [text, setText] = useState(() => typedText(from));
  const typed = typedInstant(text);
  const choose = (chosen: Instant): void => {
    setAt(chosen);
    setText(typedText(chosen));
  };
  return (
    <>
      <label className="as-of-slider">
        <span className="quiet">{`Statements, ${times.length} days`}</span>
        <input
          type="range"
          min={0}
          max={times.length - 1}
          step={1}
          value={place}
          disabled={times.length < 2}
          aria-valuetext={instantText(times[place]!)}
          onChange={({ target }) => choose(times[Number(target.value)]!)}
        />
      </label>
      <p className="as-of-ends quiet">
        <span>{instantText(times[0]!)}</span>
        <span>{instantText(times.at(-1)!)}</span>
      </p>
      <label className="choices">
        <span className="quiet">Or any time, UTC</span>
        <input
          className="field"
          type="text"
          placeholder="2026-09-15 12:00"
          value={text}
          aria-invalid={typed === null}
          onChange={({ target }) => {
            setText(target.value);
            const time = typedInstant(target.value);
            if (time !== null) setAt(reviewAt(time));
          }}
        />
      </label>
      <p className="as-of-show">
        <button
          type="button"
          className="button"
          disabled={typed === null}
          onClick={() => onShow(at)}
        >
          {typed === null ? 'A time is like 2026-09-15 12:00' : `Show ${instantText(at)}`}
        </button>
      </p>
    </>
  );
}

/** Chooses a past instant that the whole desk then shows. */
export function AsOfDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const review = useDeskPart((view) => view.review);
  const shown = useDeskPart(({ snapshot }) => snapshot?.asOf ?? null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const times = useAnswer(() => desk.ask('statementTimes'), 'once');
  const [fault, setFault] = useState('');
  const set = (at: Instant | null): void => {
    setFault('');
    desk.ask('setReview', at).then(
      () => dialog.current?.close(),
      (reason: unknown) => setFault(faultText(reason)),
    );
  };
  const oldestFirst = times.is === 'there' ? times.value.toReversed() : [];
  const newest = oldestFirst.at(-1);
  return (
    <dialog ref={dialog} className="dialog" aria-label="As of a past instant" onClose={onClose}>
      <h2>As of a past instant</h2>
      <p className="quiet">
        Every view then shows the book, prices and margin numbers that the store knew by that time.
        Nothing is changed meanwhile.
      </p>
      {times.is === 'waiting' && <p className="quiet">Looking for statements…</p>}
      {times.is === 'there' && newest === undefined && (
        <p className="quiet">
          The store knows no positions of any day yet. Import a dated statement first.
        </p>
      )}
      {newest !== undefined && (
        <Chooser times={oldestFirst} from={review?.at ?? shown ?? newest} onShow={set} />
      )}
      {[times.is === 'refused' ? times.fault : '', fault].map(
        (one) =>
          one !== '' && (
            <p key={one} className="note" role="alert">
              {one}
            </p>
          ),
      )}
      <form method="dialog">
        {review !== null && (
          <button type="button" className="button" onClick={() => set(null)}>
            Back to now
          </button>
        )}
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
