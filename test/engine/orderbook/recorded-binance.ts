import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { VenueBook } from '../../../src/engine/model/live-books.ts';
import { OrderBook } from '../../../src/engine/orderbook/order-book.ts';
import { instant } from '../../../src/engine/values/units.ts';

type Entries = readonly (readonly [string, string])[];
type Snapshot = { readonly lastUpdateId: number; readonly bids: Entries; readonly asks: Entries };
type Update = {
  /** Exchange time, ms. */
  readonly E: number;
  readonly U: number;
  readonly u: number;
  readonly pu?: number;
  readonly b: Entries;
  readonly a: Entries;
};
/** Best prices as the venue sent them beside the updates, under the update's number. */
type Best = { readonly u: number; readonly b: string; readonly a: string };
type Line = Snapshot | { readonly stream: string; readonly data: Update & Best };

export type RecordedBook = {
  /** The book at each of the times: with every update that the exchange dates no later. */
  readonly at: readonly VenueBook[];
  /** How often the venue's own best prices could be compared, and how often they were others. */
  readonly compared: number;
  readonly different: number;
};

const numbers = (of: Entries): { price: number; quantity: number }[] =>
  of.map(([price, quantity]) => ({ price: Number(price), quantity: Number(quantity) }));

/** Replays one recorded stream: `<local ns> <json>` a line, one snapshot among the updates. */
export function recordedBook(path: string, of: Instrument, times: readonly number[]): RecordedBook {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  const messages = lines.map((line): Line => JSON.parse(line.slice(line.indexOf(' ') + 1)));
  const snapshot = messages.find((one) => 'lastUpdateId' in one);
  if (snapshot === undefined || !('lastUpdateId' in snapshot)) throw new Error('no snapshot');
  const { lastUpdateId } = snapshot;
  const book = new OrderBook();
  book.replace(numbers(snapshot.bids), numbers(snapshot.asks));

  const best = new Map<number, Best>();
  const updates: Update[] = [];
  for (const one of messages) {
    if (!('stream' in one)) continue;
    if (one.stream.endsWith('@bookTicker')) best.set(one.data.u, one.data);
    if (one.stream.includes('@depth')) updates.push(one.data);
  }
  const futures = updates[0]?.pu !== undefined;
  const wanted = updates.filter(({ u }) => (futures ? u >= lastUpdateId : u > lastUpdateId));
  const next = futures ? lastUpdateId : lastUpdateId + 1;
  if (!(wanted[0]!.U <= next && wanted[0]!.u >= next)) throw new Error('not straddled');

  const at: VenueBook[] = [];
  let [compared, different] = [0, 0];
  const keep = (time: number): void => {
    at.push({ instrument: of, bids: book.bids(), asks: book.asks(), at: instant(time) });
  };
  for (const [i, update] of wanted.entries()) {
    for (const time of times.slice(at.length)) if (update.E > time) keep(time);
    const before = wanted[i - 1];
    if (before && (futures ? update.pu !== before.u : update.U !== before.u + 1)) {
      throw new Error(`update ${update.u} does not follow ${before.u}`);
    }
    book.apply(numbers(update.b), numbers(update.a));
    const sent = best.get(update.u);
    if (sent === undefined) continue;
    compared += 1;
    const same = book.bestBid?.price === Number(sent.b) && book.bestAsk?.price === Number(sent.a);
    if (!same) different += 1;
  }
  for (const time of times.slice(at.length)) keep(time);
  return { at, compared, different };
}
