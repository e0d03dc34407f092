import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { FileHead, StatementFormat } from './format.ts';

/** Every kind of statement that can be read. A new format is a new file, listed here. */
export const STATEMENT_FORMATS: readonly StatementFormat[] = [];

/** The one format that a file's head is surely of. */
export function recognise(head: FileHead): Outcome<StatementFormat> {
  const found = STATEMENT_FORMATS.filter((format) => format.recognises(head));
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only);
  if (found.length > 1) {
    const names = found.map((format) => format.id).join(', ');
    return fail('ambiguous', `the file could be ${names}: choose the format`);
  }
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  const seen = first.length > 160 ? `${first.slice(0, 159)}\u2026` : first;
  return fail(
    'unsupported-operation',
    `no known statement begins like this: "${seen}". Choose the generic CSV and map its columns`,
  );
}

export function formatOf(id: string): Outcome<StatementFormat> {
  const found = STATEMENT_FORMATS.find((format) => format.id === id);
  return found === undefined
    ? fail('unsupported-operation', `there is no statement format "${id}"`)
    : ok(found);
}
