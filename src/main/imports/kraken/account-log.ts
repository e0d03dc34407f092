import { z } from 'zod';
import { krakenSymbol } from '../../../engine/instruments/kraken.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { assetSpelled } from '../asset-spellings.ts';
import { isZero } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { KRAKEN, KRAKEN_FUTURES, walletAccount } from './names.ts';

const Row = z.object({
  uid: text,
  dateTime: time(['year-month-day', 'slashes'], 'UTC'),
  account: text,
  type: text,
  symbol: text,
  contract: textOrNull,
  change: optionalDecimal(),
  'new balance': optionalDecimal(),
  'trade price': optionalDecimal(),
  fee: optionalDecimal(),
});
type Fields = z.infer<typeof Row>;

/** A leg of a contract changes a position, every other row a balance. */
const isContract = (symbol: string): boolean => /^[pf][if]_/i.test(symbol);

function typeOf(operation: string, contract: boolean): LedgerItem['type'] {
  switch (operation) {
    case 'futures trade':
      return 'trade';
    case 'futures liquidation':
      return 'liquidation';
    case 'settlement':
    case 'futures settlement':
      return contract ? 'delivery' : 'settlement';
    case 'funding rate change':
      return 'funding';
    case 'conversion':
      return 'conversion';
    case 'interest payment':
      return 'interest';
    case 'kfee applied':
      return 'fee';
    default:
      return operation.endsWith('transfer') ? 'transfer' : 'unknown';
  }
}

function entry(row: Fields, line: number, owner: string | null): Outcome<Stated> {
  const contract = isContract(row.symbol);
  const { change, symbol: leg, type: operation } = row;
  if (change === null && row['new balance'] === null) {
    return fail('missing-field', 'neither a change nor a balance', 'change');
  }
  const symbol = contract
    ? krakenSymbol(leg)
    : row.contract === null
      ? null
      : krakenSymbol(row.contract);
  const unit = contract ? null : assetSpelled(leg, KRAKEN);
  const fee = row.fee === null || isZero(row.fee) ? null : row.fee;
  const item: LedgerItem = {
    kind: 'ledger',
    account: walletAccount(owner, row.account),
    // Both legs of a fill may carry one uid.
    id: `${row.uid}:${operation}:${leg.toLowerCase()}`,
    at: row.dateTime,
    // The file is newest first.
    sequence: -line,
    type: typeOf(operation.toLowerCase(), contract),
    operation,
    market: symbol === null ? null : KRAKEN_FUTURES,
    symbol,
    quantity: contract ? change : null,
    price: row['trade price'],
    positionAfter: contract ? row['new balance'] : null,
    asset: unit,
    change: contract ? null : change,
    balanceAfter: contract ? null : row['new balance'],
    fee: unit === null ? null : fee,
    feeAsset: unit === null || fee === null ? null : unit,
    contract: null,
  };
  return ok({ items: [item], summary: `${operation} ${leg} ${change ?? ''}` });
}

/** Account log of Kraken Futures; older files lack `contract` and the columns after `collateral`. */
export const krakenAccountLog: StatementFormat = tableFormat({
  id: 'kraken-futures-account-log-csv',
  title: 'Kraken Futures account log (CSV)',
  venue: KRAKEN,
  columns: [
    'uid',
    'dateTime',
    'account',
    'type',
    'symbol',
    'change',
    'new balance',
    'trade price',
    'realized pnl',
    'fee',
  ],
  lastNeeded: 'fee',
  schema: Row,
  reader: (_table, options) => (row, line) => entry(row, line, options.account),
});
