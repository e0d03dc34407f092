import {
  instrumentsOf,
  resolver,
  sorted,
  type Resolved,
  type Unpriced,
} from '../factors/resolve.ts';
import type { Book } from '../model/book.ts';
import type { MarketState } from '../model/market.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { Asset, MarginAccountId } from '../values/ids.ts';
import { lasts } from '../values/kept.ts';
import { instant, type Instant } from '../values/units.ts';

/** The positions of a book, resolved underlying by underlying as prices move. */
export type KeptPositions = {
  /** All, in the order of the book. */
  readonly all: () => Resolved;
  readonly ofAccount: (id: MarginAccountId) => Resolved;
  /** Accounts that hold any of some underlyings. */
  readonly holders: (underlyings: Iterable<Asset>) => Iterable<MarginAccountId>;
  /** Resolves what follows some underlyings anew. What stays the same remains the same object. */
  readonly resolve: (underlyings: Iterable<Asset>, market: MarketState, asOf: Instant) => void;
  /** Underlyings that were last resolved so long before, or of which a contract has expired since. */
  readonly due: (asOf: Instant, after: number) => readonly Asset[];
  /** When the underlying was resolved that was not for longest; null where nothing is held. */
  readonly oldest: () => Instant | null;
};

/** Nothing that a price or the time gives has changed. */
const same = (a: PricedPosition, b: PricedPosition): boolean =>
  a.mark === b.mark &&
  a.spot === b.spot &&
  a.forward === b.forward &&
  a.volatility === b.volatility &&
  a.years === b.years &&
  a.settlementRate === b.settlementRate &&
  a.quoteRate === b.quoteRate &&
  a.oldest === b.oldest;

/** Resolves a book and keeps it. */
export function keptPositions(
  book: Book,
  reporting: Asset,
  market: MarketState,
  first: Instant,
): KeptPositions {
  const { positions } = book;
  const instruments = instrumentsOf(book);
  const byAccount = Map.groupBy(positions.keys(), (at) => positions[at]!.account);
  const byUnderlying = new Map<Asset, number[]>();
  const expiries = new Map<Asset, Set<Instant>>();
  positions.forEach(({ instrument }, at) => {
    const of = instruments.get(instrument);
    if (of === undefined) return;
    const known = byUnderlying.get(of.underlying);
    if (known === undefined) byUnderlying.set(of.underlying, [at]);
    else known.push(at);
    if (of.expiry === null) return;
    const ends = expiries.get(of.underlying) ?? new Set();
    expiries.set(of.underlying, ends.add(of.expiry));
  });
  const outcomes = positions.map(resolver(instruments, market, reporting, first));
  const resolvedAt = new Map<Asset, Instant>([...byUnderlying.keys()].map((one) => [one, first]));
  let all: Resolved | null = null;
  return {
    all: () => (all ??= sorted(positions, outcomes)),
    ofAccount: (id) => {
      const priced: PricedPosition[] = [];
      const unpriced: Unpriced[] = [];
      for (const at of byAccount.get(id) ?? []) {
        const outcome = outcomes[at]!;
        if (outcome.ok) priced.push(outcome.value);
        else unpriced.push({ position: positions[at]!, failure: outcome.failure });
      }
      return { priced: lasts(priced), unpriced };
    },
    holders: (underlyings) => {
      const accounts = new Set<MarginAccountId>();
      for (const one of underlyings) {
        for (const at of byUnderlying.get(one) ?? []) accounts.add(positions[at]!.account);
      }
      return accounts;
    },
    resolve: (underlyings, now, asOf) => {
      all = null;
      const priced = resolver(instruments, now, reporting, asOf);
      for (const underlying of underlyings) {
        resolvedAt.set(underlying, asOf);
        for (const at of byUnderlying.get(underlying) ?? []) {
          const before = outcomes[at]!;
          const after = priced(positions[at]!);
          if (before.ok && after.ok && same(before.value, after.value)) continue;
          outcomes[at] = after;
        }
      }
    },
    due: (asOf, after) =>
      [...resolvedAt]
        .filter(([underlying, at]) => {
          if (asOf > at && asOf - at >= after) return true;
          for (const end of expiries.get(underlying) ?? []) {
            if (end > at && end <= asOf) return true;
          }
          return false;
        })
        .map(([underlying]) => underlying),
    oldest: () => {
      const times = [...resolvedAt.values()];
      return times.length === 0 ? null : instant(Math.min(...times));
    },
  };
}
