/** How something is asked again and again. */
export type Polling<T> = {
  readonly ask: () => Promise<T>;
  readonly take: (value: T) => void;
  readonly refuse: (reason: unknown) => void;
  /** Whether anybody looks: while nobody does, nothing is asked. */
  readonly isSeen: () => boolean;
  /** Milliseconds from one answer to the next question. */
  readonly every: number;
  /** Runs a step later; returns how to call that off. */
  readonly after: (milliseconds: number, step: () => void) => () => void;
};

/**
 * Asks at once, then again after each answer: never two questions at a time, however slow the
 * answers are. An answer that comes after the end is dropped.
 *
 * @returns the end of it
 */
export function poll<T>({ ask, take, refuse, isSeen, every, after }: Polling<T>): () => void {
  let ended = false;
  let callOff: (() => void) | null = null;
  const again = (): void => {
    if (!ended) callOff = after(every, step);
  };
  const step = (): void => {
    if (!isSeen()) {
      again();
      return;
    }
    ask().then(
      (value) => {
        if (ended) return;
        take(value);
        again();
      },
      (reason: unknown) => {
        if (ended) return;
        refuse(reason);
        again();
      },
    );
  };
  step();
  return () => {
    ended = true;
    callOff?.();
  };
}
