import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { OKX_MARKET } from '../../../../src/main/imports/okx/names.ts';
import { chain, tampered, type Link, type Numbering, type Pair } from '../probes/chains.ts';
import { frameOf } from '../probes/frames.ts';

/** Ids go up by any step; after maintenance they begin lower, in a change that names the id before. */
const numbering: Numbering = { step: (by) => by, restart: 3, wholeAtRestart: false };

const rows = (pairs: readonly Pair[]) =>
  pairs.map(([price, size]) => [String(price), String(size), '0', '1']);

const text = ({ whole, bids, asks, id, previous, at }: Link): string =>
  JSON.stringify({
    arg: { channel: 'books', instId: 'X' },
    action: whole ? 'snapshot' : 'update',
    data: [{ bids: rows(bids), asks: rows(asks), ts: String(at), checksum: 0, seqId: id, prevSeqId: whole ? -1 : previous }],
  }); // prettier-ignore

/** Takes all; a book that is shown must be one that the venue had, whole. */
function checked(sent: readonly Link[], all: readonly Link[]): VenueMarket {
  const market = new VenueMarket(okxFeed);
  for (const link of sent) {
    market.take(frameOf(text(link)));
    const book = market.books.book(OKX_MARKET, 'X');
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

describe('a book of OKX', () => {
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
