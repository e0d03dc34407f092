import { beforeEach, describe, expect, it } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { Budget } from '../../../../src/main/feeds/connection/budget.ts';
import { Connection } from '../../../../src/main/feeds/connection/connection.ts';
import { Requests } from '../../../../src/main/feeds/connection/requests.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import type { ConnectionPlan } from '../../../../src/main/feeds/venue-feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { VirtualWorld, type VenueSide } from '../../../support/virtual-world.ts';

const DERIBIT = market('DERIBIT');
const SYMBOL = 'BTC-PERPETUAL';

/** A book message of Deribit: a snapshot without `previous`. */
const book = (id: number, previous: number | null, bid: number): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    method: 'subscription',
    params: {
      channel: `book.${SYMBOL}.100ms`,
      data: {
        type: previous === null ? 'snapshot' : 'change',
        timestamp: 1_790_000_000_000 + id,
        instrument_name: SYMBOL,
        change_id: id,
        ...(previous === null ? {} : { prev_change_id: previous }),
        bids: [['new', bid, 10]],
        asks: [['new', 200, 10]],
      },
    },
  });

let world: VirtualWorld;
let venue: VenueMarket;
let connection: Connection;
let plan: ConnectionPlan;

const side = (): VenueSide => world.sockets.at(-1)!;
const calls = (of: VenueSide): readonly string[] =>
  of.sent.map((text) => String(JSON.parse(text).method));

function connect(change: Partial<ConnectionPlan> = {}): void {
  const [deribit] = deribitFeed.connections(
    { instruments: [{ market: DERIBIT, symbol: SYMBOL, book: true }], assets: [] },
    {},
  );
  // Lists that are asked for are tried by themselves below.
  plan = { ...deribit!, polls: [], ...change };
  venue = new VenueMarket(deribitFeed);
  connection = new Connection({
    plan,
    market: venue,
    requests: new Requests(plan.limits.requests, world.around),
    connections: new Budget(plan.limits.connections),
    around: world.around,
    onFrame: () => undefined,
    onState: () => undefined,
  });
}

beforeEach(() => {
  world = new VirtualWorld();
});

