import type { ReactElement, ReactNode } from 'react';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { wholeMoney } from '../format/figures.ts';
import { counted, reasonWords } from '../format/words.ts';
import { useFrame } from '../state/use-desk.ts';
import { Mark } from './mark.tsx';

/** Class of a number: zero looks like zero; sign is coloured only where the sign is the message. */
export function figureClass(x: number, tone: 'plain' | 'signed' = 'plain'): string {
  if (x === 0) return 'figure zero';
  if (tone === 'plain') return 'figure';
  return x > 0 ? 'figure gain' : 'figure loss';
}

type FigureProps = {
  /** Null is not known. */
  readonly value: number | null;
  readonly tone?: 'plain' | 'signed';
  readonly text?: (x: number) => string;
};

export function Figure({ value, tone = 'plain', text = wholeMoney }: FigureProps): ReactElement {
  if (value === null) return <span className="unknown">unknown</span>;
  return <span className={figureClass(value, tone)}>{text(value)}</span>;
}

/** There is nothing to say here: an isolated position has no such margin, spot has no expiry. */
export function Inapplicable(): ReactElement {
  return <span className="inapplicable">n/a</span>;
}

/** A figure that can be asked "why?". */
export function Asked({
  label,
  onAsk,
  children,
}: {
  readonly label: string;
  readonly onAsk: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <button type="button" className="asked" title={`Explain: ${label}`} onClick={onAsk}>
      <span className="spoken">{`${label}: `}</span>
      {children}
    </button>
  );
}

/** There is no value, and the reasons are one click away. */
export function Unknown({
  title,
  failures,
}: {
  readonly title: string;
  readonly failures: readonly Failure[];
}): ReactElement {
  const { explain } = useFrame();
  const said = failures.map(({ reason, message }) => `${reasonWords[reason]}: ${message}`);
  if (failures.length > 0 && failures.every(({ reason }) => reason === 'not-applicable')) {
    return (
      <span className="inapplicable" title={said.join('\n')}>
        n/a
      </span>
    );
  }
  return (
    <button
      type="button"
      className="asked unknown"
      title={said.join('\n')}
      onClick={() => explain({ about: 'failure', title, failures })}
    >
      <span className="spoken">{`${title}: `}</span>
      unknown
    </button>
  );
}

/** Says that a total is incomplete, by how many parts, and by which on a click. */
export function Lacking({
  title,
  failures,
  room = 'narrow',
}: {
  readonly title: string;
  readonly failures: readonly Failure[];
  /** In a narrow place the mark stands alone, and the number is told on hover and to listeners. */
  readonly room?: 'narrow' | 'wide';
}): ReactElement | null {
  const { explain } = useFrame();
  if (failures.length === 0) return null;
  return (
    <button
      type="button"
      className="asked incomplete"
      title={`Incomplete, lacks ${counted(failures.length, 'part')}`}
      onClick={() => explain({ about: 'failure', title: `${title}: what it lacks`, failures })}
    >
      <Mark name="incomplete" />
      <span className={room === 'narrow' ? 'spoken' : undefined}>
        {room === 'narrow'
          ? `${title} lacks ${counted(failures.length, 'part')}`
          : ` lacks ${failures.length}`}
      </span>
    </button>
  );
}

/** The value drawn by `children`, or the reason why there is none. */
export function OutcomeFigure<T>({
  title,
  outcome,
  children,
}: {
  readonly title: string;
  readonly outcome: Outcome<T>;
  readonly children: (value: T) => ReactNode;
}): ReactElement {
  return outcome.ok ? (
    <>{children(outcome.value)}</>
  ) : (
    <Unknown title={title} failures={[outcome.failure]} />
  );
}
