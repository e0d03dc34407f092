import { venueServer, type VenueServer } from './venue-server.ts';

const notification = (channel: string, data: object): string =>
  JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });

/** Deribit on this computer: it takes subscriptions as the venue does, and says what the test wants. */
export type DeribitVenue = VenueServer & {
  /** Channels that are subscribed to. */
  readonly channels: ReadonlySet<string>;
  readonly ticker: (symbol: string, values: object) => void;
  readonly index: (name: string, price: number) => void;
  /** A book of one level a side; without `previous` a snapshot. */
  readonly book: (symbol: string, id: number, previous: number | null, bid: number) => void;
  /** A snapshot of a book of many levels, `['new', price, amount]`, best first. */
  readonly whole: (
    symbol: string,
    id: number,
    bids: readonly Level[],
    asks: readonly Level[],
  ) => void;
};

type Level = readonly [action: string, price: number, amount: number];

/** @param now the venue's clock */
export async function deribitVenue(now: () => number): Promise<DeribitVenue> {
  const channels = new Set<string>();
  const server = await venueServer({
    onText: (text, socket) => {
      const { id, method, params } = JSON.parse(text);
      if (method === 'public/subscribe') {
        for (const channel of params.channels) channels.add(channel);
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: params.channels }));
      } else if (method === 'public/unsubscribe') {
        for (const channel of params.channels) channels.delete(channel);
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: params.channels }));
      } else socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: 'ok' }));
    },
    onRequest: () => ({ status: 200, body: '{"jsonrpc":"2.0","result":[]}' }),
  });
  return {
    ...server,
    channels,
    ticker: (symbol, values) => {
      const data = { instrument_name: symbol, timestamp: now(), state: 'open', ...values };
      server.send(notification(`ticker.${symbol}.100ms`, data));
    },
    index: (name, price) => {
      const data = { index_name: name, timestamp: now(), price };
      server.send(notification(`deribit_price_index.${name}`, data));
    },
    book: (symbol, id, previous, bid) => {
      server.send(
        notification(`book.${symbol}.100ms`, {
          type: previous === null ? 'snapshot' : 'change',
          timestamp: now(),
          instrument_name: symbol,
          change_id: id,
          ...(previous === null ? {} : { prev_change_id: previous }),
          bids: [['new', bid, 100_000]],
          asks: [['new', bid + 100, 100_000]],
        }),
      );
    },
    whole: (symbol, id, bids, asks) => {
      server.send(
        notification(`book.${symbol}.100ms`, {
          type: 'snapshot',
          timestamp: now(),
          instrument_name: symbol,
          change_id: id,
          bids,
          asks,
        }),
      );
    },
  };
}
