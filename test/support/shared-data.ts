import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Folder of real exports whose licences keep them out of this repository; null where it is absent. */
export const sharedData: string | null = existsSync(folder) ? folder : null;

/** A test that reads `sharedData`; where the folder is absent it is skipped and says so. */
export function itWithSharedData(
  name: string,
  test: (folder: string) => Promise<void> | void,
): void {
  if (sharedData === null) it.skip(`${name} (skipped: ../shared/data is absent)`, () => undefined);
  else it(name, () => test(folder));
}
