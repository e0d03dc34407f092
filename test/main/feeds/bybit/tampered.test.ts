import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { BYBIT_INVERSE } from '../../../../src/main/imports/bybit/markets.ts';
import { chain, tampered, type Link, type Numbering, type Pair } from '../probes/chains.ts';
import { frameOf } from '../probes/frames.ts';

/** Ids go up by one; after a restart they begin at 1, with a snapshot. */
const numbering: Numbering = { step: () => 1, restart: 1, wholeAtRestart: true };

const rows = (pairs: readonly Pair[]) =>
  pairs.map(([price, size]) => [String(price), String(size)]);

const text = ({ whole, bids, asks, id, at }: Link): string =>
  JSON.stringify({
    topic: 'orderbook.200.BTCUSD',
    type: whole ? 'snapshot' : 'delta',
    ts: at,
    data: { s: 'BTCUSD', b: rows(bids), a: rows(asks), u: id, seq: 1 },
  });

/** Takes all; a book that is shown must be one that the venue had, whole. */
function checked(sent: readonly Link[], all: readonly Link[]): VenueMarket {
  const market = new VenueMarket(bybitFeed);
  for (const link of sent) {
    market.take(frameOf(text(link)));
    const book = market.books.book(BYBIT_INVERSE, 'BTCUSD');
    if (book?.state !== 'live') continue;
    const shown = all.find(({ at }) => at === book.at);
    expect(book.book.bids().map(({ price, quantity }) => [price, quantity])).toEqual(
      shown?.after.bids,
    );
    expect(book.book.asks().map(({ price, quantity }) => [price, quantity])).toEqual(
      shown?.after.asks,
    );
  }
  return market;
}

describe('a book of Bybit', () => {
  it('is never live and wrong, whatever is lost, doubled, swapped, replayed or late', () => {
    fc.assert(
      fc.property(tampered(numbering), (sent) => void checked(sent, sent)),
      { numRuns: 1000 },
    );
  });

  it('is asked for anew only where something was lost', () => {
    fc.assert(
      fc.property(chain(numbering), (links) => {
        const market = checked(links.flatMap((link) => [link, link]), links);
        expect([market.books.gapCount, market.counts.faults]).toEqual([0, 0]);
      }),
    ); // prettier-ignore
  });
});
