import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedVenue } from '../../../src/engine/contract/feeds.ts';
import type { ExposureRow, RiskSnapshot } from '../../../src/engine/contract/snapshot.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { network } from '../../../src/main/feeds/connection/network.ts';
import type { Surroundings } from '../../../src/main/feeds/connection/surroundings.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';
import { connectGuard, type ConnectGuard } from '../../support/connect-guard.ts';
import { deribitVenue, type DeribitVenue } from '../../support/deribit-venue.ts';
import { venueServer, type VenueServer } from '../../support/venue-server.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const SYMBOL = 'BTC-PERPETUAL';
/** How many times faster than the wall's clock the workstation and its venue live. */
const FASTER = 20;
const SILENCE = 30_000;
const MINUTES = 60_000;
/** Messages of each kind. */
const BURST = 2_000;

let folder: string;
let guard: ConnectGuard;
let venue: DeribitVenue;
let workstation: Workstation;
let pushed: string[];
let snapshots: RiskSnapshot[];
let said: string[];
/** Milliseconds by which our clock is set. */
let setBy: number;
/** Milliseconds asleep: time that the wall's clock counts, of venue and computer, and nothing else. */
let asleep: number;

const started = performance.now();
const began = Date.now();
const elapsed = (): number => (performance.now() - started) * FASTER;
const venueNow = (): number => Math.floor(began + elapsed() + asleep);
const around: Surroundings = {
  ...network,
  random: () => 0.1,
  elapsed,
  now: () => instant(venueNow() + setBy),
  after: (milliseconds, call) => network.after(milliseconds / FASTER, call),
};

beforeEach(async () => {
  setBy = 0;
  asleep = 0;
  guard = connectGuard();
  said = [];
  for (const word of ['log', 'warn', 'error', 'info', 'debug'] as const) {
    vi.spyOn(console, word).mockImplementation((...words) => {
      said.push(words.map(String).join(' '));
    });
  }
  folder = mkdtempSync(join(tmpdir(), 'crossguard-faults-'));
  venue = await deribitVenue(venueNow);
  workstation = await openWorkstation({
    store: join(folder, 'book.crossguard'),
    keys: join(folder, 'keys.json'),
    resources,
    now: around.now,
    around,
  });
  await workstation.handlers.loadSample();
  pushed = [];
  snapshots = [];
  workstation.subscribe((name, value) => {
    pushed.push(JSON.stringify([name, value]));
    if (name === 'snapshot' && value !== null && 'exposures' in value) snapshots.push(value);
  });
});

afterEach(async () => {
  workstation.close();
  await venue.close();
  rmSync(folder, { recursive: true, force: true });
  // Nothing of a workstation that follows a venue of this computer leaves this computer.
  expect(guard.all()).toBeGreaterThan(0);
  expect(guard.outside).toEqual([]);
  vi.restoreAllMocks();
});

const follow = (id: string, endpoints: Readonly<Record<string, string>>) =>
  workstation.handlers.setFeeds({ venues: [{ id, on: true, endpoints }] });

const deribit = async (): Promise<FeedVenue> => {
  const { venues } = await workstation.handlers.feeds();
  return venues.find(({ id }) => id === 'deribit')!;
};

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 25_000, interval: 5 });

const rowOf = (snapshot: RiskSnapshot | undefined): ExposureRow | undefined =>
  snapshot?.exposures.find(({ instrument }) => instrument === `${SYMBOL}.DERIBIT`);
const markNow = (): number | null => rowOf(snapshots.at(-1))?.mark ?? null;
const ageNow = (): number => rowOf(snapshots.at(-1))?.age ?? Number.NaN;

function say(mark: number, index: number): void {
  venue.index('btc_usd', index);
  venue.ticker(SYMBOL, { mark_price: mark, index_price: index });
}

async function followed(): Promise<void> {
  await follow('deribit', { socket: venue.socketUrl, rest: venue.url });
  await until(() => venue.channels.has(`ticker.${SYMBOL}.100ms`));
}

