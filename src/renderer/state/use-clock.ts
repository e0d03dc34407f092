import { useEffect, useState } from 'react';

/** Milliseconds between two turns of the clock that ages are told by. */
const TURN = 500;

/**
 * The workstation's clock now, as far as this window knows: its time when something was told, and
 * what has passed here since.
 *
 * @param toldAt the workstation's time in what was told last
 */
export function useClock(toldAt: number): number {
  const [passed, setPassed] = useState({ since: toldAt, by: 0 });
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(
      () => setPassed({ since: toldAt, by: performance.now() - began }),
      TURN,
    );
    return () => clearInterval(timer);
  }, [toldAt]);
  return passed.since === toldAt ? toldAt + passed.by : toldAt;
}
