import type { Venue } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { failed, note } from '../events.ts';
import type { FileHead, PriceItem, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { headerOf } from '../heads.ts';
import { tableIn, type TableRow } from '../table.ts';
import { BarChecks, type Bar } from './bar-checks.ts';
import { barInterval } from './bar-interval.ts';
import { barTime, type BarTime } from './bar-time.ts';
import { seriesNamed, seriesOfFile, type Series } from './series-name.ts';

/** One provider's way to write a price history. */
export type PriceShape = {
  readonly id: string;
  readonly title: string;
  readonly venue: Venue;
  /** Header as the provider writes it to the names `time`, `open`, `high`, `low`, `close`, `symbol`; null if it is another's. */
  readonly columnsOf: (header: readonly string[]) => readonly string[] | null;
  /** True where the provider's `7/30/2015` is the 30th of July for sure. */
  readonly monthFirst?: boolean;
  /** Rows below the header that only say what the columns are of: the ticker, or null. */
  readonly heading?: (cells: TableRow['cells']) => { readonly ticker: string | null } | null;
  /** A second spelling of the time that must agree with it. */
  readonly check?: (cells: TableRow['cells'], time: BarTime) => Outcome<null>;
  /** The series where content or format tell it better than the file's name does. */
  readonly series?: (ofFile: Series) => Series;
};

/** Rows that are looked at to learn the length of the bars. */
const LOOKED_AT = 64;

type Timed = { readonly row: TableRow; readonly time: Outcome<BarTime> };

/** A header of price histories is among the first lines: the provider's address, a ticker, then it. */
const recognised = (shape: PriceShape, { lines }: FileHead): boolean =>
  headerOf(lines.slice(0, 5), ',', ['time', 'close'], (header) => shape.columnsOf(header) ?? []) !==
  null;

/** Every format of price histories reads the same way; only the header and the clock differ. */
export const priceFormat = (shape: PriceShape): StatementFormat => ({
  id: shape.id,
  title: shape.title,
  venue: shape.venue,
  recognises: (head) => recognised(shape, head),
  read: (chunks, options) => priceEvents(chunks, options, shape),
});

async function* priceEvents(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
  shape: PriceShape,
): AsyncIterable<ReadEvent> {
  const table = await tableIn(chunks, {
    delimiter: ',',
    columns: ['time', 'close'],
    columnsIn: (header) => shape.columnsOf(header) ?? header,
    lastNeeded: 'close',
  });
  if (!table.ok) {
    yield failed(1, table.failure);
    return;
  }
  const ticker = table.value.preamble.find(({ cells }) => cells[0] === 'Ticker')?.cells[1];
  const name = new SeriesOf(options.name, shape, ticker ?? null);
  const rows = table.value.rows[Symbol.asyncIterator]();
  const first = await timedRows(rows, shape, name, LOOKED_AT);
  const times = first.flatMap(({ time }) => (time.ok ? [time.value.at] : []));
  const interval = barInterval(times);
  if (!interval.ok) {
    yield failed(first[0]?.row.line ?? 1, interval.failure);
    await rows.return?.();
    return;
  }
  const checks = new BarChecks(interval.value);
  let count = 0;
  for (let batch = first; batch.length > 0; batch = await timedRows(rows, shape, name, LOOKED_AT)) {
    count += batch.length;
    for (const timed of batch) yield eventOf(timed, checks, interval.value, name);
  }
  if (count === 0) {
    yield note('the file has a header and no row: the download probably failed');
  }
  yield* checks.notes();
}

/** Which series a row is of: its own symbol, a ticker above the rows, else the file's name. */
class SeriesOf {
  readonly #byName = new Map<string, Series>();
  readonly #file: string;
  readonly #shape: PriceShape;
  ticker: string | null;

  constructor(file: string, shape: PriceShape, ticker: string | null) {
    this.#file = file;
    this.#shape = shape;
    this.ticker = ticker;
  }

  of(symbol: string | undefined): Series {
    const told = symbol?.trim() ?? this.ticker ?? '';
    const known = this.#byName.get(told);
    if (known !== undefined) return known;
    const named = told === '' ? seriesOfFile(this.#file) : seriesNamed(told);
    const series = this.#shape.series?.(named) ?? named;
    if (this.#byName.size < 1000) this.#byName.set(told, series);
    return series;
  }
}

/** Up to `most` data rows with their times; empty at the end of the file. */
async function timedRows(
  rows: AsyncIterator<TableRow>,
  shape: PriceShape,
  name: SeriesOf,
  most: number,
): Promise<readonly Timed[]> {
  const batch: Timed[] = [];
  while (batch.length < most) {
    const next = await rows.next();
    if (next.done === true) break;
    const row = next.value;
    const heading = row.fault === null ? (shape.heading?.(row.cells) ?? null) : null;
    if (heading !== null) {
      name.ticker = heading.ticker ?? name.ticker;
      continue;
    }
    batch.push({ row, time: timeOf(row, shape) });
  }
  return batch;
}

function timeOf({ cells, fault }: TableRow, shape: PriceShape): Outcome<BarTime> {
  if (fault !== null) return { ok: false, failure: fault };
  const time = barTime(cells['time'] ?? '', shape.monthFirst ?? false);
  if (!time.ok) return time;
  const checked = shape.check?.(cells, time.value) ?? ok(null);
  return checked.ok ? time : checked;
}

function eventOf(
  { row, time }: Timed,
  checks: BarChecks,
  interval: PriceItem['interval'],
  name: SeriesOf,
): ReadEvent {
  if (!time.ok) {
    return failed(row.line, row.fault === null ? { ...time.failure, at: 'time' } : time.failure);
  }
  const bar: Bar = {
    line: row.line,
    at: interval === 'hour' ? time.value.at : time.value.day,
    series: name.of(row.cells['symbol']),
    open: row.cells['open'] ?? null,
    high: row.cells['high'] ?? null,
    low: row.cells['low'] ?? null,
    close: row.cells['close'] ?? '',
  };
  return checks.event(bar);
}
