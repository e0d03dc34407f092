import { market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { PositionItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { contractById } from './contracts.ts';
import { type FactTable, milliseconds } from './fact.ts';
import { type Kept, latestInstant, origin, originColumns } from './origin.ts';
import { choice, number, numberOrNull, type Row, text, textOrNull } from './row.ts';

export const positionTable: FactTable<PositionItem> = {
  name: 'position',
  columns: [
    'account',
    'market',
    'symbol',
    'quantity',
    'entry_price',
    'mark_price',
    'index_price',
    'leverage',
    'margin_mode',
    'isolated_margin',
    'at',
  ],
  values: (item) => [
    item.account,
    item.market,
    item.symbol,
    item.quantity,
    item.entryPrice,
    item.markPrice,
    item.indexPrice,
    item.leverage,
    item.marginMode,
    item.isolatedMargin,
    milliseconds(item.at),
  ],
  item: (row, contract) => ({
    kind: 'position',
    account: text(row, 'account'),
    market: market(text(row, 'market')),
    symbol: text(row, 'symbol'),
    quantity: text(row, 'quantity'),
    entryPrice: textOrNull(row, 'entry_price'),
    markPrice: textOrNull(row, 'mark_price'),
    indexPrice: textOrNull(row, 'index_price'),
    leverage: textOrNull(row, 'leverage'),
    marginMode: choice(row, 'margin_mode', ['cross', 'isolated']),
    isolatedMargin: textOrNull(row, 'isolated_margin'),
    contract,
    at: instant(number(row, 'at')),
  }),
  subject: ['account', 'market', 'symbol', 'at'],
  hasSubject: () => true,
  mayRepeat: () => true,
  contract: (item) => item.contract,
  at: (item) => item.at,
};

/**
 * Open positions as of an instant.
 *
 * Where a statement claims to hold all positions of an account and market (a scope), the newest such
 * claim stands, and with it only what later statements without a claim say. Without any, the newest
 * rows of each instrument stand together. Rows of one statement and time are all kept: both sides
 * of a hedge, several lots. A quantity of zero is a closed position and is left out.
 */
export function positions(
  connection: Connection,
  asOf: Instant = latestInstant,
): Kept<PositionItem>[] {
  const contractOf = contractById(connection);
  return connection
    .prepare<{ asOf: number }, Row>(
      `WITH claim AS (
         SELECT c.account, c.market, c.at, c.statement,
                row_number() OVER (
                  PARTITION BY c.account, c.market ORDER BY c.at DESC, c.statement DESC) AS place
         FROM scope c JOIN statement s ON s.id = c.statement
         WHERE s.undone_at IS NULL AND c.at <= :asOf),
       candidate AS (
         SELECT f.id, f.account, f.market, f.symbol, f.statement,
                CASE WHEN f.statement = claim.statement THEN claim.at ELSE f.at END AS known_at
         FROM position f
         JOIN statement s ON s.id = f.statement
         LEFT JOIN claim
           ON claim.place = 1 AND claim.account = f.account AND claim.market = f.market
         WHERE s.undone_at IS NULL AND CASE
           WHEN f.statement = claim.statement THEN 1
           WHEN f.at > :asOf OR f.at <= claim.at THEN 0
           ELSE NOT EXISTS (
             SELECT 1 FROM scope c
             WHERE c.statement = f.statement AND c.account = f.account AND c.market = f.market)
         END),
       newest AS (
         SELECT id, rank() OVER (
           PARTITION BY account, market, symbol ORDER BY known_at DESC, statement DESC) AS place
         FROM candidate)
       SELECT f.*, ${originColumns}
       FROM newest JOIN position f ON f.id = newest.id JOIN statement s ON s.id = f.statement
       WHERE newest.place = 1 AND CAST(f.quantity AS REAL) <> 0
       ORDER BY f.account, f.market, f.symbol, f.line, f.part`,
    )
    .all({ asOf })
    .map((row) => {
      const contract = numberOrNull(row, 'contract');
      return {
        item: positionTable.item(row, contract === null ? null : contractOf(contract)),
        origin: origin(row),
      };
    });
}
