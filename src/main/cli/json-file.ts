import { readFileSync } from 'node:fs';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** The content of a JSON file that the user names; a failure names the file. */
export function jsonFile(path: string): Outcome<unknown> {
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return fail('malformed', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
