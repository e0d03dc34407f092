import { createReadStream } from 'node:fs';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import { textFile } from '../../imports/text-file.ts';
import { readPa2 } from './pa2.ts';
import { readSpn } from './spn.ts';
import type { SpanReading, Wanted } from './wanted.ts';

async function* bytesOf(path: string): AsyncIterable<Uint8Array> {
  for await (const chunk of createReadStream(path)) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
}

/** Reads a SPAN parameter file of either format, plain or gzip, as its content says. */
export async function readSpanFile(path: string, wanted: Wanted): Promise<Outcome<SpanReading>> {
  const file = await textFile(bytesOf(path));
  if (!file.ok) return file;
  const { head, chunks, fault } = file.value;
  const begin = head.replaceAll('\uFEFF', '').trimStart();
  const reading = begin.startsWith('<')
    ? await readSpn(chunks, wanted)
    : await readPa2(chunks, wanted);
  const broken = fault();
  return broken === null
    ? reading
    : fail(broken.reason, `the file could not be read to its end: ${broken.message}`);
}
