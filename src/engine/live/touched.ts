import type { Instrument } from '../model/instrument.ts';
import type { Book } from '../model/book.ts';
import { underlyingOf } from '../model/market.ts';
import { instrumentsOf } from '../factors/resolve.ts';
import type { Asset, InstrumentId, MarginAccountId } from '../values/ids.ts';
import type { MarketChanges } from './market-changes.ts';

/** What new quotes change the value of. */
export type Touched = {
  /** Underlyings with a position whose value depends on a quote that changed. */
  readonly underlyings: ReadonlySet<Asset>;
  /** Accounts with a balance whose price changed; those of the underlyings are not among them. */
  readonly holders: ReadonlySet<MarginAccountId>;
};

function added<K, V>(into: Map<K, Set<V>>, key: K, value: V): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, new Set([value]));
  else known.add(value);
}

/**
 * Finds what quotes touch in a book. The price of an asset touches what follows it, is quoted in it or settles
 * in it, and every account that holds it. Contracts of one underlying share its forwards, so one that is
 * touched touches them all.
 */
export function touchedBy(book: Book): (changes: MarketChanges) => Touched {
  const followers = new Map<Asset, Set<Asset>>();
  const owners = new Map<Asset, Set<MarginAccountId>>();
  const held = new Map<InstrumentId, Instrument>();
  const instruments = instrumentsOf(book);
  for (const { instrument } of book.positions) {
    const of = instruments.get(instrument);
    if (of === undefined) continue;
    held.set(instrument, of);
    for (const one of [of.underlying, of.quote, of.settlement]) {
      added(followers, one, of.underlying);
    }
  }
  for (const { asset, account } of book.collateral) added(owners, asset, account);
  return ({ spots, marks, volatilities, forwards }) => {
    const underlyings = new Set<Asset>();
    const holders = new Set<MarginAccountId>();
    for (const asset of spots?.keys() ?? []) {
      for (const one of followers.get(asset) ?? []) underlyings.add(one);
      for (const one of owners.get(asset) ?? []) holders.add(one);
    }
    for (const quotes of [marks, volatilities]) {
      for (const id of quotes?.keys() ?? []) {
        const of = held.get(id);
        if (of !== undefined) underlyings.add(of.underlying);
      }
    }
    for (const key of forwards?.keys() ?? []) {
      const underlying = underlyingOf(key);
      if (followers.get(underlying)?.has(underlying) === true) underlyings.add(underlying);
    }
    return { underlyings, holders };
  };
}
