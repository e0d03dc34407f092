import type { Pipe } from '../../engine/contract/contract.ts';

/** What the desktop's preload exposes to the page: nothing but the way to a port. */
export type Desktop = {
  /** Asks for a port, which arrives as a message of this window. Rejects while the host is down. */
  readonly connect: () => Promise<void>;
};

declare global {
  interface Window {
    /** Present in the desktop's window only. */
    readonly crossguard?: Desktop;
  }
}

/** The preload's mark on the message that brings the port. */
const PORT_MESSAGE = 'crossguard:port';

/** A port straight to the host's process. */
export async function handedPipe(desktop: Desktop): Promise<Pipe> {
  const { promise, resolve } = Promise.withResolvers<MessagePort>();
  const take = (event: MessageEvent): void => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
    resolve(port);
  };
  window.addEventListener('message', take);
  try {
    await desktop.connect();
    return portPipe(await promise);
  } finally {
    window.removeEventListener('message', take);
  }
}

function portPipe(port: MessagePort): Pipe {
  return {
    send: (text) => port.postMessage(text),
    onText: (listener) => {
      port.addEventListener('message', (event) => {
        if (typeof event.data === 'string') listener(event.data);
      });
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', () => listener()),
    close: () => port.close(),
  };
}
