import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a node of a test does with a request, instead of answering it rightly. */
export type Fault = (response: ServerResponse, body: string, request: IncomingMessage) => void;

type Call = {
  readonly method: string;
  /** Of `eth_call`: the contract and its data; null otherwise. */
  readonly to: string | null;
  readonly data: string | null;
};

export type NodeServer = {
  readonly url: string;
  /** Bodies that came, and the headers and paths with them. */
  readonly bodies: readonly string[];
  readonly requests: readonly {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[];
  /** Faults for the next requests, one each. */
  readonly faults: Fault[];
  readonly close: () => Promise<void>;
};

type Asked = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };

function callOf({ method, params }: Asked): Call {
  const [first] = params;
  if (method !== 'eth_call' || typeof first !== 'object' || first === null) {
    return { method, to: null, data: null };
  }
  const to = 'to' in first && typeof first.to === 'string' ? first.to : null;
  const data = 'data' in first && typeof first.data === 'string' ? first.data : null;
  return { method, to, data };
}

/**
 * A node, or a server of prices, on this computer: real requests, batches answered in reverse order, as
 * JSON-RPC 2.0 §6 allows.
 *
 * @param result of one call: a result, or an object with `error`
 */
export async function nodeServer(
  result: (call: Call) => unknown,
  got: (path: string) => { readonly status: number; readonly body: string } = () => {
    return { status: 404, body: '{}' };
  },
): Promise<NodeServer> {
  const bodies: string[] = [];
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const faults: Fault[] = [];
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      bodies.push(body);
      requests.push({ path: request.url ?? '', headers: request.headers });
      const fault = faults.shift();
      if (fault !== undefined) {
        fault(response, body, request);
        return;
      }
      if (request.method === 'GET') {
        const answer = got(request.url ?? '');
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(answer.body);
        return;
      }
      const asked: readonly Asked[] = JSON.parse(body);
      const answers = asked.map((one) => {
        const found = result(callOf(one));
        return typeof found === 'object' && found !== null && 'error' in found
          ? { jsonrpc: '2.0', id: one.id, error: found.error }
          : { jsonrpc: '2.0', id: one.id, result: found };
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answers.toReversed()));
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the node has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    bodies,
    requests,
    faults,
    close: async () => {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
