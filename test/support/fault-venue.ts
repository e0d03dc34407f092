import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket as TcpSocket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { PlayedVenue } from './faults/played-venue.ts';

/** What happens to requests. */
export type RestTrouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: number | null }
  /** A byte each so many milliseconds, and never the end. */
  | { readonly kind: 'loris'; readonly every: number }
  /** Later by so many milliseconds. */
  | { readonly kind: 'slow'; readonly by: number }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: 'torn' };

export type FaultVenue = {
  /** `ws://127.0.0.1:port`, `http://127.0.0.1:port`. */
  readonly socketUrl: string;
  readonly url: string;
  readonly port: number;
  /** Null: requests are answered as the venue does. */
  rest: RestTrouble | null;
  /** Sockets that are open now, as the server sees it. */
  readonly open: () => number;
  /** Reads nothing and says nothing, while connections stay open: as a cable that fell far away. */
  readonly freeze: (frozen: boolean) => void;
  readonly close: () => Promise<void>;
};

export const portOf = (server: NetServer): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port }: AddressInfo = address;
  return port;
};

const answered = (
  response: ServerResponse,
  status: number,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...more });
  response.end(body);
};

/** The bytes of one text as a server's frame: no mask, one fragment. @see RFC 6455, 5.2 */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const header =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : body.length < 65_536
        ? Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff])
        : Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0]), uint32(body.length)]);
  return Buffer.concat([header, body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A venue with faults on this computer: real sockets and requests to whoever dials. */
export async function faultVenue(played: PlayedVenue): Promise<FaultVenue> {
  const tcp = new Set<TcpSocket>();
  const timers = new Set<NodeJS.Timeout>();
  let frozen = false;
  const http: Server = createServer((request, response) => {
    const path = request.url ?? '';
    const trouble = venue.rest;
    const body = (): string => played.request(path);
    switch (trouble?.kind) {
      case undefined:
        answered(response, 200, body());
        return;
      case 'status': {
        const { status, retryAfter } = trouble;
        const header = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
        answered(response, status, '{"code":-1003,"msg":"Too many requests"}', header);
        return;
      }
      case 'slow': {
        const text = body();
        timers.add(setTimeout(() => answered(response, 200, text), trouble.by));
        return;
      }
      case 'torn':
        response.writeHead(200, { 'content-length': '100000' });
        response.write(body().slice(0, 20), () => request.socket.resetAndDestroy());
        return;
      case 'loris':
        response.writeHead(200, { 'content-type': 'application/json' });
        timers.add(setInterval(() => response.write(' '), trouble.every));
    }
  });
  http.on('connection', (socket) => {
    tcp.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => tcp.delete(socket));
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    const { socket: raw } = request;
    const { text, gone } = played.connect({
      send: (sent) => socket.send(sent),
      binary: () => socket.send(Buffer.from([1, 2, 3])),
      torn: (sent) => {
        const bytes = frameOf(sent);
        raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => raw.resetAndDestroy());
      },
      end: (code) => {
        // 1006 may not be said: it is what a client notes of an end without a word.
        if (code === null || code === 1006) socket.terminate();
        else socket.close(code, 'as planned');
      },
      isClosed: () => socket.readyState !== socket.OPEN,
    });
    socket.on('message', (data: Buffer) => {
      if (!frozen) text(data.toString('utf8'));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', gone);
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const port = portOf(http);
  const venue: FaultVenue = {
    socketUrl: `ws://127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    port,
    rest: null,
    open: () => [...sockets.clients].filter((one) => one.readyState === one.OPEN).length,
    freeze: (is) => {
      frozen = is;
      played.silent = is;
    },
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets.clients) socket.terminate();
      for (const socket of tcp) socket.destroy();
      sockets.close();
      await new Promise((done) => http.close(done));
    },
  };
  return venue;
}
