import { z } from 'zod';
import type { Market } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isZero, magnitude, negated, sameNumber, signOf, sumOf } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { columnsIn, uidAbove } from './columns.ts';
import { BYBIT, BYBIT_SPOT, derivativeMarket } from './markets.ts';
import { words } from '../words.ts';

const Row = z.object({
  Uid: textOrNull,
  Currency: assetCode,
  Contract: textOrNull,
  Type: text,
  Direction: textOrNull,
  Quantity: optionalDecimal(),
  Position: optionalDecimal(),
  'Filled Price': optionalDecimal(),
  Funding: optionalDecimal(),
  'Fee Paid': optionalDecimal(),
  'Cash Flow': optionalDecimal(),
  Change: optionalDecimal(),
  'Wallet Balance': optionalDecimal(),
  Action: textOrNull,
  'Trade ID': textOrNull,
  Time: time(['year-month-day', 'slashes'], 'UTC'),
});
type Fields = z.infer<typeof Row>;

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = words({ BUY: 1, SELL: -1 });

const TYPES: Readonly<Record<string, LedgerItem['type']>> = words({
  TRADE: 'trade',
  SETTLEMENT: 'funding',
  DELIVERY: 'delivery',
  LIQUIDATION: 'liquidation',
  TRANSFER_IN: 'transfer',
  TRANSFER_OUT: 'transfer',
  INTEREST: 'interest',
  CURRENCY_BUY: 'conversion',
  CURRENCY_SELL: 'conversion',
  DEPOSIT: 'deposit',
  WITHDRAW: 'withdrawal',
});

/**
 * Spot legs carry no action. Without that column, a spot leg is one whose quantity is itself the cash that
 * flows, or of the pair's own coin.
 */
function isSpot(row: Fields, hasAction: boolean): boolean {
  const { Contract: contract, Quantity: quantity, 'Cash Flow': cash } = row;
  if (contract === null || row.Type !== 'TRADE' || /PERP$|-/.test(contract)) return false;
  if (hasAction) return row.Action === null;
  return quantity !== null && cash !== null && !isZero(quantity) && sameNumber(quantity, cash);
}

/** Fee as a cost. Newer files sign it as a change of the balance, older ones as a cost: the sums tell. */
function feeOf(row: Fields): DecimalText | null {
  const { 'Fee Paid': fee, 'Cash Flow': cash, Funding: funding, Change: change } = row;
  if (fee === null || isZero(fee) || change === null) return null;
  const before = sumOf(cash ?? '0', funding ?? '0');
  if (sameNumber(sumOf(before, fee), change)) return negated(fee);
  return sameNumber(sumOf(before, negated(fee)), change) ? fee : null;
}

function contracts(
  row: Fields,
  market: Market | null,
): Pick<LedgerItem, 'quantity' | 'positionAfter'> {
  const { Quantity: quantity, Position: after } = row;
  if (market === null || market === BYBIT_SPOT) return { quantity: null, positionAfter: null };
  const sign = DIRECTIONS[row.Direction?.toUpperCase() ?? ''] ?? 0;
  const moves = row.Type === 'TRADE' || row.Type === 'LIQUIDATION' || row.Type === 'DELIVERY';
  const size = quantity === null || sign === 0 || !moves ? null : magnitude(quantity);
  return {
    quantity: size === null || sign > 0 ? size : negated(size),
    positionAfter: after,
  };
}

function entry(
  row: Fields,
  line: number,
  hasAction: boolean,
  named: string | null,
): Outcome<Stated> {
  const { Contract: symbol, Currency: unit, Change: change } = row;
  const market =
    symbol === null ? null : isSpot(row, hasAction) ? BYBIT_SPOT : derivativeMarket(symbol);
  const fee = feeOf(row);
  const trade = row['Trade ID'];
  const item: LedgerItem = {
    kind: 'ledger',
    account: named ?? row.Uid ?? 'main',
    // The two legs of a spot trade share its id.
    id: trade === null ? null : `${trade}:${row.Type}:${unit}`,
    at: row.Time,
    // The file is newest first.
    sequence: -line,
    type: TYPES[row.Type.toUpperCase()] ?? 'unknown',
    operation: row.Type,
    market,
    symbol,
    ...contracts(row, market),
    price: row['Filled Price'],
    asset: unit,
    change,
    balanceAfter: row['Wallet Balance'],
    fee,
    feeAsset: fee === null ? null : unit,
    contract: null,
  };
  const flow = change === null ? '' : ` ${signOf(change) > 0 ? '+' : ''}${change} ${unit}`;
  return ok({ items: [item], summary: `${row.Type} ${symbol ?? ''}${flow}` });
}

/** Changes of the unified account's assets, in the three orders of columns that exports have had. */
export const bybitTransactions: StatementFormat = tableFormat({
  id: 'bybit-transactions-csv',
  title: 'Bybit unified account transactions (CSV)',
  venue: BYBIT,
  columns: [
    'Time',
    'Currency',
    'Contract',
    'Type',
    'Direction',
    'Quantity',
    'Position',
    'Fee Paid',
    'Change',
    'Wallet Balance',
  ],
  columnsIn,
  schema: Row,
  reader(table, options) {
    const hasAction = table.columns.includes('Action');
    const named = options.account;
    const uid = uidAbove(table);
    return (row, line) => entry({ ...row, Uid: row.Uid ?? uid }, line, hasAction, named);
  },
});
