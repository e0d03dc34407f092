import { Decimal } from 'decimal.js';
import type { Asset, Market } from '../values/ids.ts';
import { failure, type Failure } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** One line of an account's ledger, as far as positions and balances follow from it. Amounts are decimal text. */
export type LedgerEntry = {
  readonly at: Instant;
  readonly type: string;
  readonly market: Market | null;
  readonly symbol: string | null;
  /** Signed contracts traded, long positive. */
  readonly quantity: string | null;
  readonly price: string | null;
  /** Signed position after the row, where the venue states it. */
  readonly positionAfter: string | null;
  readonly asset: Asset | null;
  readonly change: string | null;
  readonly balanceAfter: string | null;
  /** `file line n`. */
  readonly source: string;
};

/** What a ledger leaves open in one contract. */
export type ReplayedPosition = {
  readonly market: Market;
  readonly symbol: string;
  /** Decimal text, signed, not zero. */
  readonly quantity: string;
  /** Average entry where the whole position was built inside the ledger, else null. */
  readonly entryPrice: string | null;
  /** Price of the last trade: the newest that the ledger itself knows of the contract. */
  readonly lastPrice: string | null;
  readonly at: Instant;
  readonly source: string;
};

type ReplayedBalance = {
  readonly asset: Asset;
  readonly balance: string;
  readonly at: Instant;
  readonly source: string;
};

export type Replay = {
  readonly positions: readonly ReplayedPosition[];
  readonly balances: readonly ReplayedBalance[];
  /** Where the venue's own running position disagrees with its trades, and balances that cannot be. */
  readonly conflicts: readonly Failure[];
};

const moving = new Set(['trade', 'delivery', 'liquidation']);

/** What replaying must know of a contract; null where its trades only move balances (spot). */
export type Averaging = 'by price' | 'by reciprocal' | null;

type Running = {
  readonly market: Market;
  readonly symbol: string;
  readonly averaging: Exclude<Averaging, null>;
  quantity: Decimal;
  /** Null once part of the position came from before the ledger. */
  entry: Decimal | null;
  lastPrice: Decimal | null;
  at: Instant;
  source: string;
};

type RunningBalance = {
  readonly balance: Decimal;
  /** Whether the venue stated a balance on the way; else it is a sum of changes from nothing. */
  readonly stated: boolean;
  readonly at: Instant;
  readonly source: string;
};

/** Changes that add up to less than nothing began with a balance that the ledger does not show. */
const missingStart = (asset: Asset, { balance, source }: RunningBalance): Failure =>
  failure(
    'conflict',
    `the changes of ${asset} add up to ${balance.toFixed()}: the ledger does not begin at the start, so the balance is unknown`,
    source,
  );

/**
 * Average entry after a trade: weighted while adding, kept while reducing, the trade's own after a
 * flip. Inverse contracts earn by 1 ÷ price, so that their average is that of the reciprocals.
 */
function entryAfter(running: Running, traded: Decimal, price: Decimal | null): Decimal | null {
  const before = running.quantity;
  const after = before.plus(traded);
  if (after.isZero()) return null;
  if (before.isZero() || before.isNegative() !== after.isNegative()) return price;
  const adding = before.isNegative() === traded.isNegative();
  if (!adding) return running.entry;
  if (running.entry === null || price === null) return null;
  if (running.averaging === 'by price') {
    return running.entry.times(before).plus(price.times(traded)).div(after);
  }
  if (!running.entry.isPositive() || !price.isPositive() || price.isZero()) return null;
  return after.div(before.div(running.entry).plus(traded.div(price)));
}

function applied(running: Running, row: LedgerEntry, conflicts: Failure[]): void {
  const traded = row.quantity === null ? new Decimal(0) : new Decimal(row.quantity);
  const price = row.price === null ? null : new Decimal(row.price);
  const expected = running.quantity.plus(traded);
  const stated = row.positionAfter === null ? null : new Decimal(row.positionAfter);
  const entry = entryAfter(running, traded, price);
  if (stated !== null && !stated.equals(expected)) {
    const begins = running.source === '';
    // A row that gives no size (a delivery) says only what is left.
    if (!begins && moving.has(row.type) && row.quantity !== null) {
      conflicts.push(
        failure(
          'conflict',
          `${running.symbol}: the venue states a position of ${stated.toFixed()} where its rows add up to ${expected.toFixed()}`,
          row.source,
        ),
      );
    }
    running.entry = stated.equals(traded) ? price : null;
    running.quantity = stated;
  } else {
    running.entry = moving.has(row.type) ? entry : running.entry;
    running.quantity = expected;
  }
  running.lastPrice = price ?? running.lastPrice;
  running.at = row.at;
  running.source = row.source;
}

/**
 * Positions and balances that a ledger leaves, from its rows in order of time. The venue's own
 * running position, where stated, wins over the sum of trades; a disagreement is reported.
 *
 * @param rows of one account, oldest first, rows of one instant in the venue's order; read once
 */
export function replay(
  rows: Iterable<LedgerEntry>,
  averagingOf: (market: Market, symbol: string, at: Instant) => Averaging,
): Replay {
  const running = new Map<string, Running>();
  const balances = new Map<Asset, RunningBalance>();
  const conflicts: Failure[] = [];
  for (const row of rows) {
    const { market, symbol } = row;
    const states = row.positionAfter !== null || (row.quantity !== null && moving.has(row.type));
    const averaging =
      market !== null && symbol !== null && states ? averagingOf(market, symbol, row.at) : null;
    if (market !== null && symbol !== null && averaging !== null) {
      const key = `${symbol}.${market}`;
      const one = running.get(key) ?? {
        market,
        symbol,
        averaging,
        quantity: new Decimal(0),
        entry: null,
        lastPrice: null,
        at: row.at,
        source: '',
      };
      applied(one, row, conflicts);
      running.set(key, one);
    }
    if (row.asset !== null && (row.balanceAfter !== null || row.change !== null)) {
      const before = balances.get(row.asset);
      const balance =
        row.balanceAfter === null
          ? (before?.balance ?? new Decimal(0)).plus(row.change ?? 0)
          : new Decimal(row.balanceAfter);
      const stated = before?.stated === true || row.balanceAfter !== null;
      balances.set(row.asset, { balance, stated, at: row.at, source: row.source });
    }
  }
  const known = [...balances].filter(([asset, one]) => {
    const credible = one.stated || !one.balance.isNegative();
    if (!credible) conflicts.push(missingStart(asset, one));
    return credible;
  });
  return {
    positions: [...running.values()]
      .filter((one) => !one.quantity.isZero())
      .map((one) => ({
        market: one.market,
        symbol: one.symbol,
        quantity: one.quantity.toFixed(),
        entryPrice: one.entry?.toFixed() ?? null,
        lastPrice: one.lastPrice?.toFixed() ?? null,
        at: one.at,
        source: `replayed ledger, last ${one.source}`,
      })),
    balances: known.map(([asset, one]) => ({
      asset,
      balance: one.balance.toFixed(),
      at: one.at,
      source: `replayed ledger, last ${one.source}`,
    })),
    conflicts,
  };
}
