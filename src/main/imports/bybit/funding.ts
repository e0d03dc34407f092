import { z } from 'zod';
import { ok } from '../../../engine/values/outcome.ts';
import { assetCode, decimal, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { columnsIn, uidAbove } from './columns.ts';
import { BYBIT } from './markets.ts';

const FundRow = z.object({
  Uid: textOrNull,
  Time: time(['year-month-day', 'slashes'], 'UTC'),
  Coin: assetCode,
  QTY: decimal(),
  Type: text,
  'Account Balance': optionalDecimal(),
});

function fundType(words: string): LedgerItem['type'] {
  if (/deposit/.test(words)) return 'deposit';
  if (/withdraw/.test(words)) return 'withdrawal';
  if (/transfer/.test(words)) return 'transfer';
  return /convert|exchange/.test(words) ? 'conversion' : 'unknown';
}

/** Changes of the funding account, which is a pool of its own. */
export const bybitFunding: StatementFormat = tableFormat({
  id: 'bybit-funding-csv',
  title: 'Bybit funding account (CSV)',
  venue: BYBIT,
  columns: ['Time', 'Coin', 'QTY', 'Type', 'Account Balance', 'Description'],
  columnsIn,
  lastNeeded: 'Account Balance',
  schema: FundRow,
  reader(table, options) {
    const uid = uidAbove(table);
    return (row, line) => {
      const owner = options.account ?? row.Uid ?? uid;
      const item: LedgerItem = {
        kind: 'ledger',
        account: owner === null ? 'Funding' : `${owner} Funding`,
        id: null,
        at: row.Time,
        sequence: -line,
        type: fundType(row.Type.toLowerCase()),
        operation: row.Type,
        market: null,
        symbol: null,
        quantity: null,
        price: null,
        positionAfter: null,
        asset: row.Coin,
        change: row.QTY,
        balanceAfter: row['Account Balance'],
        fee: null,
        feeAsset: null,
        contract: null,
      };
      return ok({ items: [item], summary: `${row.Type} ${row.QTY} ${row.Coin}` });
    };
  },
});
