import { z } from 'zod';
import type { Asset } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { magnitude, negated } from '../decimals.ts';
import type { RowReader, Stated } from '../events.ts';
import { assetCode, decimal, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { DecimalText, LedgerItem, ReadOptions, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import type { Table } from '../table.ts';
import { instantOf } from '../times.ts';
import { OKX } from './names.ts';
import { preambleOf, sequenceOf, zoneNotes } from './preamble.ts';

type CashRow = {
  readonly id: string | null;
  readonly time: string;
  readonly operation: string;
  readonly change: DecimalText;
  readonly after: DecimalText | null;
  readonly fee: DecimalText | null;
  readonly unit: Asset;
};

const CASH: readonly (readonly [RegExp, LedgerItem['type']])[] = [
  [/^deposit/, 'deposit'],
  [/^withdraw/, 'withdrawal'],
  [/^(?:from|to) .*account|transfer/, 'transfer'],
  [/^buy$|^sell$/, 'trade'],
  [/convert/, 'conversion'],
  [/interest|yield|earn/, 'interest'],
];

function cashReader(
  table: Table,
  account: string,
): (row: CashRow, line: number) => Outcome<Stated> {
  const { zone } = preambleOf(table);
  return (row, line) => {
    const at = instantOf(row.time, ['year-month-day', 'slashes'], zone);
    if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Time' } };
    const words = row.operation.toLowerCase();
    const item: LedgerItem = {
      kind: 'ledger',
      account,
      id: row.id !== null && /^\d+$/.test(row.id) ? row.id : null,
      at: at.value,
      sequence: sequenceOf(row.id ?? '', line),
      type: CASH.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown',
      operation: row.operation,
      market: null,
      symbol: null,
      quantity: null,
      price: null,
      positionAfter: null,
      asset: row.unit,
      change: row.change,
      balanceAfter: row.after,
      fee: row.fee,
      feeAsset: row.fee === null ? null : row.unit,
      contract: null,
    };
    return ok({ items: [item], summary: `${row.operation} ${row.change} ${row.unit}` });
  };
}

const FundingRow = z.object({
  id: textOrNull,
  Time: text,
  Type: text,
  Amount: decimal(),
  'Before Balance': optionalDecimal(),
  'After Balance': optionalDecimal(),
  Fee: optionalDecimal(),
  Symbol: assetCode,
});

function fundingReader(table: Table, options: ReadOptions): RowReader<z.infer<typeof FundingRow>> {
  const owner = options.account ?? preambleOf(table).account;
  const read = cashReader(table, owner === null ? 'Funding' : `${owner} Funding`);
  return (row, line) =>
    read(
      {
        id: row.id,
        time: row.Time,
        operation: row.Type,
        change: row.Amount,
        after: row['After Balance'],
        fee: row.Fee === null ? null : magnitude(row.Fee),
        unit: row.Symbol,
      },
      line,
    );
}

/** History of the funding account, which is a pool of its own. */
export const okxFundingHistory: StatementFormat = tableFormat({
  id: 'okx-funding-history-csv',
  title: 'OKX funding account history (CSV)',
  venue: OKX,
  columns: ['id', 'Time', 'Type', 'Amount', 'Before Balance', 'After Balance', 'Symbol'],
  schema: FundingRow,
  reader: fundingReader,
  notes: zoneNotes,
});

const BillRow = z.object({
  time: text,
  type: text,
  size: decimal(),
  balance: optionalDecimal(),
  fee: optionalDecimal(),
  currency: assetCode,
});

/** Bills of 2019: `time,type,size,balance,fee,currency`, sizes signed as changes of the balance. */
export const okxBills: StatementFormat = tableFormat({
  id: 'okx-bills-csv',
  title: 'OKX bills of 2019 (CSV)',
  venue: OKX,
  columns: ['time', 'type', 'size', 'balance', 'fee', 'currency'],
  schema: BillRow,
  reader(table, options) {
    const read = cashReader(table, options.account ?? preambleOf(table).account ?? 'main');
    return (row, line) =>
      read(
        {
          id: null,
          // The zone abbreviation stands in every cell.
          time: row.time.replace(/\s*(?:CST|GMT\+8)$/, '+08:00'),
          operation: row.type,
          change: row.size,
          after: row.balance,
          fee: row.fee === null ? null : negated(row.fee),
          unit: row.currency,
        },
        line,
      );
  },
});
