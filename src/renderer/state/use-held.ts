import { useRef } from 'react';
import type { Asset } from '../../engine/values/ids.ts';
import { useDeskPart } from './use-desk.ts';

/** Underlyings that are held, in the order of the book; the same list while they are the same. */
export function useHeld(): readonly Asset[] {
  const last = useRef<readonly Asset[]>([]);
  return useDeskPart(({ snapshot }) => {
    const held = (snapshot?.exposures ?? [])
      .filter(({ depth }) => depth === 0)
      .map(({ underlying }) => underlying);
    if (held.join() !== last.current.join()) last.current = held;
    return last.current;
  });
}
