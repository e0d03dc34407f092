import { WebSocket } from 'ws';
import type { Pipe } from '../../engine/contract/contract.ts';

/** Status of a socket that sent bytes where the contract is text (RFC 6455 §7.4.1). */
const UNSUPPORTED_DATA = 1003;

/** A text pipe over one browser's socket. Sending on a closed one does nothing. */
export function webSocketPipe(socket: WebSocket): Pipe {
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    onText: (listener) =>
      socket.on('message', (data, isBinary) => {
        if (isBinary || !Buffer.isBuffer(data)) socket.close(UNSUPPORTED_DATA);
        else listener(data.toString('utf8'));
      }),
    onClose: (listener) => socket.on('close', () => listener()),
    close: () => socket.close(),
  };
}
