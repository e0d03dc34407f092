import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FollowedAccount } from '../../../src/engine/contract/feeds.ts';
import { network } from '../../../src/main/feeds/connection/network.ts';
import type { Surroundings } from '../../../src/main/feeds/connection/surroundings.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';
import { venueServer, type VenueServer } from '../../support/venue-server.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const PASSPHRASE = 'correct horse battery staple';
const ADDRESS = '0x00000000000000000000000000000000canary01';

/** Hyperliquid's documented answer of `clearinghouseState` (hyperliquid.gitbook.io, "Info endpoint", perpetuals). */
const state = (size: string, used: string): string =>
  JSON.stringify({
    assetPositions: [
      {
        position: {
          coin: 'ETH',
          entryPx: '2986.3',
          leverage: { type: 'cross', value: 20 },
          marginUsed: used,
          szi: size,
          unrealizedPnl: '-0.0134',
        },
        type: 'oneWay',
      },
    ],
    crossMarginSummary: { accountValue: '13109.482328', totalMarginUsed: used },
    time: Date.now(),
  });

let folder: string;
let venue: VenueServer;
let workstation: Workstation;
let answer: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossguard-accounts-'));
  answer = state('0.0335', '4.967826');
  venue = await venueServer({
    onText: () => undefined,
    onRequest: () => ({ status: 200, body: answer }),
  });
  workstation = await open();
});

afterEach(async () => {
  workstation.close();
  await venue.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits take a hundredth of their time. */
const QUICK: Surroundings = {
  ...network,
  after: (milliseconds, call) => network.after(milliseconds / 100, call),
};

const open = (around: Surroundings = network): Promise<Workstation> =>
  openWorkstation({
    around,
    store: join(folder, 'book.crossguard'),
    resources,
    now: Date.now,
    keys: join(folder, 'keys.json'),
  });

const follow = (on = true) =>
  workstation.handlers.setFeeds({
    venues: [{ id: 'hyperliquid', on, endpoints: { socket: venue.socketUrl, rest: venue.url } }],
  });

const account = async (): Promise<FollowedAccount | undefined> =>
  (await workstation.handlers.feeds()).accounts[0];

async function added(): Promise<void> {
  await workstation.handlers.openKeys(PASSPHRASE);
  await workstation.handlers.addKey({
    venue: 'hyperliquid',
    account: 'desk',
    fields: { address: ADDRESS },
  });
}

const reads = (what: FollowedAccount['state']): Promise<void> =>
  vi.waitFor(async () => expect((await account())?.state).toBe(what), { timeout: 10_000 });

describe('an account that is read with a key', () => {
  it('is in the book within a moment, as an import that can be undone', async () => {
    await follow();
    await added();
    await reads('following');
    await vi.waitFor(async () => {
      const snapshot = await workstation.handlers.snapshot();
      const row = snapshot?.exposures.find(({ instrument }) => instrument === 'ETH.HYPERLIQUID');
      const left = snapshot?.notIncluded.find(({ what }) => what === 'ETH.HYPERLIQUID');
      expect(row?.quantity ?? left?.quantity).toBe(0.0335);
    });
    const { imports } = await workstation.handlers.desk();
    expect(imports.map(({ report }) => report.file)).toEqual(['hyperliquid account (live)']);
  });

  it('is kept once while nothing changes, and again when it holds something else', async () => {
    workstation.close();
    workstation = await open(QUICK);
    await follow();
    await added();
    await reads('following');
    const imports = async (): Promise<number> => (await workstation.handlers.desk()).imports.length;
    await vi.waitFor(async () => expect(await imports()).toBe(1), { timeout: 10_000 });
    const asked = venue.requested.length;
    await vi.waitFor(() => expect(venue.requested.length).toBeGreaterThan(asked + 3), {
      timeout: 10_000,
    });
    expect(await imports()).toBe(1);
    answer = state('0.5', '75.1');
    await vi.waitFor(async () => expect(await imports()).toBe(2), { timeout: 10_000 });
  });

  it('is not asked while its venue is off or the keys are locked', async () => {
    await added();
    expect((await account())?.state).toBe('locked');
    await follow();
    await reads('following');
    await workstation.handlers.lockKeys();
    expect(await account()).toMatchObject({ state: 'locked' });
    expect((await workstation.handlers.feeds()).keys).toBe('locked');
    await expect(
      (async () => workstation.handlers.openKeys('wrong horse battery staple'))(),
    ).rejects.toThrow('not the one');
    await workstation.handlers.openKeys(PASSPHRASE);
    await reads('following');
    await follow(false);
    expect((await account())?.state).toBe('locked');
  });

  it('is known by name after a restart, and by nothing else until the keys are opened', async () => {
    await follow();
    await added();
    await reads('following');
    workstation.close();
    workstation = await open();
    expect(await account()).toMatchObject({
      venue: 'hyperliquid',
      account: 'desk',
      state: 'locked',
    });
  });

  it('leaves nothing of the key in the store, the key file or any answer', async () => {
    await follow();
    await added();
    await reads('following');
    const told = JSON.stringify([
      await workstation.handlers.feeds(),
      await workstation.handlers.desk(),
      await workstation.handlers.snapshot(),
    ]);
    workstation.close();
    expect(told).not.toContain(ADDRESS);
    for (const file of readdirSync(folder)) {
      const path = join(folder, file);
      if (statSync(path).isFile()) expect(readFileSync(path).includes(ADDRESS)).toBe(false);
    }
    workstation = await open();
  });
});