describe('a workstation whose feeds fail', () => {
  // F3. Without `#look` the state stays live for ever.
  it('shows within twice the silence that nothing comes, and figures that age', async () => {
    await followed();
    say(82_100, 82_000);
    venue.book(SYMBOL, 1, null, 82_000);
    await until(() => markNow() === 82_100);
    // The cable falls: what the venue is sent is read by nobody, and nobody answers.
    for (const socket of venue.sockets()) socket.pause();
    const from = elapsed();
    const states: string[] = [];
    await vi.waitFor(
      async () => {
        const { connections } = await deribit();
        states.push(connections[0]!.state);
        expect(states).toContain('stale');
      },
      { timeout: 10_000, interval: 5 },
    );
    expect(elapsed() - from).toBeLessThan(2 * SILENCE);
    const { bids } = (await workstation.handlers.market(asset('BTC')))!.ladder;
    expect(bids).toEqual([]);
    expect((await deribit()).books.live).toBe(0);
    await until(() => ageNow() >= SILENCE);
    expect(markNow()).toBe(82_100);
    const { oldestPrice } = snapshots.at(-1)!.overview;
    expect(snapshots.at(-1)!.asOf - oldestPrice!).toBeGreaterThanOrEqual(SILENCE);
  });

  // F8. Without `markFault` the figure jumps to ten times.
  it.each([10, 0.1])(
    'keeps what is %d times as much out of every figure, and ages what was before',
    async (by) => {
      await followed();
      say(82_100, 82_000);
      await until(() => markNow() === 82_100);
      const lie = setInterval(() => {
        venue.index('btc_usd', 82_000);
        venue.ticker(SYMBOL, { mark_price: 82_000 * by, index_price: 82_000 });
      }, 20);
      try {
        const count = snapshots.length;
        await until(() => ageNow() > 5_000);
        expect(snapshots.slice(count).map((one) => rowOf(one)?.mark)).toEqual(
          snapshots.slice(count).map(() => 82_100),
        );
      } finally {
        clearInterval(lie);
      }
      const view = await workstation.handlers.market(asset('BTC'));
      expect(view?.contracts.find(({ symbol }) => symbol === SYMBOL)?.fenced).toContain(
        String(82_000 * by),
      );
      say(82_200, 82_000);
      await until(() => markNow() === 82_200);
    },
  );

  it.each(['mark_price', 'index_price'])(
    'keeps and ages what is known where %s is no longer said',
    async (name) => {
      await followed();
      say(82_100, 82_000);
      await until(() => markNow() === 82_100);
      const rest = {
        mark_price: 82_100,
        index_price: 82_000,
        [name]: undefined,
        best_bid_price: 82_000,
      };
      venue.ticker(SYMBOL, rest);
      venue.ticker(SYMBOL, { ...rest, [name]: null });
      venue.ticker(SYMBOL, { ...rest, [name]: 0 });
      await until(() => ageNow() > 3_000);
      expect(markNow()).toBe(82_100);
    },
  );

  // F7. Without `#watchClock` the mark stays as it was until the clock has caught up, with ages below 0.
  it.each([-5 * MINUTES, 5 * MINUTES])(
    'shows the next mark after our clock was set by %d ms, and no age below 0',
    async (by) => {
      await followed();
      say(82_100, 82_000);
      await until(() => markNow() === 82_100);
      setBy = by;
      const count = snapshots.length;
      // A clock that was set forward may have slept: the connection begins anew.
      await until(() => {
        say(82_300, 82_000);
        return markNow() === 82_300;
      });
      await until(() => ageNow() < 10_000);
      const later = snapshots
        .slice(count)
        .filter(({ asOf }) => asOf >= venueNow() + by - 2 * MINUTES);
      for (const one of later) expect(rowOf(one)!.age ?? 0).toBeGreaterThanOrEqual(0);
    },
  );

  // Without the one tick that waits (`LiveLoop.touch`) each message is a tick of its own.
  it('shows the last of a burst of thousands of messages with few snapshots, and has all of its changes', async () => {
    await followed();
    say(82_100, 82_000);
    venue.book(SYMBOL, 1, null, 82_000);
    await until(() => markNow() === 82_100);
    const [count, frames] = [snapshots.length, (await deribit()).frames];
    for (let i = 1; i <= BURST; i++) {
      say(82_100 + i / 100, 82_000);
      venue.book(SYMBOL, i + 1, i, 82_000);
    }
    await until(() => markNow() === 82_100 + BURST / 100);
    expect(snapshots.length - count).toBeLessThan(BURST / 10);
    await vi.waitFor(async () =>
      expect((await deribit()).frames).toBeGreaterThanOrEqual(frames + 3 * BURST),
    );
    const state = await deribit();
    expect([state.gaps, state.faults]).toEqual([0, 0]);
    expect(state.books.live).toBe(1);
  });

  it('shows no book after eight hours asleep until the venue sent it anew', async () => {
    await followed();
    say(82_100, 82_000);
    venue.book(SYMBOL, 1, null, 82_000);
    await vi.waitFor(async () => expect((await deribit()).books.live).toBe(1));
    asleep = 8 * 60 * MINUTES;
    await vi.waitFor(async () => expect((await deribit()).connections[0]!.lost).toBe(1));
    expect((await deribit()).books.live).toBe(0);
    await until(() => ageNow() >= 8 * 60 * MINUTES);
    await vi.waitFor(async () => expect((await deribit()).connections[0]!.opened).toBe(2));
    venue.book(SYMBOL, 9, null, 82_010);
    await vi.waitFor(async () => expect((await deribit()).books.live).toBe(1));
  });
});

