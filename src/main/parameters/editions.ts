import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MarginEdition } from '../../engine/model/parameters.ts';
import {
  fail,
  failure,
  type Batch,
  type Failure,
  type Outcome,
} from '../../engine/values/outcome.ts';
import { editionOf } from './edition-document.ts';

/**
 * Every margin edition of a folder, from `<venue>/<first day in force>[-what].json`. A file that
 * is not one is left out and named with the field at fault.
 *
 * @param folder such as `resources/margin`; where it does not exist that is the one failure
 */
export function loadEditions(folder: string): Batch<MarginEdition> {
  const items: MarginEdition[] = [];
  const failures: Failure[] = [];
  if (!existsSync(folder)) {
    return { items, failures: [failure('missing-field', 'there is no such folder', folder)] };
  }
  for (const place of folders(folder)) {
    for (const name of jsonFiles(path.join(folder, place))) {
      const outcome = editionIn(folder, place, name);
      if (outcome.ok) items.push(outcome.value);
      else failures.push(outcome.failure);
    }
  }
  return { items, failures };
}

const folders = (within: string): string[] =>
  readdirSync(within, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

const jsonFiles = (within: string): string[] =>
  readdirSync(within)
    .filter((name) => name.endsWith('.json'))
    .toSorted();

function editionIn(folder: string, place: string, name: string): Outcome<MarginEdition> {
  const where = `${place}/${name}`;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path.join(folder, place, name), 'utf8'));
  } catch (error) {
    return fail('malformed', error instanceof Error ? error.message : 'unreadable', where);
  }
  const found = editionOf(content, where);
  if (!found.ok) return found;
  const { venue, from } = found.value;
  if (venue !== place.toUpperCase()) {
    return fail('malformed', `venue: was ${venue} in the folder ${place}`, where);
  }
  return name.startsWith(from)
    ? found
    : fail('malformed', `from: was ${from}, which the file's name does not begin with`, where);
}
