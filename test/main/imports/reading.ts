import { instant, type Instant } from '../../../src/engine/values/units.ts';
import type { FailedRow, ReadEvent, StatementItem } from '../../../src/main/imports/format.ts';
import { readStatement, type FileSource, type Tally } from '../../../src/main/imports/read-file.ts';

/** One file read to its end. */
export type Read = {
  /** Null where the file was refused. */
  readonly format: string | null;
  readonly refusal: FailedRow | null;
  readonly events: readonly ReadEvent[];
  readonly items: readonly StatementItem[];
  readonly failures: readonly FailedRow[];
  readonly notes: readonly string[];
  readonly tally: Tally;
};

export type Asked = {
  readonly name?: string;
  readonly account?: string | null;
  readonly format?: string | null;
};

/** Time of a file that says nothing of its own time. */
export const FILE_TIME: Instant = instant(Date.UTC(2026, 0, 2, 3, 4, 5));

const NOTHING: Tally = { rows: 0, good: 0, failed: 0 };

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file in memory, given in pieces of `size` bytes. */
export function sourceOf(name: string, bytes: Uint8Array, size = 1000): FileSource {
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

export async function readFile(source: FileSource, asked: Asked = {}): Promise<Read> {
  const { account = null, format = null } = asked;
  const options = { name: source.name, account, format, mapping: null, fileTime: FILE_TIME };
  const reading = await readStatement(
    source,
    options,
    () => undefined,
    new AbortController().signal,
  );
  if (!reading.recognised) {
    const { refusal } = reading;
    return {
      format: null,
      refusal,
      events: [],
      items: [],
      failures: [],
      notes: [],
      tally: NOTHING,
    };
  }
  const events: ReadEvent[] = [];
  for await (const event of reading.events) events.push(event);
  return {
    format: reading.format.id,
    refusal: null,
    events,
    items: events.flatMap((event) => (event.event === 'row' ? event.items : [])),
    failures: events.flatMap((event) => (event.event === 'failed' ? [event.failure] : [])),
    notes: events.flatMap((event) => (event.event === 'note' ? [event.message] : [])),
    tally: reading.tally(),
  };
}

export const readText = (text: string, asked: Asked = {}): Promise<Read> =>
  readFile(sourceOf(asked.name ?? 'file.csv', bytesOf(text)), asked);

/** The items of one kind. */
export const of = <K extends StatementItem['kind']>(
  read: Read,
  kind: K,
): readonly Extract<StatementItem, { kind: K }>[] =>
  read.items.filter((item): item is Extract<StatementItem, { kind: K }> => item.kind === kind);
