import { asset, market, type Venue, venue } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { LedgerItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { contractById } from './contracts.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { type Kept, latestInstant, origin, originColumns } from './origin.ts';
import { choice, number, numberOrNull, type Row, text, textOrNull } from './row.ts';

const types = [
  'trade',
  'settlement',
  'funding',
  'delivery',
  'liquidation',
  'fee',
  'realised-pnl',
  'transfer',
  'deposit',
  'withdrawal',
  'interest',
  'conversion',
  'unknown',
] as const;

export const ledgerTable: FactTable<LedgerItem> = {
  name: 'ledger',
  columns: [
    'venue',
    'account',
    'venue_id',
    'at',
    'sequence',
    'type',
    'operation',
    'market',
    'symbol',
    'quantity',
    'price',
    'position_after',
    'asset',
    'change',
    'balance_after',
    'fee',
    'fee_asset',
  ],
  values: (item, of) => [
    of,
    item.account,
    item.id,
    milliseconds(item.at),
    item.sequence,
    item.type,
    item.operation,
    item.market,
    item.symbol,
    item.quantity,
    item.price,
    item.positionAfter,
    item.asset,
    item.change,
    item.balanceAfter,
    item.fee,
    item.feeAsset,
  ],
  item: (row, contract) => {
    const marketCode = textOrNull(row, 'market');
    const assetCode = textOrNull(row, 'asset');
    const feeAsset = textOrNull(row, 'fee_asset');
    return {
      kind: 'ledger',
      account: text(row, 'account'),
      id: textOrNull(row, 'venue_id'),
      at: instant(number(row, 'at')),
      sequence: number(row, 'sequence'),
      type: choice(row, 'type', types),
      operation: text(row, 'operation'),
      market: marketCode === null ? null : market(marketCode),
      symbol: textOrNull(row, 'symbol'),
      quantity: textOrNull(row, 'quantity'),
      price: textOrNull(row, 'price'),
      positionAfter: textOrNull(row, 'position_after'),
      asset: assetCode === null ? null : asset(assetCode),
      change: textOrNull(row, 'change'),
      balanceAfter: textOrNull(row, 'balance_after'),
      fee: textOrNull(row, 'fee'),
      feeAsset: feeAsset === null ? null : asset(feeAsset),
      contract,
    };
  },
  // Venues use one id for several rows of different type, symbol or asset (trade and its fee).
  subject: ['venue_id', 'venue', 'account', 'type', 'symbol', 'asset'],
  subjectOrNull: ['symbol', 'asset'],
  hasSubject: (item) => item.id !== null,
  mayRepeat: (item) => item.id === null,
  contract: (item) => item.contract,
  marksRepeats: true,
  at: (item) => item.at,
};

/** An account at a venue. */
export type LedgerAccount = { readonly venue: Venue; readonly account: string };

/** Accounts that live statements hold ledger rows of. */
export function ledgerAccounts(connection: Connection): LedgerAccount[] {
  return connection
    .prepare<[], Row>(
      `SELECT subject.venue, subject.account
       FROM (SELECT DISTINCT venue, account FROM ledger) subject
       WHERE EXISTS (
         SELECT 1 FROM ledger f JOIN statement s ON s.id = f.statement
         WHERE f.venue = subject.venue AND f.account = subject.account AND s.undone_at IS NULL)
       ORDER BY subject.venue, subject.account`,
    )
    .all()
    .map((row) => ({ venue: venue(text(row, 'venue')), account: text(row, 'account') }));
}

/** Rows read at once: a long ledger never stands in memory whole. */
const page = 5_000;

/*
 * A row with the venue's id stands if no later live statement has that id; a row without one stands
 * in the first live statement that has it. `+` keeps SQLite from walking all rows of a statement.
 */
const liveRows = `
  SELECT f.*, ${originColumns}
  FROM ledger f JOIN statement s ON s.id = +f.statement
  WHERE f.venue = :venue AND f.account = :account AND f.at <= :asOf
    AND (f.at, f.sequence, f.statement, f.line, f.part) > (:at, :sequence, :statement, :line, :part)
    AND s.undone_at IS NULL
    AND CASE WHEN f.venue_id IS NULL
      THEN f.repeats = 0 OR NOT EXISTS (
        SELECT 1 FROM ledger x JOIN statement live ON live.id = +x.statement
        WHERE x.content = f.content AND x.ordinal = f.ordinal AND x.statement < f.statement
          AND live.undone_at IS NULL)
      ELSE NOT EXISTS (
        SELECT 1 FROM ledger x JOIN statement live ON live.id = +x.statement
        WHERE x.venue_id = f.venue_id AND x.venue = f.venue AND x.account = f.account
          AND x.statement > f.statement AND live.undone_at IS NULL
          AND x.type = f.type AND x.symbol IS f.symbol AND x.asset IS f.asset)
    END
  ORDER BY f.at, f.sequence, f.statement, f.line, f.part
  LIMIT ${page}`;

/**
 * The ledger of an account up to an instant, oldest first, rows of one instant by the sequence that
 * their file gave. Rows that several files share appear once.
 */
export function* ledger(
  connection: Connection,
  of: LedgerAccount,
  asOf: Instant = latestInstant,
): Generator<Kept<LedgerItem>> {
  const contractOf = contractById(connection);
  const select = connection.prepare<Record<string, unknown>, Row>(liveRows);
  // Instants before 1970 are negative; this is before all of them.
  let last = { at: -Number.MAX_SAFE_INTEGER, sequence: 0, statement: 0, line: 0, part: 0 };
  for (;;) {
    const rows = select.all({ venue: of.venue, account: of.account, asOf, ...last });
    for (const row of rows) {
      const contract = numberOrNull(row, 'contract');
      last = {
        at: number(row, 'at'),
        sequence: number(row, 'sequence'),
        statement: number(row, 'statement'),
        line: number(row, 'line'),
        part: number(row, 'part'),
      };
      yield {
        item: ledgerTable.item(row, contract === null ? null : contractOf(contract)),
        origin: origin(row),
      };
    }
    if (rows.length < page) return;
  }
}
