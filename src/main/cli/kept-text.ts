import { readFileSync } from 'node:fs';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** What is not to stand on a command line: a text, or the only line of the file that `@FILE` names. */
export function keptText(given: string): Outcome<string> {
  if (!given.startsWith('@')) return ok(given);
  try {
    return ok(readFileSync(given.slice(1), 'utf8').trim());
  } catch {
    return fail('malformed', 'the file of an address or key cannot be read');
  }
}
