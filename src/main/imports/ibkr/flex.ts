import type { Outcome } from '../../../engine/values/outcome.ts';
import { failed, note, stated, type Stated } from '../events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { xmlDocument, xmlRoot } from '../xml-document.ts';
import { flexCashReport, flexCashTransaction, flexCurrency, flexEquity, flexRate } from './flex-cash.ts';
import type { FlexContext } from './flex-fields.ts';
import { countedOnce } from './flex-levels.ts';
import { flexPosition } from './flex-position.ts';
import { flexMovement, flexSecurity } from './flex-security.ts';
import { flexStatements, type FlexRow, type FlexStatement } from './flex-statement.ts';
import { flexTrade } from './flex-trade.ts';
import { IBKR, IBKR_MARKET } from './names.ts';

/** Readers by element name; `rows` are those that the row stands for, itself included. */
type Reader = (row: FlexRow, context: FlexContext, rows: readonly FlexRow[]) => Outcome<Stated>;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['OpenPosition', (_, context, rows) => flexPosition(rows, context)],
  ['FxPosition', (_, context, rows) => flexCurrency(rows, context)],
  ['FxLot', (_, context, rows) => flexCurrency(rows, context)],
  ['Trade', flexTrade],
  ['TradeConfirm', flexTrade],
  ['Order', flexTrade],
  ['SymbolSummary', flexTrade],
  ['AssetSummary', flexTrade],
  ['Lot', flexTrade],
  ['WashSale', flexTrade],
  ['CashTransaction', flexCashTransaction],
  ['CashReportCurrency', flexCashReport],
  ['EquitySummaryByReportDateInBase', flexEquity],
  ['ConversionRate', flexRate],
  ['SecurityInfo', flexSecurity],
  ['CorporateAction', flexMovement],
  ['Transfer', flexMovement],
]);

/** Rows that say who the account is, not what it holds. */
const HEADINGS = new Set(['AccountInformation']);

const ROOTS = new Set(['FlexQueryResponse', 'FlexStatements', 'FlexStatement']);

/** A Flex answer, or single elements of one that name an account of IBKR's as their rows do. */
function recognises(head: FileHead): boolean {
  const root = xmlRoot(head);
  if (root === null) return false;
  return (
    ROOTS.has(root.name) ||
    /<(?:OpenPosition|Trade|CashReportCurrency|ConversionRate)\s[^>]{0,4000}\b(?:fxRateToBase|endingCash|fromCurrency)=/.test(
      head.text,
    )
  );
}

/** Positions of a statement are all that the account holds, unless some could not be read. */
function* scopes(
  statement: FlexStatement,
  seen: ReadonlySet<string>,
  unread: ReadonlySet<string>,
): Iterable<ReadEvent> {
  if (!statement.sections.has('OpenPositions')) return;
  for (const account of new Set([statement.account, ...seen])) {
    if (unread.has(account)) {
      yield note(
        `account ${account}: a position could not be read, so positions that the file does not list stay as they were`,
      );
    } else {
      yield { event: 'scope', account, market: IBKR_MARKET, at: statement.at };
    }
  }
}

function* statementEvents(statement: FlexStatement, left: Map<string, number>): Iterable<ReadEvent> {
  const counting = countedOnce(statement);
  const seen = new Set<string>();
  const unread = new Set<string>();
  for (const row of statement.rows) {
    const reader = READERS.get(row.name);
    if (reader === undefined) {
      if (!HEADINGS.has(row.name)) left.set(row.name, (left.get(row.name) ?? 0) + 1);
      continue;
    }
    const why = counting.passedOver.get(row);
    if (why !== undefined) {
      yield stated(row.ordinal, { items: [], summary: `${row.name} ${row.fields['symbol'] ?? ''}: ${why}` });
      continue;
    }
    const account = row.fields['accountId'] ?? statement.account;
    const context = { statement, account, ordinal: row.ordinal };
    const outcome = reader(row, context, counting.standsFor.get(row) ?? [row]);
    if (row.name === 'OpenPosition') {
      seen.add(account);
      if (!outcome.ok && outcome.failure.reason !== 'unsupported-instrument') unread.add(account);
    }
    yield outcome.ok ? stated(row.ordinal, outcome.value) : failed(row.ordinal, outcome.failure);
  }
  yield* scopes(statement, seen, unread);
}

async function* read(chunks: AsyncIterable<string>, options: ReadOptions): AsyncIterable<ReadEvent> {
  const document = await xmlDocument(chunks);
  if (!document.ok) {
    yield failed(1, document.failure);
    return;
  }
  const left = new Map<string, number>();
  const account = options.account ?? 'main';
  const statements = flexStatements(document.value, { account, at: options.fileTime });
  for (const statement of statements) yield* statementEvents(statement, left);
  if (left.size > 0) {
    const counts = Array.from(left, ([name, count]) => `${count} ${name}`);
    yield note(`rows of sections that hold nothing to keep: ${counts.join(', ')}`);
  }
  yield note('times without a zone are taken as New York’s; contracts end at 16:00 there on their last day');
}

/** Interactive Brokers Flex query, XML. Which attributes a row has depends on the user's query. */
export const ibkrFlex: StatementFormat = {
  id: 'ibkr-flex-xml',
  title: 'Interactive Brokers Flex query (XML)',
  venue: IBKR,
  recognises,
  read,
};
