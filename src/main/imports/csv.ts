import { failure, type Failure } from '../../engine/values/outcome.ts';

/** One record of a delimited file. With `fault` set the record could not be cut into cells. */
export type CsvRow = {
  /** 1-based line on which the record begins; quoted line breaks count. */
  readonly line: number;
  /** As written, quotes undone, blanks kept; empty when `fault` is set. */
  readonly cells: readonly string[];
  readonly fault: Failure | null;
};

/** Longest cell, in characters. A longer one is nearly always a quote that is never closed. */
export const CELL_LIMIT = 65_536;
/** Most cells of one record. */
export const COLUMN_LIMIT = 4096;
/** Records that may be read again after a quote that is never closed: bounds the work on hostile files. */
const REREAD_LIMIT = 64;

const QUOTE = 34;
const LF = 10;
const CR = 13;

type Mode = 'start' | 'plain' | 'quoted' | 'quote' | 'skip';

/** Cuts text into records as it arrives. Call `feed` for every piece, `end` once; both fill `rows`. */
class RecordCutter {
  rows: CsvRow[] = [];
  readonly #delimiter: number;
  #mode: Mode = 'start';
  #line = 1;
  #recordLine = 1;
  #cells: string[] = [];
  #cell = '';
  #quoted = false;
  #afterReturn = false;
  /** Text since the first line break inside quotes: read again if the quote is never closed. */
  #pending: string | null = null;
  #pendingLine = 0;
  #rereads = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  feed(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#afterReturn) {
        this.#afterReturn = false;
        if (code === LF) {
          // The first line break inside quotes is not part of what is read again.
          if (this.#mode === 'quoted' && this.#pending !== '') this.#pending += '\n';
          from = i + 1;
          continue;
        }
      }
      if (this.#mode === 'quoted') {
        if (this.#pending !== null) this.#pending += text[i];
        if (code === QUOTE) {
          this.#cell += text.slice(from, i);
          this.#mode = 'quote';
          continue;
        }
        if (code === LF || code === CR) {
          this.#line++;
          this.#cell += `${text.slice(from, i)}\n`;
          from = i + 1;
          this.#afterReturn = code === CR;
          if (this.#pending === null) {
            this.#pending = '';
            this.#pendingLine = this.#line;
          }
        }
        if (this.#cell.length + i + 1 - from > CELL_LIMIT) {
          this.#giveUp(text.slice(i + 1));
          return;
        }
        continue;
      }
      if (this.#mode === 'quote') {
        if (this.#pending !== null) this.#pending += text[i];
        from = i;
        if (code === QUOTE) {
          // The doubled quote: the second one is kept as the first character of the next stretch.
          this.#mode = 'quoted';
          continue;
        }
        this.#mode = 'plain';
      }
      if (code === LF || code === CR) {
        this.#endCell(text.slice(from, i));
        this.#endRecord();
        this.#line++;
        this.#recordLine = this.#line;
        this.#afterReturn = code === CR;
        from = i + 1;
      } else if (this.#mode === 'skip') {
        from = i + 1;
      } else if (code === this.#delimiter) {
        this.#endCell(text.slice(from, i));
        from = i + 1;
      } else if (this.#mode === 'start') {
        this.#mode = code === QUOTE ? 'quoted' : 'plain';
        from = code === QUOTE ? i + 1 : i;
        this.#quoted ||= code === QUOTE;
      } else if (this.#cell.length + i + 1 - from > CELL_LIMIT) {
        this.#fault(`a cell is longer than ${CELL_LIMIT} characters`);
        from = i + 1;
      }
    }
    if (this.#mode !== 'skip' && this.#mode !== 'quote') this.#cell += text.slice(from);
  }

  end(): void {
    while (this.#mode === 'quoted') this.#giveUp('');
    if (this.#mode === 'skip') return;
    this.#endCell('');
    this.#endRecord();
  }

  #endCell(tail: string): void {
    if (this.#mode === 'skip') return;
    this.#cells.push(this.#cell + tail);
    this.#cell = '';
    this.#mode = 'start';
    this.#pending = null;
    if (this.#cells.length > COLUMN_LIMIT) this.#fault(`it has more than ${COLUMN_LIMIT} cells`);
  }

  #endRecord(): void {
    const blank = this.#cells.length === 1 && this.#cells[0]?.trim() === '' && !this.#quoted;
    if (this.#mode !== 'skip' && this.#cells.length > 0 && !blank) {
      this.rows.push({ line: this.#recordLine, cells: this.#cells, fault: null });
    }
    this.#cells = [];
    this.#cell = '';
    this.#quoted = false;
    this.#mode = 'start';
  }

  #fault(what: string): void {
    this.rows.push({
      line: this.#recordLine,
      cells: [],
      fault: failure('malformed', `the row on line ${this.#recordLine} was left out: ${what}`),
    });
    this.#cells = [];
    this.#cell = '';
    this.#mode = 'skip';
  }

  /** A quote that is never closed costs its own line only: what follows that line is read again. */
  #giveUp(rest: string): void {
    const swallowed = this.#pending;
    const again = swallowed !== null && this.#rereads++ < REREAD_LIMIT;
    const last = again || swallowed === null ? '' : `, and swallows all up to line ${this.#line}`;
    this.#pending = null;
    this.#fault(`a quotation mark opened in it is not closed${last}`);
    if (again) {
      this.#line = this.#pendingLine;
      this.#recordLine = this.#pendingLine;
      this.#quoted = false;
      this.#mode = 'start';
      this.#afterReturn = false;
    }
    this.feed(again ? swallowed + rest : rest);
  }
}

/**
 * Records of a delimited text, in order, as the text streams in. Ends of line may be CR, LF or CRLF,
 * quotes follow RFC 4180, blank lines are skipped, byte-order marks are dropped wherever they stand.
 * Own code rather than PapaParse, because every record needs its line number and a faulty record
 * must cost itself only.
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  options: { readonly delimiter: string },
): AsyncIterable<CsvRow> {
  const cutter = new RecordCutter(options.delimiter);
  for await (const chunk of chunks) {
    cutter.feed(chunk.replaceAll('\uFEFF', ''));
    const { rows } = cutter;
    cutter.rows = [];
    yield* rows;
  }
  cutter.end();
  yield* cutter.rows;
}
