import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { headerRecord, type Pa2Header } from './pa2-header.ts';
import { Pa2Records } from './pa2-kept.ts';
import { readingOf } from './pa2-parameters.ts';
import { textLines } from './text-lines.ts';
import type { SpanReading, Wanted } from './wanted.ts';

/**
 * SPAN parameters in the positional format that CME calls unpacked expanded (U2, `.pa2`), line by line:
 * only what is wanted is held. A record at fault costs itself; a file of another format is refused.
 *
 * @see CME Group, Risk Parameter File Layouts for the Positional Formats
 */
export async function readPa2(
  chunks: AsyncIterable<string>,
  wanted: Wanted,
): Promise<Outcome<SpanReading>> {
  const records = new Pa2Records(wanted);
  let header: Pa2Header | null = null;
  for await (const { line, text } of textLines(chunks)) {
    if (header !== null) {
      records.take(line, text);
      continue;
    }
    const found = headerRecord(text);
    if (!text.startsWith('0 ') || !found.ok) {
      const why = found.ok ? 'it does not begin with record 0' : found.failure.message;
      return fail('malformed', `the file is no SPAN parameter file: ${why}`);
    }
    if (found.value.format !== 'U2') {
      return fail('unsupported-operation', `SPAN file format "${found.value.format}" is not U2`);
    }
    header = found.value;
  }
  return header === null ? fail('malformed', 'the file is empty') : ok(readingOf(records, header));
}
