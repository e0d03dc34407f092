import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isZero, magnitude, negated } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { decimal, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { BITMEX, BITMEX_MARKET, major, minorNamed, minorOf, SATOSHI } from './money.ts';
import { words } from '../words.ts';

/** As browsers set to American English write it, or as the interface does. */
const when = time(['month/day/year', 'year-month-day'], 'UTC');

const ZONE_NOTE =
  'times are those of the browser that exported the file, without a zone: taken as UTC';
const zoneNotes = (): readonly string[] => [ZONE_NOTE];

const TradeRow = z.object({
  transactTime: when,
  symbol: text,
  execType: text,
  side: textOrNull,
  lastQty: optionalDecimal(),
  lastPx: optionalDecimal(),
  execComm: optionalDecimal(),
  orderID: textOrNull,
});

const SIDES: Readonly<Record<string, 1 | -1>> = words({ buy: 1, sell: -1 });

const EXECUTIONS: Readonly<Record<string, LedgerItem['type']>> = words({
  trade: 'trade',
  funding: 'funding',
  settlement: 'delivery',
  liquidation: 'liquidation',
});

/** Profits are booked once a day in the wallet history: a trade states its fee but moves no balance here. */
function execution(row: z.infer<typeof TradeRow>, line: number, account: string): Outcome<Stated> {
  const minor = minorNamed(minorOf(row.symbol));
  if (!minor.ok) return minor;
  const type = EXECUTIONS[row.execType.toLowerCase()] ?? 'unknown';
  const sign = SIDES[row.side?.toLowerCase() ?? ''] ?? 0;
  const size =
    row.lastQty === null || sign === 0 || type === 'funding' ? null : magnitude(row.lastQty);
  const quantity = size === null || sign > 0 ? size : negated(size);
  if (type === 'trade' && quantity === null) {
    return fail(
      'missing-field',
      'a trade without side or quantity',
      sign === 0 ? 'side' : 'lastQty',
    );
  }
  const fee =
    row.execComm === null || isZero(row.execComm) ? null : major(row.execComm, minor.value);
  const item: LedgerItem = {
    kind: 'ledger',
    account,
    id: null,
    at: row.transactTime,
    // The file is newest first.
    sequence: -line,
    type,
    operation: row.execType,
    market: BITMEX_MARKET,
    symbol: row.symbol,
    quantity,
    price: row.lastPx,
    positionAfter: null,
    asset: null,
    change: null,
    balanceAfter: null,
    fee,
    feeAsset: fee === null ? null : minor.value.asset,
    contract: null,
  };
  return ok({ items: [item], summary: `${row.execType} ${row.symbol} ${quantity ?? ''}` });
}

/** Trade history of the web site. */
export const bitmexTrades: StatementFormat = tableFormat({
  id: 'bitmex-trade-history-csv',
  title: 'BitMEX trade history (CSV)',
  venue: BITMEX,
  columns: [
    'transactTime',
    'symbol',
    'execType',
    'side',
    'lastQty',
    'lastPx',
    'execComm',
    'orderID',
  ],
  schema: TradeRow,
  reader: (_table, options) => (row, line) => execution(row, line, options.account ?? 'main'),
  notes: zoneNotes,
});

const WalletRow = z.object({
  transactTime: when,
  transactType: text,
  amount: decimal(),
  fee: optionalDecimal(),
  address: textOrNull,
  transactStatus: text,
  walletBalance: optionalDecimal(),
  currency: textOrNull,
});

const TRANSACTIONS: Readonly<Record<string, LedgerItem['type']>> = words({
  realisedpnl: 'realised-pnl',
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  conversion: 'conversion',
  funding: 'funding',
});

function transaction(
  row: z.infer<typeof WalletRow>,
  line: number,
  account: string,
): Outcome<Stated> {
  const minor = minorNamed(row.currency ?? SATOSHI);
  if (!minor.ok) return minor;
  const { asset: unit } = minor.value;
  // A cancelled or pending transaction moved nothing.
  const done = row.transactStatus.toLowerCase() === 'completed';
  const change = done ? major(row.amount, minor.value) : null;
  const fee = row.fee === null || isZero(row.fee) || !done ? null : major(row.fee, minor.value);
  const item: LedgerItem = {
    kind: 'ledger',
    account,
    id: null,
    at: row.transactTime,
    sequence: -line,
    type: TRANSACTIONS[row.transactType.toLowerCase()] ?? 'unknown',
    operation: done ? row.transactType : `${row.transactType} (${row.transactStatus})`,
    market: null,
    symbol: null,
    quantity: null,
    price: null,
    positionAfter: null,
    asset: unit,
    change,
    balanceAfter: done && row.walletBalance !== null ? major(row.walletBalance, minor.value) : null,
    fee,
    feeAsset: fee === null ? null : unit,
    contract: null,
  };
  return ok({
    items: [item],
    summary: `${item.operation} ${major(row.amount, minor.value)} ${unit}`,
  });
}

/** Wallet history of the web site, in satoshi unless a column says otherwise. */
export const bitmexWalletHistory: StatementFormat = tableFormat({
  id: 'bitmex-wallet-history-csv',
  title: 'BitMEX wallet history (CSV)',
  venue: BITMEX,
  columns: [
    'transactTime',
    'transactType',
    'amount',
    'fee',
    'address',
    'transactStatus',
    'walletBalance',
  ],
  schema: WalletRow,
  reader: (_table, options) => (row, line) => transaction(row, line, options.account ?? 'main'),
  notes: zoneNotes,
});
