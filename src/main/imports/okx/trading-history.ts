import { z } from 'zod';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isZero, magnitude, negated } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { DecimalText, LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { instantOf } from '../times.ts';
import { OKX, OKX_MARKET } from './names.ts';
import { preambleOf, sequenceOf, zoneNotes, type Preamble } from './preamble.ts';
import { words } from '../words.ts';

/** The 15-column generation under our names; it uses `Unit` twice. */
const RENAMED: Readonly<Record<string, string>> = words({
  Instrument: 'Symbol',
  PL: 'PnL',
  Type: 'Action',
});

function columnsIn(header: readonly string[]): readonly string[] {
  const units = header.flatMap((cell, i) => (cell === 'Unit' ? [i] : []));
  if (!header.includes('Trade Type')) return header;
  return header.map((cell, i) => {
    if (i === units[0]) return 'Trading Unit';
    if (i === units[1]) return 'Balance Unit';
    return RENAMED[cell] ?? cell;
  });
}

const Row = z.object({
  id: text,
  Time: text,
  'Trade Type': text,
  Symbol: textOrNull,
  Action: text,
  Amount: optionalDecimal(),
  'Filled Price': optionalDecimal(),
  PnL: optionalDecimal(),
  Fee: optionalDecimal(),
  'Fee Unit': textOrNull,
  'Position Change': optionalDecimal(),
  'Position Balance': optionalDecimal(),
  'Balance Change': optionalDecimal(),
  Balance: optionalDecimal(),
  'Balance Unit': assetCode,
});
type Fields = z.infer<typeof Row>;

/** Direction of an action's trade and of the position it changes: 1 long, −1 short. */
const ACTIONS: Readonly<Record<string, { readonly trade: 1 | -1; readonly side: 1 | -1 | null }>> =
  {
    buy: { trade: 1, side: null },
    sell: { trade: -1, side: null },
    'open long': { trade: 1, side: 1 },
    'close long': { trade: -1, side: 1 },
    'open short': { trade: -1, side: -1 },
    'close short': { trade: 1, side: -1 },
  };

function typeOf(kind: string, action: string): LedgerItem['type'] {
  if (ACTIONS[action] !== undefined) return 'trade';
  if (action.startsWith('funding fee')) return 'funding';
  if (kind === 'transfer' || action.startsWith('transfer')) return 'transfer';
  if (action.includes('liquidation')) return 'liquidation';
  if (action.includes('delivery') || action.includes('exercise')) return 'delivery';
  if (action.includes('settlement')) return 'settlement';
  if (action.includes('interest')) return 'interest';
  if (action.includes('convert')) return 'conversion';
  if (/\bfee\b|rebate/.test(action)) return 'fee';
  return 'unknown';
}

const turned = (value: DecimalText, sign: 1 | -1): DecimalText =>
  sign > 0 ? magnitude(value) : negated(magnitude(value));

/** Contracts traded and held after the row; spot legs only move balances. */
function contracts(row: Fields, action: string): Pick<LedgerItem, 'quantity' | 'positionAfter'> {
  const direction = ACTIONS[action];
  const spot = row['Trade Type'].toLowerCase() === 'spot' || row.Symbol === null;
  if (direction === undefined || spot) return { quantity: null, positionAfter: null };
  const amount = row.Amount;
  const held = row['Position Balance'];
  // Positions are written without a sign: only actions that name the side tell it.
  const after = held === null || (direction.side === null && !isZero(held)) ? null : held;
  return {
    quantity: amount === null ? null : turned(amount, direction.trade),
    positionAfter: after === null ? null : turned(after, direction.side ?? 1),
  };
}

function entry(row: Fields, line: number, of: Preamble, account: string): Outcome<Stated> {
  const at = instantOf(row.Time, ['year-month-day', 'slashes'], of.zone);
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Time' } };
  const action = row.Action.toLowerCase();
  const fee = row.Fee === null || isZero(row.Fee) ? null : negated(row.Fee);
  const unit: Asset = row['Balance Unit'];
  const item: LedgerItem = {
    kind: 'ledger',
    account,
    // A spreadsheet rounds ids to a few digits: they name nothing then.
    id: /^\d+$/.test(row.id) ? row.id : null,
    at: at.value,
    sequence: sequenceOf(row.id, line),
    type: typeOf(row['Trade Type'].toLowerCase(), action),
    operation: `${row['Trade Type']} ${row.Action}`,
    market: row.Symbol === null ? null : OKX_MARKET,
    symbol: row.Symbol,
    ...contracts(row, action),
    price: row['Filled Price'] === null || isZero(row['Filled Price']) ? null : row['Filled Price'],
    asset: unit,
    change: row['Balance Change'],
    balanceAfter: row.Balance,
    fee,
    feeAsset: fee === null ? null : asset(row['Fee Unit'] ?? unit),
    contract: null,
  };
  return ok({
    items: [item],
    summary: `${item.operation} ${row.Symbol ?? ''} ${row['Balance Change'] ?? ''} ${unit}`,
  });
}

/** Trading history in its generations of 15, 17 and 19 columns. */
export const okxTradingHistory: StatementFormat = tableFormat({
  id: 'okx-trading-history-csv',
  title: 'OKX trading history (CSV)',
  venue: OKX,
  columns: [
    'id',
    'Order id',
    'Time',
    'Trade Type',
    'Symbol',
    'Action',
    'Amount',
    'Position Balance',
    'Balance Unit',
  ],
  columnsIn,
  schema: Row,
  reader(table, options) {
    const preamble = preambleOf(table);
    const account = options.account ?? preamble.account ?? 'main';
    return (row, line) => entry(row, line, preamble, account);
  },
  notes: zoneNotes,
});
