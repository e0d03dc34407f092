import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../fixtures.ts';

/* A page of another origin, in the very browser that holds the session. */

/** A server of somebody else on this computer. */
async function elsewhere(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

// The same host on another port is the same site: the browser does send the session along.
for (const name of ['127.0.0.1', 'localhost']) {
  test(`a page at ${name} on another port gets neither data nor socket`, async ({
    page,
    context,
  }) => {
    const foreign = await elsewhere();
    const { host } = new URL(page.url());
    const other = await context.newPage();
    // What arrived on the wire, also where Chromium then kept it from the page. An answer may be
    // told before its request is, so the two are joined when they are read.
    const network = await context.newCDPSession(other);
    const ours = new Set<string>();
    const statuses: { readonly id: string; readonly status: number }[] = [];
    network.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (new URL(request.url).host === host) ours.add(requestId);
    });
    network.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
      statuses.push({ id: requestId, status: statusCode });
    });
    const answered = (): readonly number[] =>
      statuses.flatMap(({ id, status }) => (ours.has(id) ? [status] : []));
    await other.goto(`http://${name}:${foreign.port}/`);
    await network.send('Network.enable');
    const got = await other.evaluate(async (target) => {
      const outcome = async (attempt: Promise<unknown>): Promise<string> => {
        try {
          return String(await attempt);
        } catch {
          return 'refused';
        }
      };
      const loaded = (element: HTMLElement, source: string): Promise<string> => {
        const ended = new Promise<string>((resolve) => {
          element.addEventListener('load', () => resolve('loaded'));
          element.addEventListener('error', () => resolve('refused'));
        });
        element.setAttribute('src', source);
        document.body.append(element);
        return ended;
      };
      const opened = new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${target}/wire`);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
      });
      return {
        read: await outcome(fetch(`http://${target}/`, { credentials: 'include' })),
        script: await loaded(document.createElement('script'), `http://${target}/`),
        image: await loaded(document.createElement('img'), `http://${target}/`),
        socket: await opened,
      };
    }, host);
    expect(got).toEqual({
      read: 'refused',
      script: 'refused',
      image: 'refused',
      socket: 'refused',
    });

    // Not to be read is not enough: it must not have been answered either.
    await other.evaluate(
      (target) =>
        fetch(`http://${target}/`, { mode: 'no-cors', credentials: 'include' }).catch(() => null),
      host,
    );
    await other.evaluate((target) => {
      const frame = document.createElement('iframe');
      frame.src = `http://${target}/`;
      document.body.append(frame);
    }, host);
    await expect.poll(() => answered().length).toBeGreaterThanOrEqual(5);
    expect(new Set(answered())).toEqual(new Set([403]));
    foreign.close();
  });
}

test('the window itself is answered, so that the refusals above mean something', async ({
  page,
}) => {
  const got = await page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/wire`);
    const opened = new Promise<string>((resolve) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('refused'));
    });
    return { status: (await fetch('/')).status, socket: await opened };
  });
  expect(got).toEqual({ status: 200, socket: 'open' });
});

test('the link is gone from the address bar, and scripts do not see the session', async ({
  page,
}) => {
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});
