import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { openInBrowser } from './hosts/in-browser.ts';
import { openInDouble } from './hosts/in-double.ts';
import { openInElectron } from './hosts/in-electron.ts';

/* Every spec imports `test` and `expect` from here and gets a `page` of the host under test. */

export { expect } from '@playwright/test';

export type HostOptions = {
  /** Set by the project. */
  readonly host: 'browser' | 'double' | 'electron';
  /** The sample book, or a new store: `test.use({ book: 'empty' })`. */
  readonly book: 'sample' | 'empty';
};

/** The host behind the page. */
type Workstation = {
  /** Ends the workstation's process without warning. */
  readonly crash: () => Promise<void>;
  /** What the host wrote to standard error. */
  readonly errors: () => string;
};

/** What a host is opened with, and a host that is open. */
export type HostRequest = {
  readonly page: Page;
  /** Folder of package.json and `out`. */
  readonly root: string;
  /** An empty folder for the user's data, removed afterwards. */
  readonly userData: string;
  /** The store's file; null for the sample book. */
  readonly store: string | null;
};

export type OpenHost = Workstation & {
  readonly page: Page;
  readonly close: () => Promise<void>;
};

type Fixtures = { readonly opened: OpenHost; readonly workstation: Workstation };

const root = join(import.meta.dirname, '../..');
const open = { browser: openInBrowser, double: openInDouble, electron: openInElectron };

export const test = base.extend<HostOptions & Fixtures & { readonly blank: Page }>({
  host: ['browser', { option: true }],
  book: ['sample', { option: true }],
  // Playwright's own page under another name: `page` below is the one of the host.
  blank: async ({ context }, use) => use(await context.newPage()),
  opened: async ({ blank, host, book }, use) => {
    const userData = await mkdtemp(join(tmpdir(), 'crossguard-e2e-'));
    const store = book === 'sample' ? null : join(userData, 'empty.crossguard');
    const opened = await open[host]({ page: blank, root, userData, store });
    await use(opened);
    await opened.close();
    await rm(userData, { recursive: true, force: true });
  },
  page: async ({ opened }, use) => use(opened.page),
  workstation: async ({ opened }, use) => use(opened),
});
