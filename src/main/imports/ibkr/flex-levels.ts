import type { FlexRow, FlexStatement } from './flex-statement.ts';
import { words } from '../words.ts';

/** What to do with a row that says again what another row says. */
export type Counting = {
  /** Why a row is not counted; rows that are not in it are. */
  readonly passedOver: ReadonlyMap<FlexRow, string>;
  /** Positions and currencies: the rows that a counted row stands for, itself or all lots of the holding. */
  readonly standsFor: ReadonlyMap<FlexRow, readonly FlexRow[]>;
};

const level = ({ fields }: FlexRow): string => (fields['levelOfDetail'] ?? '').toUpperCase();

const keyOf = (row: FlexRow, statement: FlexStatement): string =>
  [
    row.fields['accountId'] ?? statement.account,
    row.fields['conid'] ?? '',
    row.fields['symbol'] ?? '',
  ].join('|');

function grouped(
  rows: readonly FlexRow[],
  key: (row: FlexRow) => string,
): ReadonlyMap<string, readonly FlexRow[]> {
  const groups = new Map<string, FlexRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

type Draft = {
  readonly over: Map<FlexRow, string>;
  readonly standsFor: Map<FlexRow, readonly FlexRow[]>;
};

/** The summaries of one holding, or its lots where there is no summary: the last row counts for all. */
function holding(group: readonly FlexRow[], { over, standsFor }: Draft): void {
  const summaries = group.filter((row) => level(row) !== 'LOT');
  const used = summaries.length > 0 ? summaries : group;
  const last = used.at(-1);
  if (last !== undefined) standsFor.set(last, used);
  for (const row of group) {
    if (row === last) continue;
    const repeated = used.includes(row);
    over.set(
      row,
      repeated ? 'counted with the rows of the same holding' : 'a lot, counted in its summary',
    );
  }
}

/**
 * A position appears as a summary and again as its lots, or in several models: summaries count, and lots only
 * where there is no summary. The last counted row of a position stands for all of them.
 */
function positions(statement: FlexStatement, counted: Draft): void {
  const rows = statement.rows.filter(({ name }) => name === 'OpenPosition');
  const key = (row: FlexRow): string =>
    `${keyOf(row, statement)}|${row.fields['reportDate'] ?? ''}`;
  for (const group of grouped(rows, key).values()) holding(group, counted);
}

/** Most detailed first: an order repeats its executions, a summary repeats its orders. */
const TRADE_LEVELS = ['EXECUTION', 'ORDER', 'SYMBOL_SUMMARY'] as const;

const NAMED_LEVELS: Readonly<Record<string, string>> = words({
  Order: 'ORDER',
  SymbolSummary: 'SYMBOL_SUMMARY',
  AssetSummary: 'ASSET_SUMMARY',
  Lot: 'CLOSED_LOT',
  WashSale: 'WASH_SALE',
});

const TRADE_ROWS = new Set(['Trade', 'TradeConfirm', ...Object.keys(NAMED_LEVELS)]);

function tradeLevel(row: FlexRow): string {
  const stated = NAMED_LEVELS[row.name] ?? level(row);
  return stated === '' ? 'EXECUTION' : stated;
}

function trades(statement: FlexStatement, over: Map<FlexRow, string>): void {
  const rows = statement.rows.filter(({ name }) => TRADE_ROWS.has(name));
  for (const group of grouped(rows, (row) => keyOf(row, statement)).values()) {
    const finest = TRADE_LEVELS.find((name) => group.some((row) => tradeLevel(row) === name));
    const confirmed = group.some(({ name }) => name !== 'TradeConfirm');
    for (const row of group) {
      const own = tradeLevel(row);
      if (own === 'CLOSED_LOT') over.set(row, 'a closed lot, counted in its trade');
      else if (own === 'WASH_SALE') over.set(row, 'a wash sale, no trade of its own');
      else if (own !== finest)
        over.set(row, `${own.toLowerCase()} of trades that are counted one by one`);
      else if (row.name === 'TradeConfirm' && confirmed)
        over.set(row, 'the confirmation of a trade that is counted');
    }
  }
}

const currencyKey = (row: FlexRow, statement: FlexStatement): string =>
  `${row.fields['accountId'] ?? statement.account}|${row.fields['fxCurrency'] ?? row.fields['currency'] ?? ''}`;

const isBase = ({ fields }: FlexRow): boolean => /^BASE/i.test(fields['currency'] ?? '');

/** The base currency's summary counts only where no currency is listed; foreign currency counts once. */
function cash(statement: FlexStatement, counted: Draft): void {
  const { over } = counted;
  const report = statement.rows.filter(({ name }) => name === 'CashReportCurrency');
  const listed = report.filter((row) => !isBase(row));
  for (const row of report) {
    if (isBase(row) && listed.length > 0)
      over.set(row, 'the sum of the currencies that are counted one by one');
  }
  const reported = new Set(listed.map((row) => currencyKey(row, statement)));
  const foreign = statement.rows.filter(({ name }) => name === 'FxPosition' || name === 'FxLot');
  const summed = report.length > 0 && listed.length === 0;
  for (const [key, group] of grouped(foreign, (row) => currencyKey(row, statement))) {
    if (!reported.has(key) && !summed) holding(group, counted);
    else for (const row of group) over.set(row, 'cash that the cash report counts');
  }
  const movements = statement.rows.filter(({ name }) => name === 'CashTransaction');
  const detailed = movements.some((row) => level(row) === 'DETAIL');
  for (const row of movements) {
    if (detailed && level(row) === 'SUMMARY')
      over.set(row, 'the sum of movements that are counted one by one');
  }
}

/** Decides, for one statement, which rows count and which only repeat others. */
export function countedOnce(statement: FlexStatement): Counting {
  const counted: Draft = { over: new Map(), standsFor: new Map() };
  positions(statement, counted);
  trades(statement, counted.over);
  cash(statement, counted);
  return { passedOver: counted.over, standsFor: counted.standsFor };
}
