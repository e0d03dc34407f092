import { createServer, type IncomingMessage } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** What a venue of a test answers a request: a status, a body, headers. */
export type VenueAnswer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type VenueServer = {
  /** `ws://127.0.0.1:port`, `http://127.0.0.1:port`. */
  readonly socketUrl: string;
  readonly url: string;
  /** Texts that came over sockets, and paths that were requested. */
  readonly received: readonly string[];
  readonly requested: readonly string[];
  readonly sockets: () => readonly WebSocket[];
  /** To every socket. */
  readonly send: (text: string) => void;
  /** Cuts every connection as a fallen cable would: no close frame. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

/** A venue on this computer: real sockets and requests, with what they say in the test's hands. */
export async function venueServer(options: {
  readonly onText: (text: string, socket: WebSocket) => void;
  readonly onRequest?: (request: IncomingMessage) => VenueAnswer;
}): Promise<VenueServer> {
  const received: string[] = [];
  const requested: string[] = [];
  const http = createServer((request, response) => {
    requested.push(request.url ?? '');
    const answer = options.onRequest?.(request) ?? { status: 404, body: '{}' };
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body);
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      received.push(text);
      options.onText(text, socket);
    });
    socket.on('error', () => socket.terminate());
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the venue has no port');
  const { port } = address;
  const open = (): WebSocket[] =>
    [...sockets.clients].filter(({ readyState }) => readyState === WebSocket.OPEN);
  return {
    socketUrl: `ws://127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    received,
    requested,
    sockets: open,
    send: (text) => {
      for (const socket of open()) socket.send(text);
    },
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      // A request that is being answered would hold the server open.
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
