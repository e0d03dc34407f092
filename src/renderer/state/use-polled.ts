import { useEffect, useState } from 'react';
import { faultText } from './desk.ts';
import { poll } from './poll.ts';

/** The newest answer of something that is asked again and again. */
export type Polled<T> = {
  /** Null before the first answer. */
  readonly last: { readonly value: T; readonly heard: number } | null;
  /** Why the last question was not answered; empty where it was. */
  readonly fault: string;
};

const nothing = { last: null, fault: '' } as const;

const after = (milliseconds: number, step: () => void): (() => void) => {
  const timer = setTimeout(step, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * Asks again and again while the page is seen, one question at a time; `heard` is this window's own
 * clock. What was answered stays while later questions fail.
 *
 * @param key what the answer depends on; null: nothing is asked
 * @param every milliseconds
 */
export function usePolled<T>(ask: () => Promise<T>, key: string | null, every: number): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>(nothing);
  useEffect(() => {
    setPolled(nothing);
    if (key === null) return undefined;
    return poll({
      ask,
      take: (value) => setPolled({ last: { value, heard: performance.now() }, fault: '' }),
      refuse: (reason) => setPolled(({ last }) => ({ last, fault: faultText(reason) })),
      isSeen: () => document.visibilityState === 'visible',
      every,
      after,
    });
    // `ask` is made anew on every draw; `key` says when it asks something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, every]);
  return polled;
}
