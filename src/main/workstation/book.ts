import { replay, type Averaging, type ReplayedPosition } from '../../engine/ledger/replay.ts';
import type { Book, Collateral, MarginAccount, Position } from '../../engine/model/book.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { instrumentId, type Market, type Venue } from '../../engine/values/ids.ts';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { price, quantity, type Instant } from '../../engine/values/units.ts';
import { poolsBy, type Pool, type PoolOf, type Pools } from './pools.ts';
import type { Stored, StoredBook } from './stored.ts';
import type { PositionItem } from '../imports/format.ts';

/** Finds the contract that a symbol names in a market, with its facts in force at an instant. */
export type FindInstrument = (symbol: string, market: Market, at: Instant) => Outcome<Instrument>;

/** A book, and the prices that the ledgers themselves traded at. */
export type BookAndTrades = { readonly book: Book; readonly trades: readonly LastTrade[] };

/** The newest price that a ledger knows of a contract it leaves open. */
type LastTrade = {
  readonly instrument: Instrument;
  readonly price: string;
  readonly at: Instant;
  readonly source: string;
};

type Draft = {
  readonly trades: LastTrade[];
  readonly instruments: Map<string, Instrument>;
  readonly positions: Position[];
  readonly collateral: Collateral[];
  readonly accounts: Map<string, Pool>;
  readonly failures: Failure[];
};

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

function kept(draft: Draft, pool: Pool): Pool {
  const known = draft.accounts.get(pool.id);
  if (known !== undefined) return known;
  draft.accounts.set(pool.id, pool);
  return pool;
}

function addPosition(
  draft: Draft,
  pools: PoolOf,
  find: FindInstrument,
  of: Pick<
    Stored<PositionItem>,
    | 'venue'
    | 'account'
    | 'market'
    | 'symbol'
    | 'quantity'
    | 'entryPrice'
    | 'leverage'
    | 'marginMode'
    | 'isolatedMargin'
    | 'at'
    | 'source'
  >,
): void {
  const held = Number(of.quantity);
  if (held === 0) return;
  const found = find(of.symbol, of.market, of.at);
  const id = instrumentId(of.symbol, of.market);
  if (!found.ok || !id.ok) {
    const why = found.ok ? id : found;
    if (!why.ok) {
      draft.failures.push({
        ...why.failure,
        message: `${of.symbol} (${of.quantity}): ${why.failure.message}`,
        at: of.source,
      });
    }
    return;
  }
  const instrument = found.value;
  draft.instruments.set(instrument.id, instrument);
  const isolated = of.marginMode === 'isolated';
  const pool = kept(
    draft,
    isolated
      ? pools.isolated(of.venue, of.account, of.symbol)
      : pools.cross(of.venue, of.account, instrument.settlement),
  );
  const entry = numberOrNull(of.entryPrice);
  const side = held > 0 ? 'long' : 'short';
  draft.positions.push({
    id: `${pool.id}|${instrument.id}|${side}`,
    account: pool.id,
    instrument: instrument.id,
    quantity: quantity(held),
    entryPrice: entry === null ? null : price(entry),
    leverage: numberOrNull(of.leverage),
    source: of.source,
  });
  if (isolated && of.isolatedMargin !== null) {
    draft.collateral.push({
      account: pool.id,
      asset: instrument.settlement,
      balance: Number(of.isolatedMargin),
      at: of.at,
      source: of.source,
    });
  }
}

/** Brokers whose holdings of shares and coins are positions, not balances. */
const sharesArePositions = new Set<string>(['IBKR', 'TASTYTRADE']);

/** A statement of positions or balances is better truth than a ledger, for what it covers. */
function replayLedgers(
  draft: Draft,
  pools: PoolOf,
  find: FindInstrument,
  stored: StoredBook,
): void {
  const covered = new Set(
    [...stored.positions, ...stored.scopes].map(
      (one) => `${one.venue}:${one.account}:${one.market}`,
    ),
  );
  const balanced = new Set(stored.balances.map((one) => `${one.venue}:${one.account}`));
  for (const { venue, account, rows } of stored.ledgers) {
    const averagingOf = (market: Market, symbol: string, at: Instant): Averaging => {
      if (covered.has(`${venue}:${account}:${market}`)) return null;
      const found = find(symbol, market, at);
      if (!found.ok) return 'by price';
      if (found.value.kind === 'spot' && !sharesArePositions.has(venue)) return null;
      return earnsByReciprocal(found.value) ? 'by reciprocal' : 'by price';
    };
    const { positions, balances, conflicts } = replay(rows(), averagingOf);
    for (const position of positions) addReplayed(draft, pools, find, venue, account, position);
    if (!balanced.has(`${venue}:${account}`)) {
      for (const { asset, balance, at, source } of balances) {
        const pool = kept(draft, pools.cross(venue, account, asset));
        draft.collateral.push({ account: pool.id, asset, balance: Number(balance), at, source });
      }
    }
    draft.failures.push(...conflicts);
  }
}