describe('secrets of a workstation that follows accounts', () => {
  const KEY = 'CANARYkeyCANARYkeyCANARYkey';
  const SECRET = 'CANARYsecretCANARYsecretCANARY';
  const PASSPHRASE = 'CANARY passphrase CANARY';
  let server: VenueServer;

  afterEach(() => server.close());

  /** Everything that a workstation writes or tells. */
  const written = (): readonly (readonly [string, string])[] => [
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one): readonly [string, string] => {
        const path = join(one.parentPath, one.name);
        return [path, readFileSync(path, 'latin1')];
      }),
    ['what was pushed', pushed.join('\n')],
    ['what was said', said.join('\n')],
  ];

  it.each([
    ['refuses by name', 400, `{"code":-2015,"msg":"Invalid API-key ${KEY}, ${SECRET}"}`],
    ['is down', 503, `<html>${KEY}</html>`],
    ['answers nonsense', 200, `{"echo":"${SECRET}"}`],
    ['answers no JSON', 200, SECRET],
  ])('are in no file, push or word where the venue %s', async (_, status, body) => {
    server = await venueServer({
      onText: (text, socket) =>
        socket.send(JSON.stringify({ result: null, id: JSON.parse(text).id })),
      onRequest: ({ url = '' }) =>
        url.startsWith('/api/v3/time')
          ? { status: 200, body: `{"serverTime":${venueNow()}}` }
          : url.startsWith('/sapi') && status === 200
            ? { status: 200, body: '{"ipRestrict":false,"enableReading":true}' }
            : url.includes('signature=')
              ? { status, body }
              : { status: 200, body: '{}' },
    });
    const { url, socketUrl } = server;
    await follow('binance', {
      spotSocket: socketUrl,
      spotRest: url,
      usdmPublicSocket: socketUrl,
      usdmMarketSocket: socketUrl,
      usdmRest: url,
      coinmSocket: socketUrl,
      coinmRest: url,
      optionsPublicSocket: socketUrl,
      optionsMarketSocket: socketUrl,
      optionsRest: url,
      portfolioRest: url,
    });
    await workstation.handlers.openKeys(PASSPHRASE);
    const fields = { 'API key': KEY, 'secret key': SECRET, key: KEY, secret: SECRET };
    const { venues } = await workstation.handlers.feeds();
    const names = venues.find(({ id }) => id === 'binance')!.keyFields!;
    const typed = Object.fromEntries(names.map(({ name }, i) => [name, i === 0 ? KEY : SECRET]));
    await workstation.handlers.addKey({
      venue: 'binance',
      account: 'main',
      fields: { ...fields, ...typed },
    });
    await until(() => server.requested.some((path) => path.includes('signature=')));
    await vi.waitFor(
      async () => {
        const [account] = (await workstation.handlers.feeds()).accounts;
        expect(account?.fault ?? null).not.toBeNull();
      },
      { timeout: 25_000 },
    );
    pushed.push(JSON.stringify(await workstation.handlers.feeds()));
    await new Promise((done) => setTimeout(done, 200));
    for (const [where, text] of written()) {
      for (const secret of [KEY, SECRET, PASSPHRASE, 'CANARY']) {
        expect(text.includes(secret), `${where} holds "${secret}"`).toBe(false);
      }
    }
    // The signature of a request opens nothing by itself, and is nowhere either.
    const signatures = server.requested.flatMap((path) => /signature=(\w+)/.exec(path)?.[1] ?? []);
    for (const [where, text] of written()) {
      expect(
        signatures.filter((one) => text.includes(one)),
        where,
      ).toEqual([]);
    }
  });
});
