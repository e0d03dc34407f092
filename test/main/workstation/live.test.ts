import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedVenue } from '../../../src/engine/contract/feeds.ts';
import type { RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';
import { deribitVenue, type DeribitVenue } from '../../support/deribit-venue.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const SYMBOL = 'BTC-PERPETUAL';

let folder: string;
let venue: DeribitVenue;
let workstation: Workstation;
let pushed: string[];
let snapshots: RiskSnapshot[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossguard-live-'));
  venue = await deribitVenue(Date.now);
  const store = join(folder, 'book.crossguard');
  workstation = await openWorkstation({ store, resources, now: Date.now });
  await workstation.handlers.loadSample();
  pushed = [];
  snapshots = [];
  workstation.subscribe((name, value) => {
    pushed.push(name);
    if (name === 'snapshot' && value !== null && 'exposures' in value) snapshots.push(value);
  });
});

afterEach(async () => {
  workstation.close();
  await venue.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (on: boolean) => ({
  venues: [{ id: 'deribit', on, endpoints: { socket: venue.socketUrl, rest: venue.url } }],
});

const deribit = async (): Promise<FeedVenue> => {
  const { venues } = await workstation.handlers.feeds();
  return venues.find(({ id }) => id === 'deribit')!;
};

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 25_000, interval: 20 });

const markOf = (snapshot: RiskSnapshot | undefined): number | null =>
  snapshot?.exposures.find(({ instrument }) => instrument === `${SYMBOL}.DERIBIT`)?.mark ?? null;

async function followed(): Promise<void> {
  await workstation.handlers.setFeeds(settings(true));
  await until(() => venue.channels.has(`ticker.${SYMBOL}.100ms`));
}

/** The price goes to a value step by step, none so large that a lone source is not believed. @param basis of the mark */
async function goesTo(from: number, to: number, basis: number): Promise<void> {
  const steps = Math.ceil(Math.abs(Math.log(to / from)) / 0.15);
  for (let i = 1; i <= steps; i++) {
    const price = i === steps ? to : Math.round(from * (to / from) ** (i / steps));
    venue.index('btc_usd', price);
    venue.ticker(SYMBOL, { mark_price: price + basis, index_price: price });
    await until(() => markOf(snapshots.at(-1)) === price + basis);
  }
}

