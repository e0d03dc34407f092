import { useEffect, useRef } from 'react';
import { useDesk, useDeskView } from './use-desk.ts';

/** Milliseconds before the first attempt; each further one waits twice as long, up to `longest`. */
const shortest = 3_000;
const longest = 60_000;

/** Connects again by itself after a loss, ever more patiently. */
export function useRejoin(): void {
  const desk = useDesk();
  const { link } = useDeskView();
  const wait = useRef(shortest);
  useEffect(() => {
    if (link === 'live') wait.current = shortest;
    if (link !== 'lost') return undefined;
    const timer = setTimeout(() => void desk.join(), wait.current);
    wait.current = Math.min(wait.current * 2, longest);
    return () => clearTimeout(timer);
  }, [desk, link]);
}
