import type { Book } from '../../../engine/model/book.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import type { ContractItem } from '../../imports/format.ts';
import type { VenueFeed, Wanted } from '../venue-feed.ts';

/** Every asset that the value of a book depends on, but the reporting currency. */
export function assetsOf(
  { instruments, collateral }: Pick<Book, 'instruments' | 'collateral'>,
  reporting: Asset,
): readonly Asset[] {
  const all = [
    ...instruments.flatMap(({ underlying, quote, settlement }) => [underlying, quote, settlement]),
    ...collateral.map((one) => one.asset),
  ];
  return [...new Set(all)].filter((one) => one !== reporting).toSorted();
}

/** Currencies that stand for a dollar in a pair that prices an asset. */
const dollars: ReadonlySet<Asset> = new Set(['USD', 'USDT', 'USDC'].map(asset));

/** Spot pairs and perpetuals on an asset that are followed at a venue where nothing of it is held. */
const REFERENCES = 3;

/** Pairs in dollars and perpetuals of an asset: they price it, and it can be closed out in them. */
const prices = (of: Asset, { instrumentKind, underlying, quote, payoff }: ContractItem): boolean =>
  underlying === of &&
  (instrumentKind === 'spot' || instrumentKind === 'perpetual') &&
  payoff !== 'quanto' &&
  dollars.has(quote);

/** Options held at a venue up to which their order books are followed too: no venue sends thousands. */
const OPTION_BOOKS = 100;

/**
 * What the desk wants of one venue: every contract that is held there with its order book, those of
 * options only where they are few, and of each asset a few pairs and perpetuals as soon as the venue
 * has listed them.
 *
 * @param listed contracts that the venue has told of
 */
export function wantedOf(
  feed: VenueFeed,
  held: readonly Instrument[],
  assets: readonly Asset[],
  listed: Iterable<ContractItem>,
): Wanted {
  const instruments = new Map<string, Wanted['instruments'][number]>();
  const own = held.filter(({ market }) => feed.markets.includes(market));
  const areFew = own.filter(({ option }) => option !== null).length <= OPTION_BOOKS;
  for (const { market, symbol, option } of own) {
    const book = option === null || areFew;
    instruments.set(`${symbol}.${market}`, { market, symbol, book });
  }
  const contracts = [...listed];
  for (const of of assets) {
    const found = contracts
      .filter((one) => prices(of, one))
      .toSorted((a, b) => rank(a) - rank(b) || a.symbol.localeCompare(b.symbol));
    for (const { market, symbol } of found.slice(0, REFERENCES)) {
      instruments.set(`${symbol}.${market}`, { market, symbol, book: true });
    }
  }
  const inOrder = [...instruments.values()].toSorted((a, b) =>
    `${a.market} ${a.symbol}` < `${b.market} ${b.symbol}` ? -1 : 1,
  );
  return { instruments: inOrder, assets };
}

/** Spot before perpetuals, real dollars before those that stand for them. */
const rank = ({ instrumentKind, quote }: ContractItem): number =>
  (instrumentKind === 'spot' ? 0 : 2) + (quote === 'USD' ? 0 : 1);
