import type { PushName, Pushes, RequestName, Requests } from '../engine/contract/contract.ts';

/** Answers every request of the contract, at once or later. */
export type Handlers = {
  readonly [K in RequestName]: (
    ...args: Parameters<Requests[K]>
  ) => ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>>;
};

export type PushListener = <K extends PushName>(name: K, value: Pushes[K]) => void;

/** The loop: store and files in, snapshots out. Knows no Electron, no HTTP. */
export type Workstation = {
  readonly handlers: Handlers;
  /** Returns the function that stops listening. */
  readonly subscribe: (listener: PushListener) => () => void;
  readonly close: () => void;
};
