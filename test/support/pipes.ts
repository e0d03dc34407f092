import { EventEmitter } from 'node:events';
import type { Pipe } from '../../src/engine/contract/contract.ts';

/** Two ends of one text pipe. Texts arrive in later turns, as over a port; a closed pipe is silent. */
export function pipePair(): { readonly host: Pipe; readonly window: Pipe } {
  const toHost = new EventEmitter();
  const toWindow = new EventEmitter();
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    toHost.emit('close');
    toWindow.emit('close');
  };
  const end = (incoming: EventEmitter, outgoing: EventEmitter): Pipe => ({
    send: (text) => {
      setImmediate(() => open && outgoing.emit('text', text));
    },
    onText: (listener) => void incoming.on('text', listener),
    onClose: (listener) => void incoming.on('close', listener),
    close,
  });
  return { host: end(toHost, toWindow), window: end(toWindow, toHost) };
}

/** Until everything that was sent has arrived and was answered. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
