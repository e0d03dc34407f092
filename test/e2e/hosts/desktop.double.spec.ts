import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from '../fixtures.ts';
import { openInDouble, type OpenDouble } from './in-double.ts';

/* What only the desktop has: its scheme, its guards, its preload, and a host that starts again. */

type Fixtures = { readonly desktop: OpenDouble };

const root = join(import.meta.dirname, '../../..');

const test = base.extend<Fixtures>({
  desktop: async ({ blank }, use) => {
    const userData = await mkdtemp(join(tmpdir(), 'crossguard-double-'));
    const opened = await openInDouble({ page: blank, root, userData, store: null });
    await use(opened);
    await opened.close();
    await rm(userData, { recursive: true, force: true });
  },
});

test('the page has three functions of the desktop, and nothing of Node', async ({ desktop }) => {
  const found = await desktop.page.evaluate(() => ({
    desktop: Object.keys(Reflect.get(window, 'crossguard')),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  }));
  expect(found).toEqual({ desktop: ['connect', 'menu', 'window'], node: [] });
});

test('the scheme serves the built window and no other file', async ({ desktop }) => {
  const statuses = await desktop.page.evaluate(async () => {
    const paths = ['/', '/index.html', '/..%2fmain/index.js', '/%2e%2e%2fmain%2fhost.js', '/x.js'];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([200, 200, 404, 404, 404]);
});

test('the page cannot be led away, and opens no second window', async ({ desktop }) => {
  const { page, double } = desktop;
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(await double.openWindow('https://evil.example/')).toBe('deny');
  expect(await double.openWindow('app://workstation/')).toBe('deny');
});

test('the page is granted the clipboard and notices, and nothing else', async ({ desktop }) => {
  const { double } = desktop;
  expect(await double.permission('clipboard-sanitized-write')).toBe(true);
  expect(await double.permission('notifications')).toBe(true);
  for (const permission of ['clipboard-read', 'geolocation', 'media', 'openExternal', 'hid']) {
    expect(await double.permission(permission)).toBe(false);
  }
});

test('only the window’s own top frame is given a port, and only by its name', async ({
  desktop: { double },
}) => {
  const own = 'app://workstation/';
  expect(await double.invoke('connect', [], own)).not.toHaveProperty('error');
  for (const url of ['https://evil.example/', 'app://other/', 'app://workstation.evil/', '']) {
    expect(await double.invoke('connect', [], url)).toHaveProperty('error');
  }
  expect(await double.invoke('connect', ['extra'], own)).toHaveProperty('error');
  expect(await double.invoke('quit', [], own)).toHaveProperty('error');
});

test('the menu has the window’s commands, and what is chosen in it is done', async ({
  desktop: { double, page },
}) => {
  await expect.poll(() => double.menu).toContain('Go > Stress');
  double.choose('Go > Stress');
  await expect(page.getByRole('main', { name: 'Stress' })).toBeVisible();
  double.choose('File > Settings');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  const own = 'app://workstation/';
  const item = { id: 'x', title: 'Erase', group: 'File', keys: null };
  for (const wrong of [[item], [[{ ...item, click: 'x' }]], [[{ ...item, group: 'Other' }]]]) {
    expect(await double.invoke('menu', wrong, own)).toHaveProperty('error');
  }
  expect(await double.invoke('menu', [[item]], 'https://evil.example/')).toHaveProperty('error');
  expect(double.menu).not.toContain('File > Erase');
});

test('a host that crashed is started again and answers the same window', async ({ desktop }) => {
  const { page } = desktop;
  await expect.poll(() => answersDesk(page), { timeout: 20_000 }).toBe(true);
  await desktop.crash();
  await expect.poll(() => answersDesk(page), { timeout: 20_000 }).toBe(true);
});

test('closing the window ends the desktop, and with it the host', async ({ desktop }) => {
  const { double, page } = desktop;
  await expect.poll(() => answersDesk(page), { timeout: 20_000 }).toBe(true);
  expect(await double.closeWindow()).toBe(0);
});

test('a second start shows the window of the first', async ({ desktop: { double } }) => {
  double.secondInstance();
  await expect.poll(() => double.dialogs.map(({ title }) => title)).toContain('focus');
});

test('a link leads to a view and does nothing else', async ({ desktop: { double, page } }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  double.secondInstance(['/opt/crossguard', 'crossguard://go/stress']);
  await expect(page.getByRole('main', { name: 'Stress' })).toBeVisible();
  double.secondInstance([
    'crossguard://evil.example/go/margin',
    'crossguard://go/javascript:alert(1)',
  ]);
  await page.waitForTimeout(300);
  await expect(page.getByRole('main', { name: 'Stress' })).toBeVisible();
});

test('another window is opened from the menu, and by no other page', async ({
  desktop: { double },
}) => {
  await expect.poll(() => double.menu).toContain('File > Another window');
  double.choose('File > Another window');
  await expect.poll(() => double.furtherWindows).toBe(1);
  expect(await double.invoke('window', [], 'https://evil.example/')).toHaveProperty('error');
  expect(await double.invoke('window', ['x'], 'app://workstation/')).toHaveProperty('error');
  expect(double.furtherWindows).toBe(1);
});

test('the desktop opens as it was left', async ({ blank }) => {
  const userData = await mkdtemp(join(tmpdir(), 'crossguard-double-'));
  const first = await openInDouble({ page: blank, root, userData, store: null });
  await expect(first.page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await first.page.keyboard.press('6');
  await expect(first.page.getByRole('main', { name: 'Stress' })).toBeVisible();
  expect(await first.double.closeWindow()).toBe(0);
  const page = await blank.context().newPage();
  const second = await openInDouble({ page, root, userData, store: null });
  await expect(second.page.getByRole('main', { name: 'Stress' })).toBeVisible();
  await second.close();
  await rm(userData, { recursive: true, force: true });
});

test('a store that cannot be opened is said in words, and ends the desktop', async ({ blank }) => {
  const userData = await mkdtemp(join(tmpdir(), 'crossguard-double-'));
  // A folder is no store.
  const { double } = await openInDouble({ page: blank, root, userData, store: userData });
  expect(await double.ended()).toBe(0);
  expect(double.dialogs).toHaveLength(1);
  expect(double.dialogs[0]?.title).toBe('Crossguard cannot open its store');
  expect(double.dialogs[0]?.text).not.toContain(tmpdir());
  await rm(userData, { recursive: true, force: true });
});

/** Takes a port as the window does and asks for the state of the desk. */
function answersDesk(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const port = new Promise<MessagePort>((resolve) => {
      addEventListener('message', ({ ports: [first] }) => first && resolve(first));
    });
    try {
      await Reflect.get(window, 'crossguard').connect();
    } catch {
      return false;
    }
    const taken = await port;
    const answer = new Promise<string>((resolve) => {
      taken.addEventListener('message', ({ data }) => data.includes('"t":"ok"') && resolve(data));
      taken.start();
    });
    taken.postMessage(JSON.stringify({ t: 'ask', id: 1, name: 'desk', args: [] }));
    const late = new Promise<string>((resolve) => {
      setTimeout(() => resolve(''), 3000);
    });
    return (await Promise.race([answer, late])) !== '';
  });
}
