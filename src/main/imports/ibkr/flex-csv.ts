import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { reconciles } from '../brokers/arithmetic.ts';
import { csvRows } from '../csv.ts';
import { decimalText, negated, POINT, shortened } from '../decimals.ts';
import { failed, note } from '../events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { headerOf } from '../heads.ts';
import { DOCUMENT_LIMIT } from '../whole-text.ts';
import { dayOrder } from './dates.ts';
import { flexEvents } from './flex-events.ts';
import { statementOf, type RawRow } from './flex-statement.ts';
import { IBKR } from './names.ts';
import { words } from '../words.ts';

/** The table's names of columns that differ from the XML's by more than the first letters' case. */
const NAMES: Readonly<Record<string, string>> = words({
  ClientAccountID: 'accountId',
  CurrencyPrimary: 'currency',
  AssetClass: 'assetCategory',
  'Buy/Sell': 'buySell',
  'Put/Call': 'putCall',
  'Date/Time': 'dateTime',
  'Notes/Codes': 'notes',
  FromCurrency: 'fromCurrency',
});

/** `IBCommission` is `ibCommission`, `ISIN` is `isin`, `TradeID` is `tradeID`. */
const attributeOf = (column: string): string =>
  NAMES[column] ??
  column.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());

/** Which kind of row a header announces; null if none that is known. */
function rowName(header: readonly string[]): string | null {
  const has = (...columns: readonly string[]): boolean =>
    columns.every((column) => header.includes(column));
  if (has('FromCurrency', 'ToCurrency', 'Rate')) return 'ConversionRate';
  if (!has('CurrencyPrimary')) return null;
  if (has('TradePrice', 'Quantity')) return 'Trade';
  if (has('MarkPrice', 'Quantity')) return 'OpenPosition';
  if (has('EndingCash')) return 'CashReportCurrency';
  return has('Amount', 'Type') ? 'CashTransaction' : null;
}

/**
 * Attributes as the XML would have them. Queries without AssetClass tell shares by their ISIN, if the money of
 * the trade is quantity × price: bonds have ISINs too and are priced in percent.
 */
function attributesOf(
  name: string,
  cells: Readonly<Record<string, string>>,
): Outcome<Record<string, string>> {
  const given: Record<string, string> = Object.assign(Object.create(null), cells);
  const { isin = '', tradeMoney = '', quantity = '', tradePrice = '' } = given;
  if (name === 'OpenPosition') given['position'] ??= quantity;
  if (name === 'ConversionRate') given['reportDate'] ??= given['dateTime'] ?? '';
  if ((given['symbol'] ?? '') === '' && isin !== '') given['symbol'] = isin;
  if (name !== 'Trade') return ok(given);
  const money = decimalText(tradeMoney, POINT);
  if (money.ok) given['proceeds'] ??= negated(money.value);
  if (given['assetCategory'] !== undefined) return ok(given);
  if (isin === '') {
    given['assetCategory'] = 'CASH';
    return ok(given);
  }
  const [units, price] = [decimalText(quantity, POINT), decimalText(tradePrice, POINT)];
  const share =
    money.ok && units.ok && price.ok && reconciles(money.value, units.value, price.value, '1');
  if (!share)
    return fail(
      'missing-field',
      `what ${shortened(isin)} is, is not stated: add AssetClass to the query`,
      'AssetClass',
    );
  given['assetCategory'] = 'STK';
  return ok(given);
}

type Collected = { readonly rows: readonly RawRow[]; readonly faults: readonly ReadEvent[] };

/** Rows of all tables in the file; queries may put several below each other, with or without marks in front. */
async function collected(chunks: AsyncIterable<string>): Promise<Collected> {
  const rows: RawRow[] = [];
  const faults: ReadEvent[] = [];
  let columns: readonly string[] | null = null;
  let name: string | null = null;
  let size = 0;
  for await (const { line, cells: all, fault } of csvRows(chunks, { delimiter: ',' })) {
    const [mark = ''] = all;
    if (/^(?:BO|EO)[FAS]$/.test(mark)) continue;
    const cells = /^(?:HEADER|DATA)$/.test(mark) ? all.slice(2) : all;
    if (fault !== null) {
      faults.push(failed(line, fault));
      continue;
    }
    const announced = rowName(cells.map((cell) => cell.trim()));
    if (announced !== null || mark === 'HEADER') {
      name = announced;
      columns = cells.map((cell) => attributeOf(cell.trim()));
      continue;
    }
    size += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (size > DOCUMENT_LIMIT) {
      faults.push(
        failed(line, {
          reason: 'limit-exceeded',
          message: 'the table is too long: query a shorter period',
        }),
      );
      break;
    }
    if (columns === null || name === null) {
      faults.push(
        failed(line, {
          reason: 'unsupported-operation',
          message: 'the row stands below no header that is known',
        }),
      );
      continue;
    }
    const row: Record<string, string> = Object.create(null);
    for (const [i, column] of columns.entries()) row[column] = cells[i] ?? '';
    const given = attributesOf(name, row);
    if (given.ok) rows.push({ name, ordinal: line, attributes: given.value });
    else faults.push(failed(line, given.failure));
  }
  return { rows, faults };
}

async function* read(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const { rows, faults } = await collected(chunks);
  const order = dayOrder(rows.flatMap((row) => Object.values(row.attributes)));
  const otherwise = { account: options.account ?? 'main', at: options.fileTime };
  const events = flexEvents([statementOf(rows, {}, new Set(), order, otherwise)]);
  yield* inOrder(events, faults);
  if (
    rows.some(
      ({ attributes }) =>
        attributes['symbol'] === attributes['isin'] && attributes['isin'] !== undefined,
    )
  ) {
    yield note('the query has no Symbol: contracts are named by their ISIN');
  }
}

const lineOf = (event: ReadEvent): number =>
  event.event === 'row'
    ? event.line
    : event.event === 'failed'
      ? event.failure.line
      : Number.POSITIVE_INFINITY;

/** Rows that could not be read, in their place among those that could. */
function* inOrder(events: Iterable<ReadEvent>, faults: readonly ReadEvent[]): Iterable<ReadEvent> {
  let next = 0;
  for (const event of events) {
    for (
      let fault = faults[next];
      fault !== undefined && lineOf(fault) < lineOf(event);
      fault = faults[next]
    ) {
      yield fault;
      next++;
    }
    yield event;
  }
  yield* faults.slice(next);
}

const KNOWN_BY: readonly (readonly string[])[] = [
  ['CurrencyPrimary', 'TradePrice', 'Quantity'],
  ['CurrencyPrimary', 'MarkPrice', 'Quantity'],
  ['CurrencyPrimary', 'EndingCash'],
  ['CurrencyPrimary', 'Amount', 'Type'],
];

const recognises = ({ lines }: FileHead): boolean =>
  KNOWN_BY.some((columns) => headerOf(lines, ',', columns) !== null);

/** Interactive Brokers Flex query as a table, with the columns that the user chose. */
export const ibkrFlexCsv: StatementFormat = {
  id: 'ibkr-flex-csv',
  title: 'Interactive Brokers Flex query (CSV)',
  venue: IBKR,
  recognises,
  read,
};
