import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { longestText } from '../../engine/contract/contract.ts';
import { serve } from '../wire/serve.ts';
import type { Workstation } from '../workstation.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { webSocketPipe } from './web-socket-pipe.ts';

/** Windows that may be open at a time. */
const MOST_SOCKETS = 8;
/** Milliseconds between two signs of life that a socket must give. */
const HEARTBEAT = 30_000;

export type SocketsOptions = {
  readonly server: Server;
  readonly authority: string;
  /** True where the request carries a live session, which thereby lives on. */
  readonly isKnown: (request: IncomingMessage) => boolean;
  readonly workstation: Pick<Workstation, 'handlers' | 'subscribe'>;
  readonly log: (what: string, error: unknown) => void;
};

/** The contract over `/wire`, for pages of this host that hold a session. */
export function openSockets(options: SocketsOptions): { readonly close: () => void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestText,
    perMessageDeflate: false,
  });
  const silent = new Set<WebSocket>();

  options.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const refused =
      refusalOf(request, options.authority) ?? socketRefusal(request, options, sockets);
    if (refused !== null) {
      refuse(stream, refused);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => options.log('a socket failed', error));
      socket.on('pong', () => {
        silent.delete(socket);
        options.isKnown(request);
      });
      serve({
        pipe: webSocketPipe(socket),
        workstation: options.workstation,
        log: options.log,
      });
    });
  });

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, HEARTBEAT);

  return {
    close: () => {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** A socket must say where it comes from: browsers always do. */
function socketRefusal(
  request: IncomingMessage,
  { authority, isKnown }: SocketsOptions,
  { clients }: WebSocketServer,
): Refusal | null {
  if (request.headers.origin !== `http://${authority}`) {
    return { status: 403, reason: 'Other pages are not answered.' };
  }
  if (!isKnown(request)) return { status: 401, reason: 'There is no session.' };
  if (request.url !== '/wire') return { status: 404, reason: 'There is no such socket.' };
  if (clients.size >= MOST_SOCKETS) return { status: 503, reason: 'Too many windows are open.' };
  return null;
}

function refuse(stream: Duplex, { status, reason }: Refusal): void {
  stream.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