describe('a workstation that follows a venue', () => {
  it('asks for nothing before it is told to', async () => {
    expect(await deribit()).toMatchObject({ on: false, state: null, connections: [] });
    expect(await workstation.handlers.market(null)).toBeNull();
    expect(venue.received).toEqual([]);
  });

  it('subscribes to what is held and what it depends on', async () => {
    await followed();
    for (const channel of [`book.${SYMBOL}.100ms`, 'deribit_price_index.btc_usd']) {
      expect(venue.channels).toContain(channel);
    }
  });

  it('shows the venue’s mark within a moment, at the time of now', async () => {
    await followed();
    venue.index('btc_usd', 70_000);
    venue.ticker(SYMBOL, { mark_price: 70_123, index_price: 70_000 });
    await until(() => markOf(snapshots.at(-1)) === 70_123);
    const row = snapshots
      .at(-1)!
      .exposures.find(({ instrument }) => instrument === `${SYMBOL}.DERIBIT`)!;
    expect(row.age).toBeLessThan(5_000);
    expect(row.stale).toBe(false);
    expect(Math.abs(snapshots.at(-1)!.asOf - Date.now())).toBeLessThan(5_000);
  });

  it('tells a call before the snapshot that shows it', async () => {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_000, index_price: 82_000 });
    await until(() => markOf(snapshots.at(-1)) === 82_000);
    const before = snapshots.at(-1)!.accounts.find(({ venue: of }) => of === 'DERIBIT')!.level;
    expect(before).not.toBe('liquidation');
    const order: string[] = [];
    workstation.subscribe((name, value) => {
      if (name === 'levels') order.push('levels');
      if (name !== 'snapshot' || value === null || !('exposures' in value)) return;
      const { level } = value.accounts.find(({ venue: of }) => of === 'DERIBIT')!;
      if (level !== before) order.push('snapshot');
    });
    // The sample book is short 1,450,000 dollars of the perpetual: it cannot bear this.
    await goesTo(82_000, 300_000, 0);
    await until(() => order.includes('snapshot'));
    expect(order[0]).toBe('levels');
    await until(
      () =>
        snapshots.at(-1)!.accounts.find(({ venue: of }) => of === 'DERIBIT')!.level ===
        'liquidation',
    );
  });

  it('keeps a mark that cannot be right out of every figure, and says so', async () => {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
    await until(() => markOf(snapshots.at(-1)) === 82_100);
    venue.ticker(SYMBOL, { mark_price: 820_000, index_price: 82_000 });
    const view = async () => workstation.handlers.market(asset('BTC'));
    await vi.waitFor(async () => {
      const contract = (await view())?.contracts.find(({ symbol }) => symbol === SYMBOL);
      expect(contract?.fenced).toContain('820000');
    });
    expect(markOf(snapshots.at(-1))).toBe(82_100);
  });

  it('shows a book while it is whole and at no other time', async () => {
    await followed();
    venue.book(SYMBOL, 1, null, 82_000);
    const ladder = async () => (await workstation.handlers.market(asset('BTC')))!.ladder;
    await vi.waitFor(async () => expect((await ladder()).bids).toHaveLength(1));
    // Inverse: 100,000 dollars at 82,000 are 100,000 / 82,000 coins.
    expect((await ladder()).bids[0]).toMatchObject({
      price: 82_000,
      quantity: 100_000 / 82_000,
    });
    venue.book(SYMBOL, 5, 3, 82_010);
    await vi.waitFor(async () => expect((await ladder()).bids).toHaveLength(0));
    expect((await deribit()).newestGaps.at(-1)?.reason).toBe('message 3 does not follow 1');
    await until(() => venue.received.some((text) => text.includes('public/unsubscribe')));
    venue.book(SYMBOL, 9, null, 82_020);
    await vi.waitFor(async () => expect((await ladder()).bids).toHaveLength(1));
  });

  it('leaves a book out that is far from the price, and does not close out in it', async () => {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.book(SYMBOL, 1, null, 82_000);
    const ladder = async () => (await workstation.handlers.market(asset('BTC')))!.ladder;
    await vi.waitFor(async () => expect((await ladder()).unwind.ok).toBe(true));
    // Half of the price: nobody sells there.
    venue.book(SYMBOL, 2, null, 41_000);
    await vi.waitFor(async () => expect((await ladder()).bids).toHaveLength(0));
    const { unwind, ladder: books } = await ladder();
    expect(unwind.ok).toBe(false);
    expect(books.sources).toEqual([]);
    expect(books.leftOut[0]?.message).toContain(`order book of ${SYMBOL}.DERIBIT is -0.49`);
  });

  it('says where what is visible of a book ends', async () => {
    await followed();
    venue.book(SYMBOL, 1, null, 82_000);
    const view = async () => (await workstation.handlers.market(asset('BTC')))!;
    await vi.waitFor(async () => expect((await view()).ladder.depth).not.toHaveLength(0));
    const { ladder, staleAfter, reporting } = await view();
    // One level a side, 50 dollars or 6.1 basis points from the middle.
    const within = new Map(ladder.depth.map((row) => [row.basisPoints, row]));
    expect(within.get(5)?.bids).toEqual({ quantity: 0, value: 0, endWithin: [] });
    expect(within.get(10)?.bids.endWithin).toEqual([`${SYMBOL}.DERIBIT`]);
    expect(within.get(10)?.bids.quantity).toBeCloseTo(100_000 / 82_000, 12);
    expect({ staleAfter, reporting }).toEqual({ staleAfter: 10_000, reporting: 'USD' });
  });

  it('tells a rate of funding for its hours and for a year, and how old a contract’s newest value is', async () => {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000, current_funding: 0.0001 });
    const contract = async () =>
      (await workstation.handlers.market(asset('BTC')))!.contracts.find(
        ({ symbol }) => symbol === SYMBOL,
      );
    await vi.waitFor(async () => expect((await contract())?.mark?.value).toBe(82_100));
    const found = await contract();
    expect(found?.at).toBe(found?.mark?.at);
    expect(found).toMatchObject({ funding: { value: 0.0001 }, fundingHours: 8 });
    // 365 days of three times 8 hours.
    expect(found?.fundingPerYear).toBeCloseTo(0.0001 * 3 * 365, 12);
  });

  it('counts an index among what was heard of a venue', async () => {
    await followed();
    expect((await deribit()).age).toBeNull();
    venue.index('btc_usd', 82_000);
    await vi.waitFor(async () => expect((await deribit()).age).toBeLessThan(5_000));
  });

  it('tells in one line how the venues do that are followed', async () => {
    expect((await workstation.handlers.feeds()).followed).toEqual({
      on: 0,
      live: 0,
      worst: null,
      age: null,
    });
    await followed();
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
    await vi.waitFor(async () => expect((await deribit()).age).not.toBeNull());
    const { followed: line } = await workstation.handlers.feeds();
    // Books that were asked for are missing: it is not live.
    expect(line).toMatchObject({ on: 1, live: 0, worst: 'syncing' });
    expect(line.age).toBeLessThan(5_000);
    venue.cut();
    await vi.waitFor(async () => expect((await deribit()).lost).toBe(1));
    expect((await deribit()).lastFault).toContain('1006');
  });

  it('comes back by itself after a cut, and its figures then age', async () => {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
    venue.book(SYMBOL, 1, null, 82_000);
    await until(() => markOf(snapshots.at(-1)) === 82_100);
    venue.cut();
    await vi.waitFor(async () => expect((await deribit()).connections[0]?.lost).toBe(1));
    await vi.waitFor(async () => expect((await deribit()).connections[0]?.opened).toBe(2), {
      timeout: 10_000,
    });
    venue.book(SYMBOL, 9, null, 82_050);
    await vi.waitFor(async () => expect((await deribit()).books.live).toBeGreaterThan(0));
    expect(markOf(snapshots.at(-1))).toBe(82_100);
  });

  it('remembers what is followed, and forgets what was said when it is turned off', async () => {
    await followed();
    venue.index('btc_usd', 70_000);
    venue.ticker(SYMBOL, { mark_price: 70_123, index_price: 70_000 });
    await until(() => markOf(snapshots.at(-1)) === 70_123);
    await workstation.handlers.setFeeds(settings(false));
    expect(await deribit()).toMatchObject({ on: false, state: null });
    expect(markOf(snapshots.at(-1))).not.toBe(70_123);
    await until(() => venue.sockets().length === 0);
  });

  it('refuses addresses that are not encrypted and not of this computer', async () => {
    const { requestArguments } = await import('../../../src/main/wire/requests.ts');
    const at = (socket: string) =>
      requestArguments.setFeeds.safeParse([
        { venues: [{ id: 'deribit', on: true, endpoints: { socket } }] },
      ]).success;
    expect(at('ws://venue.test/ws')).toBe(false);
    expect(at('wss://user:pass@venue.test/ws')).toBe(false);
    expect(at('file:///etc/passwd')).toBe(false);
    expect(at('wss://venue.test/ws')).toBe(true);
    expect(at(venue.socketUrl)).toBe(true);
  });
});

