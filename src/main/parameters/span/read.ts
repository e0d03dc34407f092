import { createReadStream } from 'node:fs';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { textFile } from '../../imports/text-file.ts';
import { xmlDocument } from '../../imports/xml-document.ts';
import type { SpanFile } from './file.ts';
import { positionalFile } from './positional.ts';
import { xmlFile } from './xml.ts';

async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function readText(
  path: string,
  wanted: ReadonlySet<string> | null,
): Promise<Outcome<SpanFile>> {
  const text = await textFile(createReadStream(path));
  if (!text.ok) return text;
  const { head, chunks, fault } = text.value;
  if (head.trimStart().startsWith('<')) {
    const root = await xmlDocument(chunks);
    return root.ok ? ok(xmlFile(root.value, wanted)) : root;
  }
  const file = await positionalFile(linesOf(chunks), wanted);
  const broken = fault();
  if (broken !== null) return { ok: false, failure: broken };
  return file.parameters.commodities.length === 0
    ? fail('malformed', 'it defines no combined commodity: is it a SPAN parameter file?')
    : ok(file);
}

/** Reads a SPAN parameter file, positional or XML, known by its content. */
export async function readSpanFile(
  path: string,
  wanted: ReadonlySet<string> | null,
): Promise<Outcome<SpanFile>> {
  try {
    const read = await readText(path, wanted);
    return read.ok ? read : fail(read.failure.reason, `${path}: ${read.failure.message}`);
  } catch (error) {
    return fail('malformed', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
