import type { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import type { Dialect } from './dialect.ts';
import { SESSION_STEP } from './generated.ts';
import { below, seeded } from './random.ts';
import type { BookSaid, Said } from './said.ts';
import { nameOf, type Truth } from './truth.ts';

/** Whether every book of a venue is live with a client. */
export function isLive(market: VenueMarket, truth: Truth): boolean {
  const states = new Map(
    [...market.books.books].map(({ synced, ...of }) => [nameOf(of), synced.state]),
  );
  return truth.names.every((name) => states.get(name) === 'live');
}

/**
 * A change and a mark of each book, after all that was said: a last message that was lost is only told
 * by the one after it.
 *
 * @param more what was said after the session's own messages
 * @param clock the venue's
 */
export function furtherSaid(
  truth: Truth,
  { numbering }: Dialect,
  more: readonly Said[],
  clock: number,
): readonly Said[] {
  const random = seeded(more.length);
  return truth.names.flatMap((name): readonly Said[] => {
    const { market, symbol, bids, asks, last, at: lastAt } = truth.held(name);
    const before = lastOf(more, name)?.last ?? last ?? 0;
    const at = Math.max(clock, lastAt + SESSION_STEP * 50) + more.length;
    // Below every bid that there is, where nothing crosses.
    const price = ((bids[0]?.[0] ?? asks[0]?.[0] ?? 1) * (90 + below(random, 5))) / 100;
    const [best] = asks;
    const step = numbering.step === 'others' ? 3 : 1;
    const ids =
      numbering.step === 'none'
        ? { first: null, last: null, previous: null }
        : { first: before + step, last: before + step, previous: before };
    return [
      {
        kind: 'book',
        action: 'update',
        market,
        symbol,
        at,
        bids: [[price, 1 + below(random, 50)]],
        asks:
          best === undefined || numbering.single === true ? [] : [[best[0], 1 + below(random, 50)]],
        ...ids,
      },
      { kind: 'mark', market, symbol, at, mark: 1_000 + below(random, 1_000) / 7 },
    ];
  });
}

function lastOf(more: readonly Said[], name: string): BookSaid | null {
  const found = more.findLast((one) => one.kind === 'book' && nameOf(one) === name);
  return found?.kind === 'book' ? found : null;
}
