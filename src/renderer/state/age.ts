import { useCallback, useSyncExternalStore } from 'react';

/** Milliseconds between two looks at the clock by which ages are told. */
const TURN = 500;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls when the clock by which ages are told turns. @returns the function that ends it */
export function onTurn(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const one of listeners) one();
  }, TURN);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** When something was told: by the clock of the workstation, and by that of this window. */
export type Told = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As `performance.now()`. */
  readonly heard: number;
};

/** Milliseconds since something was so, at least 0: as of the telling, and what has passed here since. */
export const elapsed = (at: number, told: Told, now: number): number =>
  Math.max(0, told.at - at + (now - told.heard));

/**
 * What is said of an age now. Whoever asks is drawn anew when the text changes, not whenever time passes.
 *
 * @param at null: there is no age
 */
export function useAge(
  at: number | null,
  told: Told,
  text: (age: number) => string,
): string | null {
  const now = useCallback(
    () => (at === null ? null : text(elapsed(at, told, performance.now()))),
    [at, told, text],
  );
  return useSyncExternalStore(onTurn, now);
}
