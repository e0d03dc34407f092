import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, runningHost, type RunningHost } from '../../support/browser-host.ts';
import { rawAnswer } from '../../support/raw-http.ts';

/*
 * Every request is made with the cookie of a live session where it says `cookie`: what keeps an
 * attacker out must not be the cookie alone, since a browser sends it along for any page of this
 * computer, on whatever port.
 */
let running: RunningHost;
let cookie: string;
let host: string;

beforeAll(async () => {
  running = await runningHost();
  cookie = await running.cookie();
  host = `Host: 127.0.0.1:${running.port}\r\n`;
});
afterAll(() => running.close());

const close = 'Connection: close\r\n';
const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const own = () => `Origin: http://127.0.0.1:${running.port}\r\n`;

type Hostile = readonly [what: string, status: number, request: () => string];

const hostile: readonly Hostile[] = [
  [
    'a name that was rebound to this computer',
    421,
    () => `GET / HTTP/1.1\r\nHost: evil.example:${running.port}\r\n${close}${cookie}\r\n`,
  ],
  [
    'localhost, which is not our name',
    421,
    () => `GET / HTTP/1.1\r\nHost: localhost:${running.port}\r\n${close}${cookie}\r\n`,
  ],
  [
    'a host without the port',
    421,
    () => `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${close}${cookie}\r\n`,
  ],
  ['no host at all', 421, () => `GET / HTTP/1.1\r\n${close}${cookie}\r\n`],
  ['two hosts', 421, () => `GET / HTTP/1.1\r\n${host}Host: evil.example\r\n${close}${cookie}\r\n`],
  ['HTTP/1.0', 421, () => `GET / HTTP/1.0\r\n${host}${cookie}\r\n`],
  [
    'an absolute address',
    421,
    () => `GET http://evil.example/ HTTP/1.1\r\n${host}${close}${cookie}\r\n`,
  ],
  [
    'a page of another origin',
    403,
    () => get(running.port, '/', `${cookie}Origin: https://evil.example\r\n`),
  ],
  [
    'a page of another port of this computer',
    403,
    () => get(running.port, '/', `${cookie}Origin: http://127.0.0.1:1\r\n`),
  ],
  ['a page without an origin', 403, () => get(running.port, '/', `${cookie}Origin: null\r\n`)],
  [
    'an image of a page elsewhere',
    403,
    () =>
      get(running.port, '/', `${cookie}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: image\r\n`),
  ],
  [
    'a page of the same site on another port',
    403,
    () => get(running.port, '/', `${cookie}Sec-Fetch-Site: same-site\r\n`),
  ],
  [
    'a form',
    415,
    () =>
      `POST /open HTTP/1.1\r\n${host}${close}${cookie}` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1',
  ],
  [
    'a form that calls itself text',
    415,
    () =>
      `POST / HTTP/1.1\r\n${host}${close}${cookie}` +
      'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
  ],
  [
    'a write, which HTTP does not offer here',
    405,
    () =>
      `POST / HTTP/1.1\r\n${host}${close}${cookie}` +
      'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  ],
  ['no session', 401, () => get(running.port, '/')],
  [
    'a session that was never opened',
    401,
    () => get(running.port, '/', `Cookie: crossguard-${running.port}=${'A'.repeat(43)}\r\n`),
  ],
  ['no token', 401, () => get(running.port, '/open')],
  ['a wrong token', 401, () => get(running.port, `/open?token=${'A'.repeat(43)}`)],
  [
    'two lengths of one body',
    400,
    () =>
      `POST / HTTP/1.1\r\n${host}${cookie}` +
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['headers without end', 431, () => get(running.port, '/', `X-Long: ${'x'.repeat(20_000)}\r\n`)],
  [
    'a socket for a page of another origin',
    403,
    () => `GET /wire HTTP/1.1\r\n${host}${upgrade}${cookie}Origin: https://evil.example\r\n\r\n`,
  ],
  [
    'a socket for a page of another port',
    403,
    () => `GET /wire HTTP/1.1\r\n${host}${upgrade}${cookie}Origin: http://127.0.0.1:1\r\n\r\n`,
  ],
  [
    'a socket that does not say where from',
    403,
    () => `GET /wire HTTP/1.1\r\n${host}${upgrade}${cookie}\r\n`,
  ],
  [
    'a socket under a rebound name',
    421,
    () =>
      `GET /wire HTTP/1.1\r\nHost: evil.example\r\n${upgrade}${cookie}` +
      'Origin: http://evil.example\r\n\r\n',
  ],
  ['a socket without a session', 401, () => `GET /wire HTTP/1.1\r\n${host}${upgrade}${own()}\r\n`],
  [
    'a socket at another path',
    404,
    () => `GET /other HTTP/1.1\r\n${host}${upgrade}${cookie}${own()}\r\n`,
  ],
];

describe('the browser host refuses', () => {
  it.each(hostile)('%s with %i', async (_, status, request) => {
    const answer = await rawAnswer(running.port, request());
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('<html');
    expect(answer.headers.get('set-cookie')).toBeUndefined();
  });

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%2f..%2f..%2fsecret.js',
    '/..\\secret.js',
    '/assets/%00index.js',
    '//etc/passwd',
    '/assets/index.js.map',
    '/assets',
    '/%',
  ])('the path %s with 404', async (path) => {
    const answer = await rawAnswer(running.port, get(running.port, path, cookie));
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });
});

describe('the browser host answers', () => {
  it('its own page and its own socket, so that the refusals above mean something', async () => {
    const page = await rawAnswer(
      running.port,
      get(running.port, '/', `${cookie}Sec-Fetch-Site: none\r\n`),
    );
    expect(page.status).toBe(200);
    expect(page.body).toContain('<html');
    const script = await rawAnswer(
      running.port,
      get(running.port, '/assets/index.js', `${cookie}${own()}Sec-Fetch-Site: same-origin\r\n`),
    );
    expect(script.status).toBe(200);
    const socket = await rawAnswer(
      running.port,
      `GET /wire HTTP/1.1\r\n${host}${upgrade}${cookie}${own()}\r\n`,
    );
    expect(socket.status).toBe(101);
  });

  it('on no address that another computer could reach', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    // 127.0.0.2 is this computer too, and shows that one address was bound and not all.
    for (const address of [...others, ...(process.platform === 'linux' ? ['127.0.0.2'] : [])]) {
      expect(await isListening(address, running.port)).toBe(false);
    }
    expect(await isListening('127.0.0.1', running.port)).toBe(true);
  });
});

function isListening(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 });
    const end = (listening: boolean) => (): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}
