import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import { failed, note, stated, type Stated } from '../events.ts';
import type { ReadEvent } from '../format.ts';
import {
  flexCashReport,
  flexCashTransaction,
  flexCurrency,
  flexEquity,
  flexRate,
} from './flex-cash.ts';
import type { FlexContext } from './flex-fields.ts';
import { countedOnce } from './flex-levels.ts';
import { flexPosition } from './flex-position.ts';
import { flexMovement, flexSecurity } from './flex-security.ts';
import type { FlexRow, FlexStatement } from './flex-statement.ts';
import { flexTrade } from './flex-trade.ts';
import { IBKR_MARKET } from './names.ts';
import { shortened } from '../decimals.ts';

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

/** A symbol alone names a position here, so two contracts of one symbol cannot both be kept. */
function twoOfOneName(
  { name, fields }: FlexRow,
  contractIds: Map<string, string>,
): Outcome<never> | null {
  const { symbol = '', conid } = fields;
  if (name !== 'OpenPosition' || conid === undefined) return null;
  const known = contractIds.get(symbol) ?? conid;
  contractIds.set(symbol, known);
  return known === conid
    ? null
    : fail(
        'ambiguous',
        `symbol ${shortened(symbol)} names two contracts of this file, conid ${shortened(known)} and ${shortened(conid)}`,
        'conid',
      );
}

function* statementEvents(
  statement: FlexStatement,
  left: Map<string, number>,
): Iterable<ReadEvent> {
  const counting = countedOnce(statement);
  const contractIds = new Map<string, string>();
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
      yield stated(row.ordinal, {
        items: [],
        summary: `${row.name} ${row.fields['symbol'] ?? ''}: ${why}`,
      });
      continue;
    }
    const account = row.fields['accountId'] ?? statement.account;
    const context = { statement, account, ordinal: row.ordinal };
    const outcome =
      twoOfOneName(row, contractIds) ?? reader(row, context, counting.standsFor.get(row) ?? [row]);
    if (row.name === 'OpenPosition') {
      seen.add(account);
      if (!outcome.ok && outcome.failure.reason !== 'unsupported-instrument') unread.add(account);
    }
    yield outcome.ok ? stated(row.ordinal, outcome.value) : failed(row.ordinal, outcome.failure);
  }
  yield* scopes(statement, seen, unread);
}

/** What the rows of statements state, each counted once, and what was left unread. */
export function* flexEvents(statements: readonly FlexStatement[]): Iterable<ReadEvent> {
  const left = new Map<string, number>();
  for (const statement of statements) yield* statementEvents(statement, left);
  if (left.size > 0) {
    const counts = Array.from(left, ([name, count]) => `${count} ${name}`);
    yield note(`rows of sections that hold nothing to keep: ${counts.join(', ')}`);
  }
  yield note(
    'times without a zone are taken as New York’s; contracts end at 16:00 there on their last day',
  );
}