describe('a recording in the place of what is live', () => {
  async function recorded(): Promise<void> {
    await followed();
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
    await until(() => markOf(snapshots.at(-1)) === 82_100);
    await goesTo(82_000, 300_000, 500);
    // What was said is written when the workstation closes, at the latest.
    workstation.close();
    const store = join(folder, 'book.crossguard');
    workstation = await openWorkstation({ store, resources, now: Date.now });
    await workstation.handlers.setFeeds(settings(false));
    pushed = [];
    snapshots = [];
    workstation.subscribe((name, value) => {
      pushed.push(name);
      if (name === 'snapshot' && value !== null && 'exposures' in value) snapshots.push(value);
    });
  }

  it('reproduces the call at the time when it was', async () => {
    await recorded();
    const [run] = await workstation.handlers.recordings();
    expect(run).toMatchObject({ venue: 'deribit' });
    const state = await workstation.handlers.openReplay({ venue: null, from: null, to: null });
    expect(state.playing).toBe(false);
    expect(await workstation.handlers.replay()).toEqual(state);
    const ended = await workstation.handlers.controlReplay({ action: 'play', speed: null });
    expect(ended?.at).toBe(state.to);
    expect(pushed).toContain('levels');
    await until(() => markOf(snapshots.at(-1)) === 300_500);
    const last = snapshots.at(-1)!;
    expect(last.accounts.find(({ venue: of }) => of === 'DERIBIT')?.level).toBe('liquidation');
    expect(last.asOf).toBeLessThanOrEqual(state.to);
    expect(venue.sockets()).toEqual([]);
  });

  it('goes to a time and shows what was known then, and gives the present back', async () => {
    await recorded();
    const before = await workstation.handlers.snapshot();
    const state = await workstation.handlers.openReplay({ venue: null, from: null, to: null });
    await workstation.handlers.controlReplay({ action: 'play', speed: null });
    await until(() => markOf(snapshots.at(-1)) === 300_500);
    await workstation.handlers.controlReplay({ action: 'seek', at: state.from });
    await until(() => markOf(snapshots.at(-1)) !== 300_500);
    expect(await workstation.handlers.controlReplay({ action: 'close' })).toBeNull();
    expect(await workstation.handlers.replay()).toBeNull();
    expect(markOf((await workstation.handlers.snapshot()) ?? undefined)).toBe(
      markOf(before ?? undefined),
    );
  });

  it('says that there is nothing to replay', async () => {
    await expect(
      (async () => workstation.handlers.openReplay({ venue: null, from: null, to: null }))(),
    ).rejects.toThrow('holds no recorded messages');
    await expect(
      (async () => workstation.handlers.controlReplay({ action: 'pause' }))(),
    ).rejects.toThrow('nothing is replayed');
  });
});

describe('surfaces of options', () => {
  it('are of the quotes in the store while no venue is followed', async () => {
    const found = await workstation.handlers.surfaces(asset('BTC'));
    expect(found?.surfaces.length).toBeGreaterThan(0);
    expect(await workstation.handlers.surfaces(asset('XRP'))).toBeNull();
  });
});
