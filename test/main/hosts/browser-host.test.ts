import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDLE_LIFETIME, LINK_LIFETIME } from '../../../src/main/browser-host/admission.ts';
import { get, runningHost, type RunningHost } from '../../support/browser-host.ts';
import { rawAnswer } from '../../support/raw-http.ts';

let running: RunningHost;
beforeEach(async () => {
  running = await runningHost();
});
afterEach(() => running.close());

const pathOf = (link: string): string => link.slice(link.indexOf('/open'));
const answer = (path: string, headers = '') =>
  rawAnswer(running.port, get(running.port, path, headers));

describe('the link', () => {
  it('opens a session once, in a cookie that scripts and other sites do not see', async () => {
    const path = pathOf(running.host.newLink());
    const first = await answer(path);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/');
    expect(first.headers.get('set-cookie')).toMatch(
      new RegExp(`^crossguard-${running.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect((await answer(path)).status).toBe(401);
  });

  it('is 256 bits long and never the same', () => {
    const tokens = Array.from({ length: 50 }, () => running.host.newLink().split('=')[1] ?? '');
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('is replaced by a newer one', async () => {
    const older = pathOf(running.host.newLink());
    const newer = pathOf(running.host.newLink());
    expect((await answer(older)).status).toBe(401);
    expect((await answer(newer)).status).toBe(303);
  });

  it('ends after ten minutes; who then comes has a new one printed, once', async () => {
    const path = pathOf(running.host.newLink());
    running.clock.now += LINK_LIFETIME;
    expect((await answer(path)).status).toBe(401);
    expect((await answer('/')).status).toBe(401);
    expect((await answer('/')).status).toBe(401);
    expect(running.printed).toHaveLength(1);
    expect((await answer(pathOf(running.printed[0] ?? ''))).status).toBe(303);
  });

  it('is refused for a minute after ten wrong tokens, also the right one', async () => {
    const right = pathOf(running.host.newLink());
    for (let i = 0; i < 10; i++) expect((await answer('/open?token=wrong')).status).toBe(401);
    const refused = await answer(right);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    running.clock.now += 60_000;
    expect((await answer(right)).status).toBe(303);
  });
});

describe('a session', () => {
  it('lives while it is used and ends when it is idle', async () => {
    const cookie = await running.cookie();
    running.clock.now += IDLE_LIFETIME - 1;
    expect((await answer('/', cookie)).status).toBe(200);
    running.clock.now += IDLE_LIFETIME - 1;
    expect((await answer('/', cookie)).status).toBe(200);
    running.clock.now += IDLE_LIFETIME;
    expect((await answer('/', cookie)).status).toBe(401);
  });

  it('is not opened by a second host on the same computer', async () => {
    const other = await runningHost();
    const cookie = await other.cookie();
    expect((await answer('/', cookie)).status).toBe(401);
    await other.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/assets/index.js', '/missing.js', '/open'])('has the policy: %s', async (path) => {
    const { headers } = await answer(path, await running.cookie());
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeUndefined();
  });

  it('has a nonce of its own in the page and in its policy', async () => {
    const cookie = await running.cookie();
    const nonces = [await answer('/', cookie), await answer('/', cookie)].map(
      ({ body, headers }) => {
        const [, nonce = ''] = /nonce="([^"]+)"/.exec(body) ?? [];
        expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      },
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(22);
  });

  it('leads to no file outside of the window, not even by a link', async () => {
    await symlink(
      join(running.folder, 'secret.js'),
      join(running.folder, 'built/assets/linked.js'),
    );
    expect((await answer('/assets/linked.js', await running.cookie())).status).toBe(404);
  });
});

describe('sockets', () => {
  it('are eight at the most, and a closed one makes room', async () => {
    const cookie = await running.cookie();
    const open = (): Promise<WebSocket | number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${running.port}/wire`, {
          origin: running.host.origin,
          headers: { cookie: cookie.slice('Cookie: '.length).trim() },
        });
        socket.on('open', () => resolve(socket));
        socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
      });
    const sockets: (WebSocket | number)[] = [];
    for (let i = 0; i < 8; i++) sockets.push(await open());
    expect(sockets.every((socket) => typeof socket === 'object')).toBe(true);
    expect(await open()).toBe(503);
    const [first] = sockets;
    if (typeof first === 'object') {
      const closed = new Promise((resolve) => {
        first.on('close', resolve);
      });
      first.close();
      await closed;
    }
    expect(typeof (await open())).toBe('object');
  });

  it('are closed by bytes that are no text', async () => {
    const cookie = await running.cookie();
    const socket = new WebSocket(`ws://127.0.0.1:${running.port}/wire`, {
      origin: running.host.origin,
      headers: { cookie: cookie.slice('Cookie: '.length).trim() },
    });
    socket.on('open', () => socket.send(new Uint8Array([1, 2, 3])));
    const code = await new Promise((resolve) => {
      socket.on('close', resolve);
    });
    expect(code).toBe(1003);
  });
});
