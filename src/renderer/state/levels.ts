import type { Pushes } from '../../engine/contract/contract.ts';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { levelWords } from '../format/words.ts';

type Levels = Pushes['levels'];

/** Changes of level that no snapshot shows yet, with those told now: from where each account was to where it is. */
export function gathered(before: Levels, told: Levels): Levels {
  const all = new Map(before.map((one) => [one.account, one]));
  for (const one of told) {
    const first = all.get(one.account);
    all.set(one.account, first === undefined ? one : { ...one, before: first.before });
  }
  return [...all.values()];
}

/** Open warnings: those of the snapshot, and of accounts that came to another level since. */
export const openWarnings = (snapshot: RiskSnapshot | null, levels: Levels): number =>
  levels.reduce(
    (count, { before, after }) => count + Number(after !== 'ok') - Number(before !== 'ok'),
    snapshot?.warnings.length ?? 0,
  );

/** What is said aloud when accounts come to another level; the gravest words are the level's own. */
export const levelsText = (levels: Levels): string =>
  levels
    .map(({ name, before, after }) => `${name}: ${levelWords[after]}, was ${levelWords[before]}`)
    .join('; ');
