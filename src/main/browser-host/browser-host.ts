import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageResponse, textResponse, type PageResponse } from '../pages/response.ts';
import type { Pages } from '../pages/pages.ts';
import type { Workstation } from '../workstation.ts';
import { admission, type Admission } from './admission.ts';
import { refusalOf } from './refusal.ts';
import { openSockets } from './sockets.ts';

/** The only interface that is ever listened on. */
const LOOPBACK = '127.0.0.1';

export type BrowserHostOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly pages: Pages;
  readonly workstation: Pick<Workstation, 'handlers' | 'subscribe'>;
  readonly now: () => number;
  readonly log: (what: string, error: unknown) => void;
  /** Told a fresh link whenever somebody came without a session and the last link was spent. */
  readonly onNewLink: (link: string) => void;
};

export type BrowserHost = {
  /** `http://127.0.0.1:41234` */
  readonly origin: string;
  /** Opens the window once, within ten minutes; the link before it no longer does. */
  readonly newLink: () => string;
  readonly close: () => Promise<void>;
};

/** The workstation in a browser of this computer, and of no other. */
export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const visitors = admission(options.now);
  const server = createServer({
    requireHostHeader: false,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5000,
  });
  server.maxConnections = 64;
  const port = await listening(server, options.port);
  const authority = `${LOOPBACK}:${port}`;
  const cookie = `crossguard-${port}`;
  const newLink = (): string => `http://${authority}/open?token=${visitors.newToken()}`;

  const answer = async (request: IncomingMessage): Promise<PageResponse> => {
    const refused = refusalOf(request, authority);
    if (refused !== null) return textResponse(refused.status, refused.reason);
    const url = request.url ?? '/';
    const [path = '', query = ''] = url.split('?', 2);
    if (path === '/open') {
      return opened(visitors, new URLSearchParams(query).get('token') ?? '', cookie);
    }
    if (!visitors.knows(sessionOf(request, cookie))) {
      if (!visitors.hasToken()) options.onNewLink(newLink());
      return textResponse(401, 'Open the newest link that Crossguard printed in its terminal.');
    }
    return pageResponse(options.pages, url);
  };

  server.on('request', (request, response) => {
    request.resume();
    answer(request).then(
      (page) => write(response, page, request.method === 'HEAD'),
      (error: unknown) => {
        options.log(`${request.method ?? ''} was not answered`, error);
        write(response, textResponse(500, 'This could not be answered.'), false);
      },
    );
  });
  const sockets = openSockets({
    server,
    authority,
    isKnown: (request) => visitors.knows(sessionOf(request, cookie)),
    workstation: options.workstation,
    log: options.log,
  });

  return {
    origin: `http://${authority}`,
    newLink,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject);
      const address = server.address();
      if (isAddress(address)) resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** The token leaves the address bar at once, and the history with it. */
function opened(visitors: Admission, token: string, cookie: string): PageResponse {
  const result = visitors.open(token);
  if (result.admitted) {
    return textResponse(303, 'Opened.', {
      Location: '/',
      'Set-Cookie': `${cookie}=${result.session}; HttpOnly; SameSite=Strict; Path=/`,
    });
  }
  return result.because === 'too-many'
    ? textResponse(429, 'There were too many wrong links.', { 'Retry-After': '60' })
    : textResponse(401, 'This link was used before or is too old. Open / for a new one.');
}

function sessionOf({ headers }: IncomingMessage, cookie: string): string {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=', 2);
    if (name === cookie) return value;
  }
  return '';
}

function write(response: ServerResponse, page: PageResponse, headOnly: boolean): void {
  response.writeHead(page.status, { ...page.headers, 'Content-Length': page.body.byteLength });
  response.end(headOnly ? undefined : page.body);
}
