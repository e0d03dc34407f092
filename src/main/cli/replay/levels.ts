import type { ReplayOpen } from '../../../engine/contract/replay.ts';
import { openStore } from '../../store/open.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { loadResources } from '../../workstation/desk.ts';
import { replayedLevels } from '../../workstation/live/replayed-levels.ts';
import { clockText } from './clock-text.ts';

/** Every change of a level in a store's recording, printed. @returns the exit code */
export async function levelsAnswer(path: string, what: ReplayOpen, json: boolean): Promise<number> {
  const store = openStore(path, { readOnly: true, now: Date.now });
  try {
    const resources = await loadResources(resourcesFolder());
    const found = await replayedLevels(store, resources, what);
    if (!found.ok) {
      process.stderr.write(`crossguard: ${found.failure.message}\n`);
      return 1;
    }
    for (const one of found.value) {
      process.stdout.write(
        json
          ? `${JSON.stringify(one)}\n`
          : `${clockText(one.at)} ${one.name}: ${one.before} to ${one.after}\n`,
      );
    }
    if (found.value.length === 0) process.stderr.write('crossguard: no level changed\n');
    return 0;
  } finally {
    store.close();
  }
}
