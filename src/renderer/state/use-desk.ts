import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Context } from 'react';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { Desk, DeskView } from './desk.ts';
import type { Question } from './explanation.ts';
import type { ImportFlow, ImportView } from './import-flow.ts';
import type { ViewName } from './route.ts';

export type DialogName = 'palette' | 'keys' | 'settings' | 'changes' | 'past' | 'help';

/** What any part of the window may do to the frame around it. */
export type Frame = {
  readonly go: (view: ViewName, focus?: string) => void;
  /** Another place in a view: the keyboard stays where it is. */
  readonly move: (view: ViewName, focus: string) => void;
  /** Tells panels that are linked with this one which underlying is looked at. */
  readonly choose: (underlying: string) => void;
  readonly explain: (question: Question) => void;
  /** Opens a dialog of the window; another one that is open closes. */
  readonly open: (dialog: DialogName) => void;
  /** Says a short text to those who listen instead of look. */
  readonly say: (text: string) => void;
};

export const DeskContext: Context<Desk | null> = createContext<Desk | null>(null);
export const ImportContext: Context<ImportFlow | null> = createContext<ImportFlow | null>(null);
export const FrameContext: Context<Frame | null> = createContext<Frame | null>(null);

function present<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`Invariant: ${name} is given at the root of the window`);
  return value;
}

export const useDesk = (): Desk => present(useContext(DeskContext), 'the desk');
export const useFrame = (): Frame => present(useContext(FrameContext), 'the frame');

export const useImportFlow = (): ImportFlow =>
  present(useContext(ImportContext), 'the import flow');

export function useImportView(): ImportView {
  const flow = useImportFlow();
  return useSyncExternalStore(flow.subscribe, flow.view);
}

export function useDeskView(): DeskView {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, desk.view);
}

/** One part of what is known, drawn anew only when that part changes. @param part gives the same of the same */
export function useDeskPart<T>(part: (view: DeskView) => T): T {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, () => part(desk.view()));
}

/** For views that are drawn only while there is a snapshot. */
export const useSnapshot = (): RiskSnapshot => present(useDeskView().snapshot, 'a snapshot');
