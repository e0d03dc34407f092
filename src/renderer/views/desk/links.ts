import { createContext, useContext } from 'react';
import type { Context } from 'react';

/** Groups of panels that follow one underlying. Each has a letter beside its colour. */
export const linkNames = ['A', 'B', 'C', 'D'] as const;

export type LinkName = (typeof linkNames)[number];

type Chosen = {
  readonly link: LinkName;
  readonly underlying: string;
  /** The panel in which it was chosen, which does not follow itself. */
  readonly from: string;
};

/** Tells panels of a group which underlying was chosen in one of them. */
export type Links = {
  readonly choose: (chosen: Chosen) => void;
  readonly subscribe: (listener: (chosen: Chosen) => void) => () => void;
};

export function createLinks(): Links {
  const listeners = new Set<(chosen: Chosen) => void>();
  return {
    choose: (chosen) => {
      for (const listener of listeners) listener(chosen);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const LinksContext: Context<Links | null> = createContext<Links | null>(null);

export function useLinks(): Links {
  const links = useContext(LinksContext);
  if (links === null) throw new Error('Invariant: a desk gives its panels their links');
  return links;
}
