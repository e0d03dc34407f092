import type { Outcome } from '../../../engine/values/outcome.ts';
import { csvRows } from '../csv.ts';
import { failed, note, stated, type Stated } from '../events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import {
  accountOf,
  takeHeading,
  type ActivityContext,
  type ActivityRow,
} from './activity-context.ts';
import {
  activityCash,
  activityInstrument,
  activityPosition,
  activityWorth,
} from './activity-holdings.ts';
import { activityAction, activityMovement, activityTrade } from './activity-ledger.ts';
import { isTotal, Sections } from './activity-sections.ts';
import { IBKR, IBKR_MARKET } from './names.ts';
import { shortened } from '../decimals.ts';

type Reader = (row: ActivityRow, context: ActivityContext) => Outcome<Stated>;

const POSITIONS = new Set(['Open Positions', 'Long Open Positions', 'Short Open Positions']);
const HEADINGS = new Set(['Statement', 'Account Information']);

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...Array.from(POSITIONS, (section): [string, Reader] => [section, activityPosition]),
  ['Trades', activityTrade],
  ['Financial Instrument Information', activityInstrument],
  ['Net Asset Value', activityWorth],
  ['Corporate Actions', activityAction],
  ['Deposits & Withdrawals', activityMovement],
  ['Dividends', activityMovement],
  ['Payment In Lieu Of Dividends', activityMovement],
  ['Withholding Tax', activityMovement],
  ['Interest', activityMovement],
  ['Bond Interest Paid', activityMovement],
  ['Bond Interest Received', activityMovement],
  ['Fees', activityMovement],
  ['Other Fees', activityMovement],
  ['Commission Adjustments', activityMovement],
]);

/** Reads line by line; what is kept across lines is bounded by the number of contracts. */
class ActivityReader {
  readonly #context: ActivityContext;
  readonly #sections = new Sections();
  readonly #accounts = new Set<string>();
  readonly #unread = new Set<string>();
  /** The base currency's ending cash: counted only if no currency of its own follows. */
  #held: { readonly line: number; readonly stated: Stated } | null = null;

  constructor(options: ReadOptions) {
    this.#context = {
      account: options.account ?? 'main',
      base: null,
      at: options.fileTime,
      generated: null,
      ordered: new Set(),
      summarised: new Set(),
      currencies: new Map(),
    };
  }

  *line(line: number, cells: readonly string[]): Iterable<ReadEvent> {
    const [section = '', kind = '', ...values] = cells.map((cell) => cell.trim());
    if (section !== 'Cash Report') yield* this.#release(true);
    if (kind === 'Header' && !this.#sections.announce(section, values)) {
      yield failed(line, {
        reason: 'limit-exceeded',
        message: 'no statement has so many sections',
      });
    }
    if (kind !== 'Data') {
      if (!/^(?:Header|Total|SubTotal|Notes|Footer)$/i.test(kind)) {
        const message = `"${shortened(section)},${shortened(kind)}" is no line of an activity statement`;
        yield failed(line, { reason: 'malformed', message });
      }
      return;
    }
    const row = this.#sections.row(section, line, values);
    if (row === null) {
      yield failed(line, {
        reason: 'malformed',
        message: `data of "${shortened(section)}" without its header`,
      });
    } else if (HEADINGS.has(section)) {
      takeHeading(row, this.#context);
    } else if (isTotal(row)) {
      return;
    } else if (section === 'Cash Report') {
      yield* this.#cash(row);
    } else {
      yield* this.#data(row);
    }
  }

  *#data(row: ActivityRow): Iterable<ReadEvent> {
    const reader = READERS.get(row.section);
    if (reader === undefined) {
      this.#sections.leave(row.section);
      return;
    }
    const outcome = reader(row, this.#context);
    if (POSITIONS.has(row.section)) {
      const account = accountOf(row, this.#context);
      this.#accounts.add(account);
      if (!outcome.ok && outcome.failure.reason !== 'unsupported-instrument')
        this.#unread.add(account);
    }
    yield outcome.ok ? stated(row.line, outcome.value) : failed(row.line, outcome.failure);
  }

  *#cash(row: ActivityRow): Iterable<ReadEvent> {
    const cash = activityCash(row, this.#context);
    if (!cash.ok) {
      yield failed(row.line, cash.failure);
      return;
    }
    const { summed, stated: said } = cash.value;
    if (summed) {
      yield* this.#release(true);
      this.#held = { line: row.line, stated: said };
      return;
    }
    if (said.items.length > 0) yield* this.#release(false);
    yield stated(row.line, said);
  }

  *#release(counts: boolean): Iterable<ReadEvent> {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    const summary = `${held.stated.summary}: the sum of the currencies that are counted one by one`;
    yield stated(held.line, counts ? held.stated : { items: [], summary });
  }

  *end(): Iterable<ReadEvent> {
    yield* this.#release(true);
    for (const account of this.#accounts) {
      yield this.#unread.has(account)
        ? note(
            `account ${account}: a position could not be read, so positions that the file does not list stay as they were`,
          )
        : { event: 'scope', account, market: IBKR_MARKET, at: this.#context.at };
    }
    const { unread } = this.#sections;
    if (unread.size > 0) {
      const counts = Array.from(unread, ([section, count]) => `${section} (${count})`);
      yield note(`sections that hold nothing to keep: ${counts.join(', ')}`);
    }
    yield note('times are taken as New York’s; contracts end at 16:00 there on their last day');
  }
}

async function* read(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const reader = new ActivityReader(options);
  for await (const { line, cells, fault } of csvRows(chunks, { delimiter: ',' })) {
    if (fault === null) yield* reader.line(line, cells);
    else yield failed(line, fault);
  }
  yield* reader.end();
}

const KNOWN =
  /^"?(?:Statement|Account Information|Trades|(?:Long |Short )?Open Positions|Cash Report|Financial Instrument Information)"?,"?Header"?,/;

/** Interactive Brokers activity statement: many tables in one file, each line led by its section's name. */
export const ibkrActivity: StatementFormat = {
  id: 'ibkr-activity-csv',
  title: 'Interactive Brokers activity statement (CSV)',
  venue: IBKR,
  recognises: ({ lines }: FileHead) => lines.some((line) => KNOWN.test(line.trim())),
  read,
};
