import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { tourSteps } from '../../state/tour.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart, useFrame } from '../../state/use-desk.ts';

/** Offers the tour once, and shows it when it is wanted. The window stays usable all the while. */
export function Tour({
  wanted,
  onEnd,
}: {
  /** How often it was asked for. */
  readonly wanted: number;
  readonly onEnd: () => void;
}): ReactElement | null {
  const desk = useDesk();
  const isLive = useDeskPart(({ link, snapshot }) => link === 'live' && snapshot !== null);
  const done = useAnswer(() => desk.ask('tourDone'), isLive ? 'asked' : null);
  const [taken, setTaken] = useState(0);
  const [isPutAway, setIsPutAway] = useState(false);
  const end = (): void => {
    setTaken(0);
    setIsPutAway(true);
    onEnd();
    // What cannot be kept is offered again next time.
    desk.ask('endTour').catch(() => undefined);
  };
  if (wanted + taken > 0) return <Steps key={wanted} onEnd={end} />;
  if (!isLive || isPutAway || done.is !== 'there' || done.value) return null;
  return (
    <section className="banner" aria-label="First steps">
      <p>New here? Five steps show what is where.</p>
      <button type="button" className="button" onClick={() => setTaken(1)}>
        Take the tour
      </button>
      <button type="button" className="button" onClick={end}>
        No, thanks
      </button>
    </section>
  );
}

function Steps({ onEnd }: { readonly onEnd: () => void }): ReactElement {
  const { go } = useFrame();
  const [at, setAt] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = tourSteps[at]!;
  useEffect(() => {
    if (step.view !== null) go(step.view);
    const part = document.querySelector(step.part);
    part?.classList.add('toured');
    heading.current?.focus();
    return () => part?.classList.remove('toured');
  }, [go, step]);
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent): void => {
      // In a dialog, Escape is the dialog's.
      const isInDialog = target instanceof Element && target.closest('dialog') !== null;
      if (key === 'Escape' && !isInDialog) onEnd();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [onEnd]);
  const isLast = at === tourSteps.length - 1;
  return (
    <section className="banner tour" aria-label="Tour">
      <div>
        <h2 ref={heading} tabIndex={-1}>{`${at + 1} of ${tourSteps.length}: ${step.title}`}</h2>
        <p>{step.text}</p>
      </div>
      <button type="button" className="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
        Back
      </button>
      <button type="button" className="button" onClick={() => (isLast ? onEnd() : setAt(at + 1))}>
        {isLast ? 'Finish' : 'Next'}
      </button>
      {!isLast && (
        <button type="button" className="button" onClick={onEnd}>
          Skip
        </button>
      )}
    </section>
  );
}
