import { deribitVenue, type DeribitVenue } from './deribit-venue.ts';
import { venueServer, type VenueServer } from './venue-server.ts';

/** OKX on this computer: it takes subscriptions as the venue does, and says the indexes that the test wants. */
type OkxIndexes = VenueServer & {
  /** `BTC-USD`, `BTC-USDT`. */
  readonly index: (name: string, price: number) => void;
  /** A whole book of one level a side, in contracts. */
  readonly book: (
    symbol: string,
    bid: readonly [price: number, contracts: number],
    ask: readonly [price: number, contracts: number],
  ) => void;
};

async function okxIndexes(now: () => number): Promise<OkxIndexes> {
  const server = await venueServer({
    onText: (text, socket) => {
      if (text === 'ping') {
        socket.send('pong');
        return;
      }
      const { op, args } = JSON.parse(text);
      for (const arg of args) socket.send(JSON.stringify({ event: op, arg, connId: 'a4d3ae55' }));
    },
    onRequest: () => ({ status: 200, body: '{"code":"0","msg":"","data":[]}' }),
  });
  let sequence = 0;
  return {
    ...server,
    book: (instId, bid, ask) => {
      sequence++;
      const rows = ([price, held]: readonly [number, number]) => [
        [String(price), String(held), '0', '1'],
      ];
      const data = {
        asks: rows(ask),
        bids: rows(bid),
        ts: String(now()),
        checksum: 0,
        seqId: sequence,
        prevSeqId: -1,
      };
      server.send(
        JSON.stringify({ arg: { channel: 'books', instId }, action: 'snapshot', data: [data] }),
      );
    },
    index: (instId, price) => {
      const row = { instId, idxPx: String(price), ts: String(now()) };
      server.send(JSON.stringify({ arg: { channel: 'index-tickers', instId }, data: [row] }));
    },
  };
}

/** A middle of 82,000 dollars, in steps of 10 away from it, larger the farther. */
const levels = (away: 1 | -1, middle: number): readonly (readonly [string, number, number])[] =>
  Array.from({ length: 40 }, (_, at) => ['new', middle + away * (5 + 10 * at), 20_000 * (at + 1)]);

/** Two venues that say enough of the sample book for every pane of the Market view. */
export type MarketVenues = {
  readonly deribit: DeribitVenue;
  readonly okx: OkxIndexes;
  /** Everything once: indexes, tickers, the book of BTC-PERPETUAL; all at prices about `middle`. */
  readonly say: (middle: number) => void;
  readonly close: () => Promise<void>;
};

export async function marketVenues(now: () => number): Promise<MarketVenues> {
  const deribit = await deribitVenue(now);
  const okx = await okxIndexes(now);
  return {
    deribit,
    okx,
    say: (middle) => {
      deribit.index('btc_usd', middle);
      okx.index('BTC-USD', middle + 8);
      okx.index('BTC-USDT', middle - 12);
      deribit.ticker('BTC-PERPETUAL', {
        mark_price: middle + 20,
        index_price: middle,
        best_bid_price: middle - 5,
        best_bid_amount: 20_000,
        best_ask_price: middle + 5,
        best_ask_amount: 20_000,
        last_price: middle + 5,
        open_interest: 912_345_670,
        current_funding: 0.000_012,
        funding_8h: 0.000_085,
      });
      deribit.ticker('BTC-26MAR27', {
        mark_price: middle + 900,
        index_price: middle,
        best_bid_price: middle + 890,
        best_bid_amount: 5_000,
        best_ask_price: middle + 910,
        best_ask_amount: 5_000,
        open_interest: 81_234_560,
      });
      deribit.ticker('BTC-25DEC26-75000-P', {
        mark_price: 0.0122,
        mark_iv: 48.21,
        index_price: middle,
        underlying_price: middle + 300,
        best_bid_price: 0.0115,
        best_bid_amount: 12,
        best_ask_price: 0.0125,
        best_ask_amount: 8,
        bid_iv: 47.1,
        ask_iv: 49,
        open_interest: 1_234.5,
      });
      deribit.whole('BTC-PERPETUAL', 1, levels(-1, middle), levels(1, middle));
    },
    close: async () => {
      await deribit.close();
      await okx.close();
    },
  };
}
