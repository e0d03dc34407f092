import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowserHost, type BrowserHost } from '../../src/main/browser-host/browser-host.ts';
import { builtPages } from '../../src/main/pages/built-pages.ts';
import type { Workstation } from '../../src/main/workstation.ts';
import { fakeWorkstation } from './fake-workstation.ts';
import { rawAnswer } from './raw-http.ts';

export type RunningHost = {
  readonly host: BrowserHost;
  readonly port: number;
  /** The time that the host is told; the test sets it. */
  readonly clock: { now: number };
  /** Links that the host printed of its own accord. */
  readonly printed: readonly string[];
  /** The folder that holds the window's folder `built`, and a file `secret.js` beside it. */
  readonly folder: string;
  /** A `Cookie` header of a browser that opened a link. */
  readonly cookie: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A browser host on a free port, over a small built window in a folder of its own. */
export async function runningHost(
  workstation: Pick<Workstation, 'handlers' | 'subscribe'> = fakeWorkstation(),
): Promise<RunningHost> {
  const folder = await mkdtemp(join(tmpdir(), 'crossguard-host-'));
  await mkdir(join(folder, 'built/assets'), { recursive: true });
  await writeFile(join(folder, 'built/index.html'), '<html nonce="__NONCE__"></html>');
  await writeFile(join(folder, 'built/assets/index.js'), 'export {};');
  await writeFile(join(folder, 'built/assets/index.js.map'), '{}');
  await writeFile(join(folder, 'secret.js'), 'secret');
  const clock = { now: 1_700_000_000_000 };
  const printed: string[] = [];
  const host = await openBrowserHost({
    port: 0,
    pages: builtPages(join(folder, 'built')),
    workstation,
    now: () => clock.now,
    log: () => undefined,
    onNewLink: (link) => printed.push(link),
  });
  const port = Number(new URL(host.origin).port);
  return {
    host,
    port,
    clock,
    printed,
    folder,
    cookie: async () => {
      const { pathname, search } = new URL(host.newLink());
      const answer = await rawAnswer(port, get(port, pathname + search));
      return `Cookie: ${answer.headers.get('set-cookie')?.split(';')[0]}\r\n`;
    },
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A proper request for a path, with further header lines, each ending in CR LF. */
export const get = (port: number, path: string, headers = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${headers}\r\n`;
