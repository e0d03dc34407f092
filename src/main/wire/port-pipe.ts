import type { Pipe } from '../../engine/contract/contract.ts';

/** What is used of Electron's `MessagePortMain`, so that this file knows no Electron. */
export type Port = {
  postMessage: (text: string) => void;
  on: ((event: 'message', listener: (message: { readonly data: unknown }) => void) => unknown) &
    ((event: 'close', listener: () => void) => unknown);
  start: () => void;
  close: () => void;
};

/** A text pipe over a port to a window. */
export function portPipe(port: Port): Pipe {
  return {
    send: (text) => port.postMessage(text),
    onText: (listener) => {
      port.on('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
        else port.close();
      });
      port.start();
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
    close: () => port.close(),
  };
}
