import { expect, test } from 'vitest';
import { market } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type {
  SocketListener,
  Surroundings,
} from '../../../../src/main/feeds/connection/surroundings.ts';
import type { VenueFeed } from '../../../../src/main/feeds/venue-feed.ts';
import { VenueSession } from '../../../../src/main/feeds/venue-session.ts';
import { plainFeed, start } from './session.ts';

const book = { market: market('PLAIN'), symbol: 'A' };
const plenty = { most: 100, per: 1_000 };

const feed: VenueFeed = {
  ...plainFeed,
  connections: () => [
    {
      name: 'public',
      url: 'wss://plain/ws',
      opening: [],
      beat: null,
      silence: 10_000,
      answer: () => null,
      books: [book],
      renew: () => [],
      snapshot: () => null,
      polls: [],
      limits: { connections: plenty, messages: plenty, requests: plenty },
    },
  ],
};

test('a tap hears of a message before its market takes it, and of an end before the books go', () => {
  const listeners: SocketListener[] = [];
  const around: Surroundings = {
    now: () => instant(start),
    elapsed: () => 0,
    random: () => 0.5,
    after: () => () => undefined,
    open: (_, listener) => {
      listeners.push(listener);
      return { send: () => undefined, close: () => undefined };
    },
    request: () => Promise.reject(new Error('nobody is asked')),
  };
  const heard: unknown[] = [];
  const session = new VenueSession({
    feed,
    endpoints: {},
    around,
    tap: {
      arriving: (of, { text, endpoint }) => heard.push([of.counts.frames, endpoint, text]),
      lost: (of, lost) => heard.push([of.books.book(book.market, 'A')?.state, lost]),
    },
    onFrame: () => undefined,
    onState: () => undefined,
  });
  session.follow({ instruments: [], assets: [] });
  const [socket] = listeners;
  socket!.opened();
  const snapshot = {
    kind: 'book',
    ...book,
    at: start,
    action: 'snapshot',
    bids: [],
    asks: [],
    first: null,
    last: 1,
    previous: null,
    checksum: null,
  };
  socket!.text('[]');
  socket!.text(JSON.stringify([snapshot]));
  socket!.ended('cut');
  session.stop();
  session.stop();
  const ended = (reason: string): object => ({
    endpoint: 'wss://plain/ws',
    books: [book],
    reason,
    at: start,
  });
  expect(heard).toEqual([
    [0, 'wss://plain/ws', '[]'],
    [1, 'wss://plain/ws', JSON.stringify([snapshot])],
    ['live', ended('the connection ended: cut')],
    ['withdrawn', ended('it was stopped')],
  ]);
});
