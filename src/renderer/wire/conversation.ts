import { decode, encode } from '../../engine/contract/codec.ts';
import {
  longestText,
  type Client,
  type Frame,
  type Pipe,
  type PushName,
} from '../../engine/contract/contract.ts';

/** What the host sends. Its values are typed by the contract on both sides and taken on trust. */
type HostFrame =
  | { readonly t: 'ok'; readonly id: number; readonly value: never }
  | { readonly t: 'err'; readonly id: number; readonly message: string }
  | { readonly t: 'push'; readonly name: PushName; readonly value: never };

type Unanswered = {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
};

/** The window's end of the contract over a pipe. */
export function conversation(pipe: Pipe): Client {
  const unanswered = new Map<number, Unanswered>();
  const listeners = new Map<PushName, Set<(value: never) => void>>();
  const onLost: (() => void)[] = [];
  let lastId = 0;
  let lost = false;

  pipe.onText((text) => {
    if (lost) return;
    const frame = decode(text);
    if (!isHostFrame(frame)) return;
    if (frame.t === 'push') {
      try {
        for (const listener of listeners.get(frame.name) ?? []) listener(frame.value);
      } finally {
        send(pipe, { t: 'ack', name: frame.name });
      }
      return;
    }
    const question = unanswered.get(frame.id);
    unanswered.delete(frame.id);
    if (frame.t === 'ok') question?.resolve(frame.value);
    else question?.reject(new Error(frame.message));
  });

  pipe.onClose(() => {
    if (lost) return;
    lost = true;
    for (const { reject } of unanswered.values()) reject(lostConnection());
    unanswered.clear();
    listeners.clear();
    for (const listener of onLost) listener();
  });

  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (lost) throw lostConnection();
        const id = ++lastId;
        send(pipe, { t: 'ask', id, name, args });
        unanswered.set(id, { resolve, reject });
      }),
    on: (name, listener) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => heard.delete(listener);
    },
    onLost: (listener) => {
      if (lost) listener();
      else onLost.push(listener);
    },
  };
}

const lostConnection = (): Error => new Error('The connection to the workstation was lost.');

function send(pipe: Pipe, frame: Frame): void {
  const text = encode(frame);
  if (text.length > longestText) {
    throw new Error('This is too large for the window: import it with "crossguard import".');
  }
  pipe.send(text);
}

function isHostFrame(frame: unknown): frame is HostFrame {
  return typeof frame === 'object' && frame !== null && 't' in frame;
}
