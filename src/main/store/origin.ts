import { type Venue, venue } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import { number, type Row, text } from './row.ts';

/** Where a kept fact was read. */
export type Origin = {
  /** Number of the import. */
  readonly statement: number;
  readonly file: string;
  readonly format: string;
  readonly venue: Venue;
  /** 1-based line of the file, or ordinal of the element. */
  readonly line: number;
};

export type Kept<T> = { readonly item: T; readonly origin: Origin };

/** Columns that `origin` reads, from a statement called `s` and a fact called `f`. */
export const originColumns =
  's.file AS origin_file, s.format AS origin_format, s.venue AS origin_venue';

export function origin(row: Row): Origin {
  return {
    statement: number(row, 'statement'),
    file: text(row, 'origin_file'),
    format: text(row, 'origin_format'),
    venue: venue(text(row, 'origin_venue')),
    line: number(row, 'line'),
  };
}

/** `positions.csv line 7`. */
export function sourceText(of: Origin): string {
  return `${of.file} line ${of.line}`;
}

/** Later than any fact: asks for what is current. */
export const latestInstant: Instant = instant(Number.MAX_SAFE_INTEGER);