describe('Connection', () => {
  it('goes from connecting by syncing to live, and shows the book then', async () => {
    connect();
    expect(connection.health.state).toBe('connecting');
    await world.pass(10);
    expect(connection.health.state).toBe('syncing');
    expect(calls(side())).toEqual(['public/set_heartbeat', 'public/subscribe']);
    side().text(book(1, null, 100));
    expect(connection.health.state).toBe('live');
    expect(venue.books.book(DERIBIT, SYMBOL)?.book.bestBid?.price).toBe(100);
  });

  it('answers the venue’s test request, or it would be cut', async () => {
    connect();
    await world.pass(10);
    side().text('{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}}');
    await world.pass(1_000);
    expect(calls(side()).at(-1)).toBe('public/test');
  });

  it('withdraws a book at a gap, subscribes anew and is live again with the snapshot', async () => {
    connect();
    await world.pass(10);
    side().text(book(1, null, 100));
    side().text(book(3, 2, 101));
    expect(connection.health.state).toBe('resync');
    expect(venue.books.book(DERIBIT, SYMBOL)?.book.size).toBe(0);
    await world.pass(2_000);
    expect(calls(side()).slice(-2)).toEqual(['public/unsubscribe', 'public/subscribe']);
    side().text(book(5, null, 102));
    expect(connection.health.state).toBe('live');
    expect(venue.books.gaps).toMatchObject([
      { symbol: SYMBOL, reason: 'message 2 does not follow 1' },
    ]);
    expect(venue.books.gaps[0]?.until).not.toBeNull();
  });

  it('asks again for a book that does not come', async () => {
    connect();
    await world.pass(10);
    side().text('{"jsonrpc":"2.0","id":2,"result":["book.BTC-PERPETUAL.100ms"]}');
    await world.pass(9_000);
    expect(calls(side())).not.toContain('public/unsubscribe');
    await world.pass(4_000);
    expect(calls(side()).slice(-2)).toEqual(['public/unsubscribe', 'public/subscribe']);
  });

  it('dials anew where the venue confirms nothing of what it was asked', async () => {
    connect();
    await world.pass(10);
    side().text('{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"heartbeat"}}');
    await world.pass(10_500);
    expect(world.sockets).toHaveLength(1);
    await world.pass(2_000);
    expect(world.sockets[0]!.isClosed()).toBe(true);
    expect(world.sockets).toHaveLength(2);
    expect(connection.health.lastFault).toBe('the venue does not answer what it is asked');
  });

  it('is stale when the socket is open and silent, then cut and dialled again (half-open socket)', async () => {
    connect();
    await world.pass(10);
    side().text(book(1, null, 100));
    await world.pass(plan.silence + 2_000);
    expect(connection.health.state).toBe('stale');
    expect(world.sockets).toHaveLength(1);
    await world.pass(plan.silence + 61_000);
    expect(world.sockets.length).toBeGreaterThan(1);
    expect(world.sockets[0]!.isClosed()).toBe(true);
    expect(venue.books.book(DERIBIT, SYMBOL)?.state).toBe('withdrawn');
  });

  it('shows no book after the connection ended, and the venue’s anew after it is back', async () => {
    connect();
    await world.pass(10);
    side().text(book(1, null, 100));
    side().end('cut');
    expect(connection.health).toMatchObject({ state: 'connecting', lost: 1, lastFault: 'cut' });
    expect(venue.books.book(DERIBIT, SYMBOL)?.state).toBe('withdrawn');
    await world.pass(1_000);
    expect(calls(side())).toEqual(['public/set_heartbeat', 'public/subscribe']);
    // What the old socket still had in hand changes nothing.
    world.sockets[0]!.text(book(2, 1, 50));
    side().text(book(9, null, 103));
    expect(connection.health.state).toBe('live');
    expect(venue.books.book(DERIBIT, SYMBOL)?.book.bestBid?.price).toBe(103);
  });

  it('waits longer after each failure, by chance within the bound, and never beyond a minute', async () => {
    world.onDial = (of) => of.end('refused');
    world.random = () => 0.999;
    connect();
    await world.pass(600_000);
    const waits = world.dials.slice(1).map((at, i) => at - world.dials[i]!);
    expect(waits.slice(0, 4)).toEqual([499, 999, 1_998, 3_996]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    // Without a wait there would be an attempt every moment: a storm.
    expect(world.dials.length).toBeLessThan(25);
  });

  it('stays within the venue’s allowance of attempts and of messages, whatever fails (a simulated hour)', async () => {
    world.onDial = (of) => of.end('refused');
    world.random = () => 0;
    connect({
      limits: {
        ...deribitFeed.connections(wanted, {})[0]!.limits,
        connections: { most: 5, per: 60_000 },
      },
    });
    await world.pass(3_600_000);
    expect(world.dials.length).toBeGreaterThan(60);
    expect(mostWithin(world.dials, 60_000)).toBeLessThanOrEqual(5);
  });

  it('does not storm the venue when a book is lost at every message', async () => {
    connect();
    await world.pass(10);
    for (let i = 0; i < 600; i++) {
      side().text(book(10 * i + 1, null, 100));
      side().text(book(10 * i + 5, 10 * i + 3, 100));
      await world.pass(100);
    }
    const asked = calls(side()).filter((one) => one === 'public/unsubscribe').length;
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThan(20);
    expect(mostWithin(world.sentAt, 1_000)).toBeLessThanOrEqual(plan.limits.messages.most);
  });

  it('counts everything as lost after the computer slept', async () => {
    connect();
    await world.pass(10);
    side().text(book(1, null, 100));
    world.sleep(8 * 3_600_000);
    await world.pass(5_000);
    expect(venue.books.book(DERIBIT, SYMBOL)?.state).not.toBe('live');
    expect(connection.health.lastFault).toBe('this computer slept');
    await world.pass(3_000);
    side().text(book(9, null, 103));
    expect(connection.health.state).toBe('live');
  });

  it('holds a book in doubt after a text that is no message, and lets the next one prove it', async () => {
    connect();
    await world.pass(10);
    side().text(book(1, null, 100));
    side().text('{"jsonrpc":"2.0","method":"subscr');
    expect(venue.books.book(DERIBIT, SYMBOL)?.state).toBe('doubtful');
    expect(venue.counts.faults).toBe(1);
    side().text(book(2, 1, 101));
    expect(venue.books.book(DERIBIT, SYMBOL)?.state).toBe('live');
    expect(world.sockets).toHaveLength(1);
  });

  it('says nothing more once it is stopped', async () => {
    connect();
    await world.pass(10);
    const socket = side();
    connection.stop();
    expect(socket.isClosed()).toBe(true);
    await world.pass(600_000);
    expect(world.sockets).toHaveLength(1);
    expect(connection.health.state).toBe('stopped');
  });
});

const wanted = { instruments: [{ market: DERIBIT, symbol: SYMBOL, book: true }], assets: [] };

/** The most of some times that lie within any span. */
function mostWithin(times: readonly number[], span: number): number {
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + span).length),
  );
}

