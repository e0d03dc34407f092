import type { Failure } from '../../engine/values/outcome.ts';
import type { FailedRow, FileHead, ReadEvent, ReadOptions, StatementFormat } from './format.ts';
import { formatOf, recognise } from './formats.ts';
import { textFile, type TextFile } from './text-file.ts';

/** A file to be read, once. */
export type FileSource = {
  /** Without its folder. */
  readonly name: string;
  /** Bytes, for progress. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};

export type StatementOptions = ReadOptions & {
  /** Forces a format id instead of recognising the file. */
  readonly format: string | null;
};

/** Rows met so far: `rows` = `good` + `failed`, always. */
export type Tally = { readonly rows: number; readonly good: number; readonly failed: number };

export type Reading =
  | {
      readonly recognised: true;
      readonly format: StatementFormat;
      /** May be iterated once; throws the signal's reason when cancelled. */
      readonly events: AsyncIterable<ReadEvent>;
      readonly tally: () => Tally;
    }
  | { readonly recognised: false; readonly refusal: FailedRow };

/** Called with the bytes read so far and the file's size. */
export type Progress = (bytes: number, of: number) => void;

const refused = ({ reason, message }: Failure): Reading => ({
  recognised: false,
  refusal: { line: 0, field: '', reason, message },
});

function headOf(name: string, text: string): FileHead {
  const plain = text.replaceAll('\uFEFF', '');
  return { name, text: plain, lines: plain.split(/\r\n|\r|\n/, 60) };
}

async function* counted(
  source: FileSource,
  onProgress: Progress,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source.open()) {
    signal.throwIfAborted();
    bytes += chunk.length;
    onProgress(bytes, source.size);
    yield chunk;
  }
}

function* closingEvents(file: TextFile): Iterable<ReadEvent> {
  const undecodable = file.undecodable();
  if (undecodable > 0) {
    yield { event: 'note', message: `${undecodable} characters are no ${file.encoding} text` };
  }
  const fault = file.fault();
  if (fault === null) return;
  const message = `the file could not be read to its end: ${fault.message}`;
  yield { event: 'failed', failure: { line: 0, field: '', reason: fault.reason, message } };
}

/**
 * Recognises one file and streams what it states. Memory is bounded by the longest row, or by the document
 * limit for JSON and XML. A file that nobody recognises is one refusal and no rows.
 */
export async function readStatement(
  source: FileSource,
  options: StatementOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Reading> {
  const file = await textFile(counted(source, onProgress, signal));
  signal.throwIfAborted();
  if (!file.ok) return refused(file.failure);
  const head = headOf(source.name, file.value.head);
  if (head.text.trim() === '') {
    const fault = file.value.fault();
    return refused(fault ?? { reason: 'malformed', message: 'the file is empty' });
  }
  const mapped = options.mapping === null ? null : 'generic-csv';
  const chosen = options.format ?? mapped;
  const format = chosen === null ? recognise(head) : formatOf(chosen);
  if (!format.ok) return refused(format.failure);

  let good = 0;
  let failed = 0;
  async function* events(read: StatementFormat, text: TextFile): AsyncIterable<ReadEvent> {
    if (text.encoding === 'windows-1252') {
      yield { event: 'note', message: 'the file is no UTF-8 and was read as Windows-1252' };
    }
    for await (const event of read.read(text.chunks, options)) {
      signal.throwIfAborted();
      if (event.event === 'row') good++;
      if (event.event === 'failed') failed++;
      yield event;
    }
    signal.throwIfAborted();
    for (const event of closingEvents(text)) {
      if (event.event === 'failed') failed++;
      yield event;
    }
  }
  return {
    recognised: true,
    format: format.value,
    events: events(format.value, file.value),
    tally: () => ({ rows: good + failed, good, failed }),
  };
}
