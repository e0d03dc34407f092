import { z } from 'zod';
import type { InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { isAbsent, magnitude, negated } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { field, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { DecimalText, LedgerItem, StatementFormat } from '../format.ts';
import { tableFormat } from '../table-format.ts';
import { DERIBIT, DERIBIT_MARKET, deribitName } from './names.ts';
import { words } from '../words.ts';

/** Columns that all four generations have. */
const COLUMNS = [
  'UserSeq',
  'Date',
  'Instrument',
  'Type',
  'Side',
  'Position',
  'Cash Flow',
  'Change',
];

/** Older generations' names for the same columns. */
const RENAMED: Readonly<Record<string, string>> = words({ 'Fee Paid': 'Fee Charged' });

const Row = z.object({
  ID: textOrNull,
  UserSeq: text,
  Date: time(['year-month-day', 'day-month-name', 'slashes'], 'UTC'),
  Instrument: textOrNull,
  Type: text,
  Side: field((raw) => ok(isAbsent(raw) ? '' : raw.trim().toLowerCase())),
  /** In the unit of `Position`, newest generation. */
  Amount: optionalDecimal(),
  /** In the unit of `Position`, oldest generation. */
  Size: optionalDecimal(),
  /** In coin. */
  'Base Amount': optionalDecimal(),
  Position: optionalDecimal(),
  Price: optionalDecimal(),
  'Fee Charged': optionalDecimal(),
  Change: optionalDecimal(),
  Balance: optionalDecimal(),
});
type Fields = z.infer<typeof Row>;

const TYPES: Readonly<Record<string, LedgerItem['type']>> = words({
  trade: 'trade',
  delivery: 'delivery',
  settlement: 'settlement',
  liquidation: 'liquidation',
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  'position move': 'transfer',
});

/** Signed size of a trade. Base amounts of inverse futures are coins where positions are dollars: no size then. */
function traded(row: Fields, name: InstrumentName | null): DecimalText | null {
  const sign = /\bbuy$/.test(row.Side) ? 1 : /\bsell$/.test(row.Side) ? -1 : 0;
  const coins = name !== null && (name.payoff === 'linear' || name.kind === 'option');
  const size = row.Amount ?? row.Size ?? (coins ? row['Base Amount'] : null);
  if (sign === 0 || size === null) return null;
  return sign > 0 ? magnitude(size) : negated(magnitude(size));
}

/** Assets whose log may hold a row of the contract: what it settles in, or either side of a spot pair. */
const ledgersOf = ({ kind, base, quote, settlement }: InstrumentName): readonly (string | null)[] =>
  kind === 'spot' ? [base, quote] : [settlement];

function currencyOf(row: Fields, name: InstrumentName | null, file: Asset | null): Outcome<Asset> {
  const possible = name === null ? [] : ledgersOf(name);
  if (file === null) {
    const [only, ...others] = possible;
    return typeof only === 'string' && others.length === 0
      ? ok(asset(only))
      : fail(
          'missing-field',
          'the currency stands only in the file name: keep it as transaction_log-<id>-<currency>-….csv',
        );
  }
  return name === null || possible.includes(file)
    ? ok(file)
    : fail(
        'conflict',
        `${row.Instrument ?? ''} settles in ${possible.join(' or ')}, the file is of ${file}`,
      );
}

function entry(row: Fields, account: string, file: Asset | null): Outcome<Stated> {
  const parsed = row.Instrument === null ? null : deribitName(row.Instrument);
  const name = parsed?.ok === true ? parsed.value : null;
  const currency = currencyOf(row, name, file);
  if (!currency.ok) return currency;
  const sequence = Number(row.UserSeq);
  if (!Number.isSafeInteger(sequence)) {
    return fail('malformed', `"${row.UserSeq}" is no sequence number`, 'UserSeq');
  }
  const operation = row.Type.toLowerCase();
  const item: LedgerItem = {
    kind: 'ledger',
    account,
    id: row.ID ?? `${account}:${currency.value}:${row.UserSeq}`,
    at: row.Date,
    sequence,
    type: TYPES[operation] ?? 'unknown',
    operation: row.Type,
    market: row.Instrument === null ? null : DERIBIT_MARKET,
    symbol: row.Instrument,
    quantity: operation === 'settlement' ? null : traded(row, name),
    price: row.Price,
    positionAfter: row.Instrument === null ? null : row.Position,
    asset: currency.value,
    change: row.Change,
    balanceAfter: row.Balance,
    fee: row['Fee Charged'],
    feeAsset: row['Fee Charged'] === null ? null : currency.value,
    contract: null,
  };
  return ok({ items: [item], summary: `${row.Type} ${row.Instrument ?? currency.value}` });
}

/** Account id and currency in `transaction_log-12345-BTC-….csv`. */
function fileFacts(name: string): {
  readonly account: string | null;
  readonly currency: Asset | null;
} {
  const match = /transaction[_-]?log[-_](\d+)[-_]([A-Za-z]{2,6})(?=[-_.])/i.exec(name);
  return match === null
    ? { account: null, currency: null }
    : { account: match[1] ?? null, currency: asset(match[2] ?? '') };
}

/** Transaction log in its four generations; one file per settlement currency, which only its name gives. */
export const deribitTransactionLog: StatementFormat = tableFormat({
  id: 'deribit-transaction-log-csv',
  title: 'Deribit transaction log (CSV)',
  venue: DERIBIT,
  columns: COLUMNS,
  columnsIn: (header) => header.map((cell) => RENAMED[cell] ?? cell),
  schema: Row,
  reader(_table, options) {
    const facts = fileFacts(options.name);
    const account = options.account ?? facts.account ?? 'main';
    return (row) => entry(row, account, facts.currency);
  },
  notes: (_table, { name }) =>
    fileFacts(name).currency === null
      ? ['the file name gives no currency: taken from the contracts where they settle in one']
      : [],
});
