import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { occSymbol } from '../brokers/listed-contract.ts';
import { negated, POINT, sumOf, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import {
  americanDay,
  paidMultiplier,
  TASTYTRADE,
  tastytradeItems,
  type TastytradeLine,
} from './line.ts';

type Row = {
  readonly 'Date/Time': Instant;
  readonly 'Transaction Code': string;
  readonly 'Transaction Subcode': string | null;
  readonly Symbol: string | null;
  readonly 'Buy/Sell': string | null;
  readonly Quantity: DecimalText | null;
  readonly 'Expiration Date': string | null;
  readonly Strike: DecimalText | null;
  readonly 'Call/Put': string | null;
  readonly Price: DecimalText | null;
  readonly Fees: DecimalText | null;
  readonly Amount: DecimalText | null;
  readonly 'Account Reference': string | null;
};

const Schema: z.ZodType<Row> = z.object({
  'Date/Time': time(['month/day/year'], 'UTC'),
  'Transaction Code': text,
  'Transaction Subcode': textOrNull,
  Symbol: textOrNull,
  'Buy/Sell': textOrNull,
  Quantity: optionalDecimal(POINT),
  'Expiration Date': textOrNull,
  Strike: optionalDecimal(POINT),
  'Call/Put': textOrNull,
  Price: optionalDecimal(POINT),
  Fees: optionalDecimal(POINT),
  Amount: optionalDecimal(POINT),
  'Account Reference': textOrNull,
});

type Named = Pick<TastytradeLine, 'symbol' | 'kind' | 'expiry' | 'right'>;

/** Options are named by their parts; futures by the slash before the symbol. */
function named(row: Row): Outcome<Named> {
  const { Symbol: symbol, Strike: strike } = row;
  const letter = row['Call/Put']?.charAt(0).toUpperCase();
  const right = letter === 'C' ? 'call' : letter === 'P' ? 'put' : null;
  if (symbol === null) return { ok: true, value: { symbol, kind: null, expiry: null, right } };
  if (symbol.startsWith('/') || symbol.startsWith('./')) {
    return {
      ok: true,
      value: { symbol, kind: right === null ? 'future' : 'future option', expiry: null, right },
    };
  }
  if (right === null || strike === null) {
    return { ok: true, value: { symbol, kind: 'share', expiry: null, right: null } };
  }
  const expiry = americanDay(row['Expiration Date'] ?? '');
  if (expiry === null) {
    return fail(
      'malformed',
      `"${shortened(row['Expiration Date'] ?? '')}" is no date`,
      'Expiration Date',
    );
  }
  const [year = 0, month = 0, day = 0] = expiry.split('-').map(Number);
  const terms = { root: symbol, expiry: { year, month, day }, right, strike } as const;
  return { ok: true, value: { symbol: occSymbol(terms), kind: 'option', expiry, right } };
}

function lineOf(row: Row, line: number, account: string | null): Outcome<Stated> {
  const of = named(row);
  if (!of.ok) return of;
  const { Amount, Fees, Price, Quantity } = row;
  const side = row['Buy/Sell'] ?? row['Transaction Subcode'] ?? '';
  const parts = [Amount, Fees === null ? null : negated(Fees)].filter((part) => part !== null);
  const multiplier = paidMultiplier(Amount, Quantity, Price);
  return tastytradeItems({
    ...of.value,
    account: account ?? row['Account Reference'] ?? 'main',
    line,
    at: row['Date/Time'],
    type: row['Transaction Code'],
    subType: row['Transaction Subcode'] ?? '',
    side: /^buy/i.test(side) ? 'buy' : /^sell/i.test(side) ? 'sell' : null,
    quantity: Quantity,
    price: Price,
    change: parts.length === 0 ? null : sumOf(...parts),
    fee: Fees,
    currency: asset('USD'),
    multiplier,
    strike: row.Strike,
  });
}

/** The history of tastyworks, as the broker was called until 2022. */
export const tastyworksHistory: StatementFormat = tableFormat<Row>({
  id: 'tastyworks-history-csv',
  title: 'tastyworks transaction history (CSV, until 2022)',
  venue: TASTYTRADE,
  columns: [
    'Date/Time',
    'Transaction Code',
    'Transaction Subcode',
    'Symbol',
    'Buy/Sell',
    'Open/Close',
    'Quantity',
    'Amount',
  ],
  schema: Schema,
  reader: (_, options) => (row, line) => lineOf(row, line, options.account),
  notes: () => ['the file names no time zone: times are taken as UTC'],
});
