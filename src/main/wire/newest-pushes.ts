import type { PushName, Pushes } from '../../engine/contract/contract.ts';

/**
 * Sends each kind of push one at a time: the next goes out when the window has taken the last. What
 * arrives meanwhile replaces what waits, so a slow window skips states and never queues them.
 */
export type NewestPushes = {
  readonly offer: <K extends PushName>(name: K, value: Pushes[K]) => void;
  /** The window took the last push of this name. */
  readonly taken: (name: string) => void;
};

export function newestPushes(
  send: (name: PushName, value: Pushes[PushName]) => void,
): NewestPushes {
  const underway = new Set<string>();
  const waiting = new Map<string, () => void>();

  const dispatch = (name: PushName, value: Pushes[PushName]): void => {
    underway.add(name);
    send(name, value);
  };

  return {
    offer: (name, value) => {
      if (underway.has(name)) waiting.set(name, () => dispatch(name, value));
      else dispatch(name, value);
    },
    taken: (name) => {
      underway.delete(name);
      const next = waiting.get(name);
      waiting.delete(name);
      next?.();
    },
  };
}
