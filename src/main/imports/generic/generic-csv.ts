import { venue } from '../../../engine/values/ids.ts';
import { failed, note, stated } from '../events.ts';
import { fieldsOf } from '../fields.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { headerOf } from '../heads.ts';
import { peeked } from '../table-format.ts';
import { tableIn, type TableRow } from '../table.ts';
import { BALANCE_COLUMNS, isGenericField, POSITION_COLUMNS } from './fields.ts';
import { delimiterOf, mappedColumns, OWN_COLUMNS, type Columns } from './mapping.ts';
import { genericItems, genericSchema, type Read } from './row.ts';

/** A header in which every column is one of ours, and which has those of a position or of a balance. */
function recognises({ lines }: FileHead): boolean {
  return [',', ';', '\t', '|'].some((delimiter) =>
    [POSITION_COLUMNS, BALANCE_COLUMNS].some((needed) => {
      const header = headerOf(lines, delimiter, needed);
      return header !== null && header.every((column) => isGenericField(column));
    }),
  );
}

/** The row's cells by field, from the columns and constants of the mapping. */
function byField(
  cells: TableRow['cells'],
  { columns, constants }: Columns,
): Record<string, string> {
  const row: Record<string, string> = Object.create(null);
  for (const [field, value] of constants) row[field] = value;
  for (const [field, column] of columns) {
    const cell = cells[column];
    if (cell !== undefined) row[field] = cell;
  }
  return row;
}

/** Columns that must stand in the header: those mapped, or those of a position or balance in our own form. */
function neededColumns(of: Columns, lines: readonly string[]): readonly string[] {
  if (of !== OWN_COLUMNS) return [...of.columns.values()];
  const balances = [',', ';', '\t', '|'].some((d) => headerOf(lines, d, BALANCE_COLUMNS) !== null);
  const positions = [',', ';', '\t', '|'].some(
    (d) => headerOf(lines, d, POSITION_COLUMNS) !== null,
  );
  return balances && !positions ? BALANCE_COLUMNS : POSITION_COLUMNS;
}

/** All open positions of each account and market that the file names are in it, if every row could be read. */
class Scopes {
  readonly #scopes = new Map<string, NonNullable<Read['scope']>>();
  unread = false;

  add(scope: Read['scope']): void {
    if (scope === null) return;
    const key = `${scope.account}|${scope.market}`;
    const known = this.#scopes.get(key);
    if (known === undefined || known.at < scope.at) this.#scopes.set(key, scope);
  }

  *events(): Iterable<ReadEvent> {
    if (this.unread && this.#scopes.size > 0) {
      yield note(
        'a row could not be read, so positions that the file does not list stay as they were',
      );
      return;
    }
    for (const scope of this.#scopes.values()) yield { event: 'scope', ...scope };
  }
}

function passedOver(header: readonly string[], of: Columns): readonly string[] {
  const used = new Set([...of.columns.values()].map((column) => column.toLowerCase()));
  return header.filter((column) => column !== '' && !used.has(column.toLowerCase()));
}

async function* rowEvents(
  rows: AsyncIterable<TableRow>,
  of: Columns,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const schema = genericSchema(of.readings);
  const scopes = new Scopes();
  const otherwise = { account: options.account ?? 'main', at: options.fileTime };
  for await (const { line, cells, fault } of rows) {
    const row =
      fault === null
        ? fieldsOf(schema, byField(cells, of))
        : ({ ok: false, failure: fault } as const);
    const outcome = row.ok ? genericItems(row.value, otherwise) : row;
    if (outcome.ok) scopes.add(outcome.value.scope);
    else scopes.unread = true;
    yield outcome.ok ? stated(line, outcome.value.stated) : failed(line, outcome.failure);
  }
  yield* scopes.events();
}

async function* read(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const { head, all } = await peeked(chunks);
  const lines = head.replaceAll('\uFEFF', '').split(/\r\n|\r|\n/, 60);
  const columns =
    options.mapping === null
      ? ({ ok: true, value: OWN_COLUMNS } as const)
      : mappedColumns(options.mapping);
  if (!columns.ok) {
    yield failed(1, columns.failure);
    return;
  }
  const of = columns.value;
  const needed = neededColumns(of, lines);
  const delimiter = delimiterOf(lines, of, needed);
  if (!delimiter.ok) {
    yield failed(1, delimiter.failure);
    return;
  }
  const table = await tableIn(all, {
    delimiter: delimiter.value,
    columns: needed,
    columnsIn: (header) => spelledColumns(header, needed, of),
    lastNeeded: lastOf(needed, headerOf(lines, delimiter.value, needed) ?? []),
  });
  if (!table.ok) {
    yield failed(1, table.failure);
    return;
  }
  const others = passedOver(table.value.header, of);
  if (others.length > 0) yield note(`columns passed over: ${others.join(', ').slice(0, 300)}`);
  const clock = of.columns.get('time') ?? '';
  if (!table.value.columns.includes(clock) && !of.constants.has('time')) {
    yield note('the file names no time: its rows are taken as of the file’s own time');
  }
  yield* rowEvents(table.value.rows, of, options);
}

/** Our own names in any letter case. Columns that nobody asked for may be named twice, or not at all. */
function spelledColumns(
  header: readonly string[],
  needed: readonly string[],
  of: Columns,
): readonly string[] {
  const asked = new Set(needed.map((column) => column.toLowerCase()));
  return header.map((column, i) => {
    const lower = column.toLowerCase();
    if (of === OWN_COLUMNS && isGenericField(lower)) return lower;
    return header.indexOf(column) < i && !asked.has(lower) ? '' : column;
  });
}

/** The needed column that stands furthest right: rows may end after it. */
function lastOf(needed: readonly string[], header: readonly string[]): string | null {
  const asked = new Set(needed.map((column) => column.toLowerCase()));
  const last = header.findLast((column) => asked.has(column.toLowerCase()));
  return needed.find((column) => column.toLowerCase() === last?.toLowerCase()) ?? null;
}

/** Positions and balances under our own column names, or any table that a mapping explains. See docs/generic-csv.md. */
export const genericCsv: StatementFormat = {
  id: 'generic-csv',
  title: 'Generic CSV of positions and balances',
  venue: venue('GENERIC'),
  recognises,
  read,
};