function addReplayed(
  draft: Draft,
  pools: PoolOf,
  find: FindInstrument,
  venue: Venue,
  account: string,
  position: ReplayedPosition,
): void {
  addPosition(draft, pools, find, {
    ...position,
    venue,
    account,
    leverage: null,
    marginMode: 'cross',
    isolatedMargin: null,
  });
  const found = find(position.symbol, position.market, position.at);
  if (found.ok && position.lastPrice !== null) {
    const { lastPrice, at, source } = position;
    draft.trades.push({
      instrument: found.value,
      price: lastPrice,
      at,
      source: `last trade in ${source}`,
    });
  }
}

function statedFigures(stored: StoredBook, pools: PoolOf, pool: Pool): MarginAccount['stated'] {
  return stored.figures
    .filter((one) => pools.cross(one.venue, one.account, one.asset).id === pool.id)
    .map(({ name, asset, value, at, source }) => ({
      name,
      asset,
      value: Number(value),
      at,
      source,
    }));
}

/** Which model the venue's own files name for each account. */
function statedModels(stored: StoredBook): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { venue, account, model } of stored.figures) {
    if (model !== null) words.set(`${venue}:${account}`, model);
  }
  return words;
}

/** Builds the book from what the store holds. Rows that name no known contract are kept as failures. */
export function bookOf(
  stored: StoredBook,
  rules: Pools,
  find: FindInstrument,
  synthetic: boolean,
): BookAndTrades {
  const pools = poolsBy(rules, statedModels(stored));
  const draft: Draft = {
    trades: [],
    instruments: new Map(),
    positions: [],
    collateral: [],
    accounts: new Map(),
    failures: [],
  };
  for (const position of stored.positions) addPosition(draft, pools, find, position);
  for (const { venue, account, asset, balance, at, source } of stored.balances) {
    const pool = kept(draft, pools.cross(venue, account, asset));
    draft.collateral.push({ account: pool.id, asset, balance: Number(balance), at, source });
  }
  for (const one of stored.figures) kept(draft, pools.cross(one.venue, one.account, one.asset));
  replayLedgers(draft, pools, find, stored);
  const book: Book = {
    accounts: [...draft.accounts.values()].map((pool) => ({
      ...pool,
      stated: pool.mode === 'cross' ? statedFigures(stored, pools, pool) : [],
    })),
    instruments: [...draft.instruments.values()],
    positions: merged(draft.positions, draft.instruments),
    collateral: draft.collateral,
    failures: draft.failures,
    synthetic,
  };
  return { book, trades: draft.trades };
}

/** Whether P&L is a difference of reciprocals of the price: inverse futures and perpetuals. */
const earnsByReciprocal = ({ payoff, option }: Instrument): boolean =>
  payoff === 'inverse' && option === null;

/**
 * Average entry of two lots, weighted so that P&L is the sum of theirs: an inverse contract earns by
 * the reciprocal of its price. Null where either entry is unknown or not a price.
 */
function averageEntry(
  a: Position,
  b: Position,
  of: Instrument | undefined,
): Position['entryPrice'] {
  const held = a.quantity + b.quantity;
  if (a.entryPrice === null || b.entryPrice === null || held === 0) return null;
  if (of === undefined || !earnsByReciprocal(of)) {
    return price((a.entryPrice * a.quantity + b.entryPrice * b.quantity) / held);
  }
  const coins = a.quantity / a.entryPrice + b.quantity / b.entryPrice;
  return Number.isFinite(coins) && coins !== 0 ? price(held / coins) : null;
}

/** Two rows of one side of one contract in one account are one position; entries are averaged. */
function merged(
  positions: readonly Position[],
  instruments: ReadonlyMap<string, Instrument>,
): readonly Position[] {
  const byId = new Map<string, Position>();
  for (const one of positions) {
    const before = byId.get(one.id);
    if (before === undefined) {
      byId.set(one.id, one);
      continue;
    }
    byId.set(one.id, {
      ...before,
      quantity: quantity(before.quantity + one.quantity),
      entryPrice: averageEntry(before, one, instruments.get(one.instrument)),
    });
  }
  return [...byId.values()];
}
