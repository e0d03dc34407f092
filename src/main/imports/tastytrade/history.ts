import { z } from 'zod';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { quotientOf } from '../brokers/arithmetic.ts';
import {
  decimalText,
  isAbsent,
  isZero,
  magnitude,
  negated,
  POINT,
  sumOf,
  shortened,
} from '../decimals.ts';
import type { Stated } from '../events.ts';
import { field, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import {
  americanDay,
  instrumentKind,
  paidMultiplier,
  TASTYTRADE,
  tastytradeItems,
} from './line.ts';

type Row = {
  readonly Date: Instant;
  readonly Type: string;
  readonly 'Sub Type': string | null;
  readonly Action: string | null;
  readonly Symbol: string | null;
  readonly 'Instrument Type': string | null;
  readonly Description: string | null;
  readonly Value: DecimalText | null;
  readonly Quantity: DecimalText | null;
  readonly 'Average Price': DecimalText | null;
  readonly Commissions: DecimalText | null;
  readonly Fees: DecimalText | null;
  readonly Multiplier: DecimalText | null;
  readonly 'Expiration Date': string | null;
  readonly 'Strike Price': DecimalText | null;
  readonly 'Call or Put': string | null;
  readonly Total: DecimalText | null;
  readonly Currency: Asset;
};

const Schema: z.ZodType<Row> = z.object({
  Date: time(['year-month-day'], 'UTC'),
  Type: text,
  'Sub Type': textOrNull,
  Action: textOrNull,
  Symbol: textOrNull,
  'Instrument Type': textOrNull,
  Description: textOrNull,
  Value: optionalDecimal(POINT),
  Quantity: optionalDecimal(POINT),
  'Average Price': optionalDecimal(POINT),
  Commissions: optionalDecimal(POINT),
  Fees: optionalDecimal(POINT),
  Multiplier: optionalDecimal(POINT),
  'Expiration Date': textOrNull,
  'Strike Price': optionalDecimal(POINT),
  'Call or Put': textOrNull,
  Total: optionalDecimal(POINT),
  // Files before 2024 have no such column: the broker kept accounts in US dollars only.
  Currency: field((code) => ok(asset(isAbsent(code) ? 'USD' : code))),
});

/** The price that the description ends with; futures have no other. */
function describedPrice(description: string | null): DecimalText | null {
  const price = decimalText(/@ (-?[\d,]*\.?\d+)\s*$/.exec(description ?? '')?.[1] ?? '', POINT);
  return price.ok ? price.value : null;
}

/** Per unit: the column gives cash per contract, signed. */
function priceOf(row: Row): DecimalText | null {
  const described = describedPrice(row.Description);
  const average = row['Average Price'];
  if (described !== null || average === null || row['Instrument Type'] === 'Future')
    return described;
  return quotientOf(magnitude(average), row.Multiplier ?? '1');
}

function sideOf({ Action, 'Sub Type': subType }: Row): 'buy' | 'sell' | null {
  const word = Action ?? subType ?? '';
  if (/^buy/i.test(word)) return 'buy';
  return /^sell/i.test(word) ? 'sell' : null;
}

/** Cash before fees, and fees: both are signed as cash. */
function cashOf({ Total, Value, Commissions, Fees }: Row): Outcome<DecimalText | null> {
  const parts = [Value, Commissions, Fees].filter((part) => part !== null);
  const sum = parts.length === 0 ? null : sumOf(...parts);
  if (Total !== null && sum !== null && Value !== null && sum !== Total) {
    return fail('conflict', `Total ${Total} is not Value + Commissions + Fees, ${sum}`, 'Total');
  }
  return ok(Total ?? sum);
}

function lineOf(row: Row, line: number, account: string): Outcome<Stated> {
  const kind = row['Instrument Type'] === null ? null : instrumentKind(row['Instrument Type']);
  if (kind !== null && !kind.ok) return kind;
  const expiry = row['Expiration Date'] === null ? null : americanDay(row['Expiration Date']);
  if (row['Expiration Date'] !== null && expiry === null) {
    return fail(
      'malformed',
      `"${shortened(row['Expiration Date'])}" is no date`,
      'Expiration Date',
    );
  }
  const change = cashOf(row);
  if (!change.ok) return change;
  const costs = [row.Commissions, row.Fees].filter((part) => part !== null);
  const price = priceOf(row);
  const stated = row.Multiplier;
  // Options on futures are listed with a multiplier of 1, whatever a point is worth.
  const paid =
    kind !== null && kind.value === 'future option'
      ? paidMultiplier(row.Value, row.Quantity, price)
      : null;
  const right = row['Call or Put']?.charAt(0).toUpperCase();
  return tastytradeItems({
    account,
    line,
    at: row.Date,
    type: row.Type,
    subType: row['Sub Type'] ?? '',
    side: sideOf(row),
    symbol: row.Symbol,
    kind: kind?.value ?? null,
    quantity: row.Quantity,
    price,
    change: change.value !== null && isZero(change.value) ? '0' : change.value,
    fee: costs.length === 0 ? null : negated(sumOf(...costs)),
    currency: row.Currency,
    multiplier: paid ?? (stated !== null && isZero(stated) ? null : stated),
    expiry,
    strike: row['Strike Price'],
    right: right === 'C' ? 'call' : right === 'P' ? 'put' : null,
  });
}

/** tastytrade's transaction history since 2022: 18, 20 or 21 columns. */
export const tastytradeHistory: StatementFormat = tableFormat<Row>({
  id: 'tastytrade-history-csv',
  title: 'tastytrade transaction history (CSV)',
  venue: TASTYTRADE,
  columns: [
    'Date',
    'Type',
    'Action',
    'Symbol',
    'Instrument Type',
    'Description',
    'Value',
    'Quantity',
    'Average Price',
    'Commissions',
    'Fees',
    'Root Symbol',
    'Underlying Symbol',
  ],
  schema: Schema,
  reader: (_, options) => (row, line) => lineOf(row, line, options.account ?? 'main'),
});
