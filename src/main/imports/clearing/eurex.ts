import type { Failure, Outcome } from '../../../engine/values/outcome.ts';
import { failed, note, stated, type Stated } from '../events.ts';
import { fieldsOf } from '../fields.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { headerOf } from '../heads.ts';
import {
  hasKeys,
  isList,
  isObject,
  jsonDocument,
  member,
  type JsonValue,
} from '../json-document.ts';
import { tableIn } from '../table.ts';
import { EUREX, EUREX_MARKET, eurexPosition, eurexSchema } from './eurex-position.ts';
import { words } from '../words.ts';
import { shortened } from '../decimals.ts';

const COLUMNS = [
  'Product ID',
  'Contract Date',
  'Version Number',
  'Call Put Flag',
  'Exercise Price',
];

const NO_TIME = 'the file names no day: its positions are taken as of the file’s own time';

/** Reads rows of one file; the scope is closed only if every row of it could be read. */
class EurexReader {
  readonly #options: ReadOptions;
  readonly #account: string;
  #unread = false;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#account = options.account ?? 'main';
  }

  row(line: number, cells: unknown): ReadEvent {
    const fields = fieldsOf(eurexSchema, cells);
    const outcome: Outcome<Stated> = fields.ok
      ? eurexPosition(fields.value, this.#account, this.#options.fileTime)
      : fields;
    return outcome.ok ? stated(line, outcome.value) : this.failed(line, outcome.failure);
  }

  failed(line: number, failure: Failure): ReadEvent {
    this.#unread = true;
    return failed(line, failure);
  }

  *end(): Iterable<ReadEvent> {
    yield note(NO_TIME);
    if (this.#unread) {
      yield note(
        'a position could not be read, so positions that the file does not list stay as they were',
      );
    } else {
      const at = this.#options.fileTime;
      yield { event: 'scope', account: this.#account, market: EUREX_MARKET, at };
    }
  }
}

async function* tableRows(
  chunks: AsyncIterable<string>,
  reader: EurexReader,
  first: (line: number) => number,
): AsyncIterable<ReadEvent> {
  const table = await tableIn(chunks, {
    delimiter: ',',
    columns: COLUMNS,
    columnsIn: (header) => header,
    lastNeeded: null,
  });
  if (!table.ok) {
    yield reader.failed(first(1), table.failure);
    return;
  }
  for await (const { line, cells, fault } of table.value.rows) {
    yield fault === null ? reader.row(first(line), cells) : reader.failed(first(line), fault);
  }
}

async function* readTable(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const reader = new EurexReader(options);
  yield* tableRows(chunks, reader, (line) => line);
  yield* reader.end();
}

const recognisesTable = ({ lines }: FileHead): boolean => headerOf(lines, ',', COLUMNS) !== null;

/** Eurex Clearing's portfolio of listed contracts, long or short form. */
export const eurexTable: StatementFormat = {
  id: 'eurex-etd-csv',
  title: 'Eurex Clearing portfolio of listed contracts (CSV)',
  venue: EUREX,
  recognises: recognisesTable,
  read: readTable,
};

/** The keys of the JSON form as the columns of the table. */
const KEYS: Readonly<Record<string, string>> = words({
  product_id: 'Product ID',
  contract_date: 'Contract Date',
  contract_year: 'Contract Year',
  contract_month: 'Contract Month',
  version_number: 'Version Number',
  call_put_flag: 'Call Put Flag',
  exercise_price: 'Exercise Price',
  exercise_style_flag: 'Exercise Style Flag',
  net_ls_balance: 'Net LS Balance',
  long_balance: 'Long Balance',
  short_balance: 'Short Balance',
});

function columns(element: JsonValue): JsonValue {
  if (!isObject(element)) return element;
  const row: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(element)) row[KEYS[key] ?? key] = value;
  return row;
}

async function* one(text: string): AsyncIterable<string> {
  yield text;
}

/** Components of a portfolio; those that hold no listed contracts are one failure each. */
async function* component(
  of: JsonValue,
  reader: EurexReader,
  from: number,
): AsyncIterable<ReadEvent> {
  const csv = member(member(of, 'etd_csv'), 'csv');
  const list = member(of, 'etd_portfolio');
  if (typeof csv === 'string') {
    // Lines are counted from the first row below the header, on through the components.
    yield* tableRows(one(csv), reader, (line) => from + Math.max(line - 2, 0));
  } else if (isList(list)) {
    for (const [i, element] of list.entries()) yield reader.row(from + i, columns(element));
  } else {
    const type = member(of, 'type');
    const message = `a component of type "${typeof type === 'string' ? shortened(type) : ''}" holds no listed contracts that can be read`;
    yield reader.failed(from, { reason: 'unsupported-instrument', message, at: 'type' });
  }
}

async function* readDocument(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const reader = new EurexReader(options);
  const document = await jsonDocument(chunks);
  const components = document.ok ? member(document.value, 'portfolio_components') : undefined;
  if (!document.ok || !isList(components)) {
    const failure = document.ok
      ? ({
          reason: 'malformed',
          message: 'the document has no list of portfolio_components',
        } as const)
      : document.failure;
    yield failed(1, failure);
    return;
  }
  let line = 1;
  for (const of of components) {
    for await (const event of component(of, reader, line)) {
      yield event;
      if (event.event === 'row') line = Math.max(line, event.line + 1);
    }
  }
  yield* reader.end();
}

/** The portfolio that Eurex's margin estimator takes, with rows as a list or as a table inside a text. */
export const eurexDocument: StatementFormat = {
  id: 'eurex-etd-json',
  title: 'Eurex Clearing portfolio of listed contracts (JSON)',
  venue: EUREX,
  recognises: (head) => hasKeys(head, 'portfolio_components'),
  read: readDocument,
};
