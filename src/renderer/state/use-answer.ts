import { useEffect, useState } from 'react';
import { faultText } from './desk.ts';

/** An answer that is on its way, there, or refused. */
export type Answered<T> =
  | { readonly is: 'waiting' }
  | { readonly is: 'there'; readonly value: T }
  | { readonly is: 'refused'; readonly fault: string };

/**
 * Asks again whenever `key` changes; an answer that comes after the next question is dropped.
 *
 * @param key what the answer depends on; null: nothing is asked
 */
export function useAnswer<T>(ask: () => Promise<T>, key: string | null): Answered<T> {
  const [answered, setAnswered] = useState<Answered<T>>({ is: 'waiting' });
  useEffect(() => {
    if (key === null) return undefined;
    let current = true;
    setAnswered({ is: 'waiting' });
    ask().then(
      (value) => {
        if (current) setAnswered({ is: 'there', value });
      },
      (reason: unknown) => {
        if (current) setAnswered({ is: 'refused', fault: faultText(reason) });
      },
    );
    return () => {
      current = false;
    };
    // `ask` is made anew on every draw; `key` says when it asks something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return answered;
}
