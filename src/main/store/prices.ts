import { type Asset, asset } from '../../engine/values/ids.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { PriceItem } from '../imports/format.ts';
import type { Connection } from './connection.ts';
import { floats } from './history-blob.ts';
import { latestInstant } from './origin.ts';
import { bytes, choice, type Row, text } from './row.ts';

type PriceInterval = PriceItem['interval'];

/** The price history of one asset in one currency, all files merged. */
export type StoredSeries = {
  readonly asset: Asset;
  readonly quote: Asset;
  readonly interval: PriceInterval;
  /** Starts of the bars, UTC milliseconds, strictly increasing. */
  readonly at: Float64Array;
  /** Close of the bar at the same index, in `quote`. */
  readonly closes: Float64Array;
  /** The files it was read from, oldest import first. */
  readonly source: string;
};

/** One stored run of closes. */
type Run = { readonly at: Float64Array; readonly closes: Float64Array };

function series(
  of: Pick<StoredSeries, 'asset' | 'quote' | 'interval'>,
  rows: readonly Row[],
  asOf: number,
): StoredSeries {
  const runs = rows.map((row) => ({
    at: floats(bytes(row, 'at')),
    closes: floats(bytes(row, 'closes')),
  }));
  const merged = ofDisjoint(runs) ?? ofOverlapping(runs);
  const known = merged.at.findLastIndex((start) => barEnd(start, of.interval) <= asOf) + 1;
  const whole = asOf === latestInstant || known === merged.at.length;
  return {
    ...of,
    at: whole ? merged.at : merged.at.slice(0, known),
    closes: whole ? merged.closes : merged.closes.slice(0, known),
    source: [...new Set(rows.map((row) => text(row, 'file')))].join(', '),
  };
}

/** When the close of a bar is known. Days are UTC days. */
function barEnd(start: number, interval: PriceInterval): number {
  if (interval === 'hour') return start + 3_600_000;
  if (interval === 'day') return start + 86_400_000;
  const begun = new Date(start);
  return begun.setUTCMonth(begun.getUTCMonth() + 1);
}

/** The usual case: each run begins after the one before ended. Undefined where they overlap. */
function ofDisjoint(runs: readonly Run[]): Run | undefined {
  const ordered = runs.toSorted((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0));
  let length = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const run of ordered) {
    if ((run.at[0] ?? 0) <= end) return undefined;
    end = run.at.at(-1) ?? end;
    length += run.at.length;
  }
  const merged = { at: new Float64Array(length), closes: new Float64Array(length) };
  let offset = 0;
  for (const run of ordered) {
    merged.at.set(run.at, offset);
    merged.closes.set(run.closes, offset);
    offset += run.at.length;
  }
  return merged;
}

/** Of several closes for one time the last run's stands. */
function ofOverlapping(runs: readonly Run[]): Run {
  const shown = new Map<number, number>();
  for (const run of runs) {
    run.at.forEach((time, index) => shown.set(time, run.closes[index] ?? Number.NaN));
  }
  const at = Float64Array.from(shown.keys()).toSorted();
  return { at, closes: at.map((time) => shown.get(time) ?? Number.NaN) };
}

/**
 * All price histories, merged per asset, currency and interval; where files disagree the one imported
 * last stands. As of a past instant only bars that had ended by then are given.
 */
export function priceSeries(connection: Connection, asOf: Instant = latestInstant): StoredSeries[] {
  const rows = connection
    .prepare<[], Row>(
      `SELECT p.asset, p.quote, p.interval, p.at, p.closes, s.file
       FROM price p JOIN statement s ON s.id = p.statement WHERE s.undone_at IS NULL
       ORDER BY p.asset, p.quote, p.interval, p.statement, p.series, p.year`,
    )
    .all();
  const groups = Map.groupBy(rows, (row) => JSON.stringify([row.asset, row.quote, row.interval]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const merged = series(
      {
        asset: asset(text(first, 'asset')),
        quote: asset(text(first, 'quote')),
        interval: choice(first, 'interval', ['day', 'hour', 'month']),
      },
      group,
      asOf,
    );
    return merged.at.length === 0 ? [] : [merged];
  });
}
