import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fail, failure, ok, type Failure, type Outcome } from '../../engine/values/outcome.ts';

/** A file as text. `chunks` may be iterated once. */
export type TextFile = {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly compressed: boolean;
  /** Up to 64 KiB of the text, which `chunks` repeats. */
  readonly head: string;
  readonly chunks: AsyncIterable<string>;
  /** Why the text ends before the file does; null while all is well. Final once `chunks` has ended. */
  readonly fault: () => Failure | null;
  /** Byte sequences that are no text in `encoding`. Final once `chunks` has ended. */
  readonly undecodable: () => number;
};

const HEAD_BYTES = 65_536;

/** Bytes that a compressed file may grow to. */
const UNPACKED_LIMIT: number = 16 * 1024 ** 3;

/** First bytes of files that are no text, and what to do about them. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty ZIP archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook: save the sheet as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: export the statement as CSV, XML or JSON'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database: open it as a store instead'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file: export it as CSV'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive: unpack it first'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive: unpack it first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive: unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive: unpack it first'],
]; // prettier-ignore

const startsWith = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  with_.every((byte, i) => bytes[i] === byte);

/** The bytes up to `HEAD_BYTES`, and an iterable that repeats them before the rest. */
async function peeked(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  let done = false;
  while (length < HEAD_BYTES && !done) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else {
      parts.push(next.value);
      length += next.value.length;
    }
  }
  const head = Buffer.concat(parts);
  async function* all(): AsyncIterable<Uint8Array> {
    try {
      yield head;
      while (!done) {
        const next = await iterator.next();
        if (next.done === true) done = true;
        else yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: head.subarray(0, HEAD_BYTES), all: all() };
}

function encodingOf(head: Uint8Array): Outcome<TextFile['encoding']> {
  if (startsWith(head, [0xff, 0xfe])) return ok('utf-16le');
  if (startsWith(head, [0xfe, 0xff])) return ok('utf-16be');
  let even = 0;
  let odd = 0;
  let control = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
    else if (byte < 9 || (byte > 13 && byte < 32)) control++;
  }
  const half = head.length / 2;
  if (odd > 0.4 * half && even < 0.05 * half) return ok('utf-16le');
  if (even > 0.4 * half && odd < 0.05 * half) return ok('utf-16be');
  if (even + odd > 0 || control > 0.01 * head.length) {
    return fail(
      'malformed',
      'the file is binary, not text: export the statement as CSV, XML or JSON',
    );
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return ok('utf-8');
  } catch {
    return ok('windows-1252');
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  let length = 0;
  for await (const chunk of gunzip) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > UNPACKED_LIMIT) throw new Error(`it unpacks to more than ${UNPACKED_LIMIT} bytes`);
    yield chunk;
  }
}

/**
 * A file's bytes as text: gzip is undone (known by its first bytes, not its name), the encoding is taken from the
 * byte-order mark or the bytes themselves, and what is no text is refused with words on what it is.
 */
export async function textFile(bytes: AsyncIterable<Uint8Array>): Promise<Outcome<TextFile>> {
  let fault: Failure | null = null;
  let undecodable = 0;
  const raw = await peeked(guarded(bytes, (message) => (fault ??= failure('malformed', message))));
  const compressed = startsWith(raw.head, [0x1f, 0x8b]);
  const plain = compressed
    ? await peeked(
        guarded(unpacked(raw.all), (message) => {
          fault ??= failure(
            'malformed',
            `the compressed data cannot be unpacked to its end: ${message}`,
          );
        }),
      )
    : raw;
  const signature = SIGNATURES.find(([first]) => startsWith(plain.head, first));
  if (signature !== undefined) return fail('malformed', `the file is ${signature[1]}`);
  const encoding = encodingOf(plain.head);
  if (!encoding.ok) return encoding;

  async function* decoded(): AsyncIterable<string> {
    const decoder = new TextDecoder(encoding.ok ? encoding.value : 'utf-8');
    for await (const chunk of plain.all) {
      const text = decoder.decode(chunk, { stream: true });
      undecodable += text.split('\uFFFD').length - 1;
      if (text !== '') yield text;
    }
    const tail = decoder.decode();
    undecodable += tail.split('\uFFFD').length - 1;
    if (tail !== '') yield tail;
  }
  return ok({
    encoding: encoding.value,
    compressed,
    head: new TextDecoder(encoding.value).decode(plain.head, { stream: true }),
    chunks: decoded(),
    fault: () => fault,
    undecodable: () => undecodable,
  });
}

/** A disk or an archive that fails midway ends the text; `onFault` hears why. */
async function* guarded(
  bytes: AsyncIterable<Uint8Array>,
  onFault: (message: string) => void,
): AsyncIterable<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    onFault(error instanceof Error ? error.message : String(error));
  }
}