describe('Requests', () => {
  const limits = { most: 10, per: 1_000 };
  const asked = { url: 'https://venue.test/depth', body: null, weight: 1 };

  it('honours the wait that a venue asks for with 429, and then goes on', async () => {
    const requests = new Requests(limits, world.around);
    const answers: (string | null)[] = [];
    world.answer = () =>
      world.requests.length === 1
        ? { status: 429, text: '', retryAfter: 7_000 }
        : { status: 200, text: '{}', retryAfter: null };
    requests.ask(asked, (text) => answers.push(text));
    await world.pass(100);
    requests.ask(asked, (text) => answers.push(text));
    await world.pass(6_800);
    expect(answers).toEqual([null]);
    await world.pass(500);
    expect(answers).toEqual([null, '{}']);
    expect(world.requests.map(({ at }) => at)).toEqual([0, 7_000]);
  });

  it('never spends more than the allowance, heavy and light requests mixed', async () => {
    const requests = new Requests(limits, world.around);
    world.answer = () => ({ status: 200, text: '{}', retryAfter: null });
    const spent: { at: number; weight: number }[] = [];
    for (let i = 0; i < 60; i++) {
      const weight = 1 + (i % 4);
      requests.ask({ ...asked, weight }, () => spent.push({ at: world.elapsed, weight }));
    }
    await world.pass(60_000);
    expect(spent).toHaveLength(60);
    for (const { at } of spent) {
      const within = spent.filter((one) => one.at >= at && one.at < at + limits.per);
      expect(within.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(limits.most);
    }
  });

  it('tells why there is no answer, and waits after each failure', async () => {
    const requests = new Requests(limits, world.around);
    world.random = () => 0.999;
    const whys: string[] = [];
    const again = (): void =>
      requests.ask(asked, (_, why) => {
        whys.push(why);
        if (whys.length < 5) again();
      });
    again();
    await world.pass(60_000);
    expect(new Set(whys)).toEqual(new Set(['no answer']));
    const times = world.requests.map(({ at }) => at);
    expect(times.slice(1).map((at, i) => at - times[i]!)).toEqual([499, 999, 1_998, 3_996]);
  });

  it('dials anew before the venue ends the socket', async () => {
    connect({ life: 60_000, silence: 1_000_000 });
    await world.pass(10);
    side().text(book(1, null, 100));
    expect(world.sockets).toHaveLength(1);
    await world.pass(59_000);
    expect(world.sockets).toHaveLength(1);
    await world.pass(10_000);
    expect(world.sockets).toHaveLength(2);
    expect(connection.health).toMatchObject({ opened: 2, lost: 1 });
    expect(connection.health.lastFault).toContain('renewed');
  });
});
