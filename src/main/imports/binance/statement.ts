import { z } from 'zod';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { negated, PLAIN, signOf } from '../decimals.ts';
import type { RowReader, Stated } from '../events.ts';
import { assetCode, decimal, text, textOrNull } from '../fields.ts';
import type { LedgerItem, ReadOptions, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import type { Table } from '../table.ts';
import { instantOf, type TimeForm, type Zone } from '../times.ts';
import { BINANCE, USDM_WALLET, walletAccount } from './accounts.ts';
import { words } from '../words.ts';

type Type = LedgerItem['type'];

/** Operations by their whole text. Others are kept as unknown. */
const OPERATIONS: Readonly<Record<string, Type>> = words({
  deposit: 'deposit',
  'fiat deposit': 'deposit',
  'crypto deposit': 'deposit',
  withdraw: 'withdrawal',
  withdrawal: 'withdrawal',
  'fiat withdraw': 'withdrawal',
  'fiat withdrawal': 'withdrawal',
  'realized profit and loss': 'realised-pnl',
  'realize profit and loss': 'realised-pnl',
  realized_pnl: 'realised-pnl',
  fee: 'fee',
  commission: 'fee',
  'transaction fee': 'fee',
  'commission rebate': 'fee',
  'funding fee': 'funding',
  funding_fee: 'funding',
  transfer: 'transfer',
  buy: 'trade',
  sell: 'trade',
  'transaction related': 'trade',
  'transaction buy': 'trade',
  'transaction sold': 'trade',
  'transaction spend': 'trade',
  'transaction revenue': 'trade',
  'binance convert': 'conversion',
  'large otc trading': 'conversion',
  'small assets exchange bnb': 'conversion',
  'insurance fund compensation': 'liquidation',
  insurance_clear: 'liquidation',
});

/** Operations by the words they begin with, such as `Transfer Between Spot and UM Futures`. */
const BEGINNINGS: readonly (readonly [string, Type])[] = [
  ['transfer between ', 'transfer'],
  ['main and funding account transfer', 'transfer'],
  ['pos savings interest', 'interest'],
  ['simple earn flexible interest', 'interest'],
  ['savings interest', 'interest'],
  ['launchpool interest', 'interest'],
  ['cross margin interest', 'interest'],
];

function typeOf(operation: string): Type {
  const named = operation.toLowerCase();
  const begun = BEGINNINGS.find(([beginning]) => named.startsWith(beginning));
  return OPERATIONS[named] ?? begun?.[1] ?? 'unknown';
}

/** ISO, or with two-digit years (2025), or as a spreadsheet saved them. */
const FORMS: readonly TimeForm[] = ['year-month-day', 'short-year-month-day', 'slashes'];

/** The zone that the header itself states, as in `Date(UTC+2)`; UTC where it states none. */
function zoneIn(table: Table): Zone {
  const header = table.header.find((cell) => /^(?:utc_)?(?:time|date)/i.test(cell)) ?? '';
  const zone = /\((UTC[+-]\d{1,2}(?::?\d{2})?)\)/i.exec(header)?.[1];
  return zone ?? 'UTC';
}

function notes(table: Table): readonly string[] {
  const header = table.header.find((cell) => /^(?:utc_)?(?:time|date)/i.test(cell)) ?? '';
  if (/utcnull/i.test(header)) return [`the time zone is missing in "${header}": taken as UTC`];
  return header === 'Time' ? ['the file gives no time zone: taken as UTC'] : [];
}

const RENAMED: Readonly<Record<string, string>> = words({ 'user id': 'User_ID', utc_time: 'Time' });

const columnsIn = (header: readonly string[]): readonly string[] =>
  header.map((cell) =>
    /^(?:date|time)\(utc/i.test(cell) ? 'Time' : (RENAMED[cell.toLowerCase()] ?? cell),
  );

const Row = z.object({
  User_ID: textOrNull,
  Time: text,
  Account: text,
  Operation: text,
  Coin: assetCode,
  Change: decimal(PLAIN),
  Remark: textOrNull,
});

type Cash = {
  readonly account: string;
  readonly id: string | null;
  readonly time: string;
  readonly zone: Zone;
  readonly operation: string;
  readonly asset: z.infer<typeof Row>['Coin'];
  readonly change: string;
};

/** A change of one balance; a row whose operation is a fee is its own cost. */
function cash(of: Cash, line: number): Outcome<Stated> {
  const at = instantOf(of.time, FORMS, of.zone);
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Time' } };
  const type = typeOf(of.operation);
  const fee = type === 'fee' ? negated(of.change) : null;
  const item: LedgerItem = {
    kind: 'ledger',
    account: of.account,
    id: of.id,
    at: at.value,
    sequence: line,
    type,
    operation: of.operation,
    market: null,
    symbol: null,
    quantity: null,
    price: null,
    positionAfter: null,
    asset: of.asset,
    change: of.change,
    balanceAfter: null,
    fee,
    feeAsset: fee === null ? null : of.asset,
    contract: null,
  };
  const sign = signOf(of.change) > 0 ? '+' : '';
  return ok({ items: [item], summary: `${of.operation} ${sign}${of.change} ${of.asset}` });
}

function reader(table: Table, options: ReadOptions): RowReader<z.infer<typeof Row>> {
  const zone = zoneIn(table);
  return (row, line) => {
    const account = walletAccount(options.account ?? row.User_ID, row.Account);
    const { Time: time, Operation: operation, Coin: asset, Change: change } = row;
    return cash({ account, id: null, time, zone, operation, asset, change }, line);
  };
}

/** Account statement ("all statements") in its spellings since 2020: a ledger of balances, no positions. */
export const binanceStatement: StatementFormat = tableFormat({
  id: 'binance-statement-csv',
  title: 'Binance account statement (CSV)',
  venue: BINANCE,
  columns: ['Time', 'Account', 'Operation', 'Coin', 'Change'],
  columnsIn,
  lastNeeded: 'Change',
  schema: Row,
  reader,
  notes,
});

const FuturesRow = z.object({
  Time: text,
  type: text,
  Amount: decimal(PLAIN),
  Asset: assetCode,
  Symbol: textOrNull,
  'Transaction ID': textOrNull,
});

/** Transaction history of the futures screen. The symbol is told in the summary: a cash row holds no position. */
export const binanceFuturesHistory: StatementFormat = tableFormat({
  id: 'binance-futures-history-csv',
  title: 'Binance futures transaction history (CSV)',
  venue: BINANCE,
  columns: ['Time', 'type', 'Amount', 'Asset', 'Symbol', 'Transaction ID'],
  columnsIn,
  lastNeeded: 'Asset',
  schema: FuturesRow,
  reader(table, options) {
    const zone = zoneIn(table);
    return (row, line) => {
      const transaction = row['Transaction ID'];
      const { Time: time, type: operation, Asset: asset, Amount: change } = row;
      // One transaction pays its profit, fee and funding under one id.
      const id = transaction === null ? null : `${transaction}:${operation}:${asset}`;
      const account = walletAccount(options.account, USDM_WALLET);
      return cash({ account, id, time, zone, operation, asset, change }, line);
    };
  },
  notes,
});
