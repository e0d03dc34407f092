import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../engine/values/invariant.ts';

/** The folder of the project's data: named by the environment, or the nearest above this code, built or not. */
function folder(): string {
  const named = process.env['CROSSGUARD_RESOURCES'];
  if (named !== undefined) return named;
  let above = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(above, 'resources', 'prices'))) {
    const next = dirname(above);
    invariant(next !== above, 'the project has a folder resources/prices');
    above = next;
  }
  return join(above, 'resources');
}

/** The JSON of one of our own data files. @throws when it is absent or broken: the files are ours. */
export function resourceFile(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(folder(), ...path), 'utf8'));
}
