import type { Pipe } from '../../engine/contract/contract.ts';

/** A WebSocket to the browser host that served the page. */
export async function socketPipe({ host }: { readonly host: string }): Promise<Pipe> {
  const socket = new WebSocket(`ws://${host}/wire`);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener('open', () => resolve());
  socket.addEventListener('error', () =>
    reject(
      new Error('The workstation cannot be reached. Start it and open the link that it prints.'),
    ),
  );
  await promise;
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    onText: (listener) =>
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      }),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
    close: () => socket.close(),
  };
}
