import type { PriceItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { digest, milliseconds } from './fact.ts';
import type { OpenStatement, Verdict } from './fact-writer.ts';
import { blob, closesOf, floats, integers, type Point, points } from './history-blob.ts';
import { bytes, type Row } from './row.ts';

/** Most closes held in memory at once, pending ones and those to compare with. */
const budget = 1_000_000;

/** One series in one year: what the store shows for it now, and what waits to be written. */
type Year = {
  readonly key: readonly [
    series: string,
    asset: string,
    quote: string,
    interval: string,
    year: number,
  ];
  /** Close by time as reading the store would give it, this statement included. */
  readonly shown: Map<number, number>;
  pending: Point[];
};

export type PriceWriter = {
  readonly put: (item: PriceItem, close: number, line: number) => Verdict;
  readonly flush: () => void;
  /** Closes kept: known after `flush`. */
  readonly written: () => number;
};

/** The hash that guards the blobs of one year. */
export function closesDigest(
  key: readonly (string | number)[],
  ...columns: readonly Uint8Array[]
): Buffer {
  return digest([...key, ...columns.map((column) => Buffer.from(column).toString('base64'))]);
}

/** Gathers closes into one row per series and year, in bounded memory for any order of the file. */
export function priceWriter(connection: Connection, statement: OpenStatement): PriceWriter {
  // Last used last, so that the first to go is the one not needed for longest.
  const years = new Map<string, Year>();
  let held = 0;
  const earlier = connection.prepare<unknown[], Row>(
    `SELECT p.at, p.closes FROM price p JOIN statement s ON s.id = p.statement
     WHERE p.asset = ? AND p.quote = ? AND p.interval = ? AND p.year = ?
       AND (p.statement < ? OR p.statement = ? AND p.series = ?) AND s.undone_at IS NULL
     ORDER BY p.statement, p.series`,
  );
  const own = connection.prepare<unknown[], Row>(
    `SELECT at, closes, lines FROM price
     WHERE statement = ? AND series = ? AND asset = ? AND quote = ? AND interval = ? AND year = ?`,
  );
  const insert = connection.prepare(
    `INSERT INTO price (statement, series, asset, quote, interval, year, points, content, at, closes, lines)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (asset, quote, interval, year, statement, series) DO UPDATE SET
       points = excluded.points, content = excluded.content, at = excluded.at,
       closes = excluded.closes, lines = excluded.lines`,
  );

  function opened(item: PriceItem, at: number): Year {
    const year = new Date(at).getUTCFullYear();
    const key = [item.series, item.asset, item.quote, item.interval, year] as const;
    const name = JSON.stringify(key);
    let found = years.get(name);
    if (found === undefined) {
      found = { key, shown: new Map(), pending: [] };
      const [series, asset, quote, interval] = key;
      const rows = earlier.all(asset, quote, interval, year, statement.id, statement.id, series);
      for (const row of rows) {
        const closes = floats(bytes(row, 'closes'));
        floats(bytes(row, 'at')).forEach((time, index) => {
          found?.shown.set(time, closes[index] ?? Number.NaN);
        });
      }
      held += found.shown.size;
    } else {
      years.delete(name);
    }
    years.set(name, found);
    return found;
  }

  function write({ key, pending }: Year): void {
    if (pending.length === 0) return;
    const [row] = own.all(statement.id, ...key);
    const before =
      row === undefined
        ? []
        : points({
            at: floats(bytes(row, 'at')),
            closes: floats(bytes(row, 'closes')),
            lines: integers(bytes(row, 'lines')),
          });
    const all = closesOf([...before, ...pending]);
    const columns = [blob(all.at), blob(all.closes), blob(all.lines)] as const;
    const content = closesDigest(key, ...columns);
    insert.run(statement.id, ...key, all.at.length, content, ...columns);
  }

  function release(limit: number): void {
    for (const [name, year] of years) {
      if (held <= limit) return;
      write(year);
      held -= year.shown.size + year.pending.length;
      years.delete(name);
    }
  }

  function put(item: PriceItem, close: number, line: number): Verdict {
    const at = milliseconds(item.at);
    const year = opened(item, at);
    const before = year.shown.get(at);
    if (before === undefined) held += 1;
    year.shown.set(at, close);
    year.pending.push({ at, close, line });
    held += 1;
    if (held > budget) release(budget / 2);
    if (before === undefined) return 'new';
    return before === close ? 'same' : 'changed';
  }

  const total = connection
    .prepare<[number], number>('SELECT coalesce(sum(points), 0) FROM price WHERE statement = ?')
    .pluck();
  return { put, flush: () => release(-1), written: () => total.get(statement.id) ?? 0 };
}
