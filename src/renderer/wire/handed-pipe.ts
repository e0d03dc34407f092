import type { Pipe } from '../../engine/contract/contract.ts';
import type { Desktop } from './desktop.ts';

/** The preload's marks on the message that brings the port, and on the one that the host died. */
const PORT_MESSAGE = 'crossguard:port';
const LOST_MESSAGE = 'crossguard:lost';

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
    onClose: (listener) => {
      // Electron tells the page that a port was closed; Chromium alone does not.
      port.addEventListener('close', () => listener());
      window.addEventListener('message', ({ source, data }) => {
        if (source === window && data === LOST_MESSAGE) listener();
      });
    },
    close: () => port.close(),
  };
}
